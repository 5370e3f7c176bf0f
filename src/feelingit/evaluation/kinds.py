"""Which test conditions are coverings, which their controls, which growing ones.

Goes by the group that a condition has in the registry, and by nothing else about it.
"""

from collections.abc import Iterable

from feelingit.occlusion.conditions import condition

EVERYDAY = ("mask", "eyewear", "headwear", "hand", "camera")
"""The groups of what covers a face, or spoils its picture, in life."""
BESIDES = ("control", "growth")
"""The groups of conditions that are shown beside others, not by themselves."""
FOLLOWING = (*EVERYDAY, "shape", *BESIDES)
"""The groups whose conditions need a run with landmarks."""


def group_of(name: str) -> str:
    """Give the group of a condition: `mask`, `camera`, `control` and so on.

    Raises:
        InputError: There is no such condition.
    """
    return str(condition(name).group)


def everyday(names: Iterable[str]) -> list[str]:
    """Keep the coverings as they are in life."""
    return [name for name in names if group_of(name) in EVERYDAY]


def standing(names: Iterable[str]) -> list[str]:
    """Keep what is neither the control of another condition nor one of a growing row."""
    return [name for name in names if group_of(name) not in BESIDES]


def control_beside(name: str, tested: Iterable[str]) -> str:
    """Name the control that stands beside a condition; empty where none was tested.

    It is the one of the same area that the registry names; where that was not tested, the first
    other one that was made from the same pixels.
    """
    names = list(tested)
    own = condition(name).control
    if own in names and own is not None:
        return own
    return next((other for other in names if other.startswith(f"{name}@")), "")
