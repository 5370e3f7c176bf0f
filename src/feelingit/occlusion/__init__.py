"""Cover part of a face, as the study did and as life does, and spoil its picture as cameras do."""

from feelingit.occlusion.conditions import CONDITIONS, condition, cover, covered
from feelingit.occlusion.contract import Condition, Covered
from feelingit.occlusion.fills import Fill, cut, occlude

__all__ = [
    "CONDITIONS",
    "Condition",
    "Covered",
    "Fill",
    "condition",
    "cover",
    "covered",
    "cut",
    "occlude",
]
