"""The study's landmark masks: forehead, eyes and brows, nose and mouth, blackened."""

from feelingit.occlusion.contract import Condition

SHAPES: tuple[Condition, ...] = ()
"""All of them, in the order of tables."""
