"""Sunglasses and spectacles."""

from feelingit.occlusion.contract import Condition

EYEWEAR: tuple[Condition, ...] = ()
"""All of them, in the order of tables."""
