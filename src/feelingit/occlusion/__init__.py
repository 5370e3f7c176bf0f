"""Cover part of a face: bands, boxes of the same area, and what fills the hidden pixels."""

from feelingit.occlusion.conditions import CONDITIONS, Condition, ConditionName, cover
from feelingit.occlusion.fills import Fill, cut, occlude

__all__ = ["CONDITIONS", "Condition", "ConditionName", "Fill", "cover", "cut", "occlude"]
