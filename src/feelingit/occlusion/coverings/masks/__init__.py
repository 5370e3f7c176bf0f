"""Masks, scarves and beards: what covers nose, mouth and chin."""

from feelingit.occlusion.contract import Condition

MASKS: tuple[Condition, ...] = ()
"""All of them, in the order of tables."""
