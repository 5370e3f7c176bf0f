"""Sunglasses and spectacles."""

from feelingit.occlusion.contract import Condition
from feelingit.occlusion.coverings.eyewear.mirrored_sunglasses import MIRRORED_SUNGLASSES
from feelingit.occlusion.coverings.eyewear.spectacles import SPECTACLES
from feelingit.occlusion.coverings.eyewear.sunglasses import SUNGLASSES

EYEWEAR: tuple[Condition, ...] = (SUNGLASSES, MIRRORED_SUNGLASSES, SPECTACLES)
"""All of them, in the order of tables."""
