"""Controls of a covering, made from the pixels it hides: named `COVERING@CONTROL`."""

from collections.abc import Mapping
from types import MappingProxyType

from feelingit.occlusion.contract import Condition, Draw

CONTROLS: Mapping[str, str] = MappingProxyType({})
"""What each does, by its name after the @."""


def control_of(base: Condition, kind: str) -> Condition:
    """Make a covering's control.

    Args:
        base: The covering.
        kind: One of `CONTROLS`.
    """
    raise NotImplementedError


def _draw(base: Condition, kind: str) -> Draw:
    raise NotImplementedError
