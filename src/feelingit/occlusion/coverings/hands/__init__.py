"""Hands, and what they hold before the face."""

from feelingit.occlusion.contract import Condition

HANDS: tuple[Condition, ...] = ()
"""All of them, in the order of tables."""
