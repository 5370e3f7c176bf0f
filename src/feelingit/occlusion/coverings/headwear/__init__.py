"""Caps, hats, cloths and hair: what covers the head, and what hangs from it."""

from feelingit.occlusion.contract import Condition
from feelingit.occlusion.coverings.headwear.balaclava import BALACLAVA
from feelingit.occlusion.coverings.headwear.cap import CAP
from feelingit.occlusion.coverings.headwear.fringe import FRINGE
from feelingit.occlusion.coverings.headwear.headscarf import HEADSCARF
from feelingit.occlusion.coverings.headwear.niqab import NIQAB
from feelingit.occlusion.coverings.headwear.woolly_hat import WOOLLY_HAT

HEADWEAR: tuple[Condition, ...] = (CAP, WOOLLY_HAT, HEADSCARF, NIQAB, BALACLAVA, FRINGE)
"""All of them, in the order of tables."""
