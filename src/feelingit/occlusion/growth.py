"""Coverings that grow over the face from one side, or in squares anywhere: `below_40`."""

from feelingit.occlusion.contract import Condition

DIRECTIONS: tuple[str, ...] = ()


def growing(name: str) -> Condition | None:
    """Give the condition of a name such as `below_40`; None where it is not such a name."""
    return None
