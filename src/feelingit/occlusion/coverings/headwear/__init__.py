"""Caps, hats, cloths and hair: what covers the head, and what hangs from it."""

from feelingit.occlusion.contract import Condition

HEADWEAR: tuple[Condition, ...] = ()
"""All of them, in the order of tables."""
