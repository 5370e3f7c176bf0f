"""Masks, scarves and beards: what covers nose, mouth and chin."""

from feelingit.occlusion.contract import Condition
from feelingit.occlusion.coverings.masks.beard import BEARD
from feelingit.occlusion.coverings.masks.cloth_mask import CLOTH_MASK
from feelingit.occlusion.coverings.masks.ffp2_mask import FFP2_MASK
from feelingit.occlusion.coverings.masks.mask_below_nose import MASK_BELOW_NOSE
from feelingit.occlusion.coverings.masks.scarf import SCARF
from feelingit.occlusion.coverings.masks.surgical_mask import SURGICAL_MASK
from feelingit.occlusion.coverings.masks.transparent_mask import TRANSPARENT_MASK

MASKS: tuple[Condition, ...] = (
    SURGICAL_MASK,
    FFP2_MASK,
    CLOTH_MASK,
    MASK_BELOW_NOSE,
    TRANSPARENT_MASK,
    SCARF,
    BEARD,
)
"""All of them, in the order of tables."""
