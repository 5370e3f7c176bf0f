"""Checks of settings that types cannot make: names that exist, keys that go together.

Their errors say what is wrong in words; `problems` adds the place in the study file.
"""

import difflib
from collections.abc import Collection, Sequence
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from feelingit.errors import InputError
from feelingit.occlusion.conditions import condition
from feelingit.occlusion.controls import CONTROLS
from feelingit.occlusion.growth import DIRECTIONS
from feelingit.saliency.methods.names import checked_name

NOT_SOUND = "not_sound"
"""The type of an error about several keys that do not go together."""
UNKNOWN = "unknown_name"
"""The type of an error about a name that does not exist."""


def not_sound(sentence: str, *at: str | int) -> PydanticCustomError:
    """Make the error of a check of several keys; `at` is the path of the one to look at."""
    return PydanticCustomError(NOT_SOUND, "{sentence}", {"sentence": sentence, "at": at})


def _is_condition(name: str) -> str:
    """Refuse the name of a condition that does not exist, and offer the nearest."""
    try:
        return condition(name).name
    except InputError as error:
        raise PydanticCustomError(UNKNOWN, "{said}", {"said": str(error)}) from error


def _is_one_of(known: Collection[str], what: str) -> AfterValidator:
    """Refuse names that are not among those known, and offer the nearest."""

    def check(name: str) -> str:
        if name not in known:
            close = difflib.get_close_matches(name, known, 1)
            offer = f"did you mean {close[0]}?" if close else f"there are {', '.join(known)}"
            said = f"there is no {what} {name!r}; {offer}"
            raise PydanticCustomError(UNKNOWN, "{said}", {"said": said})
        return name

    return AfterValidator(check)


def _is_method(name: str) -> str:
    """Refuse the name of a saliency method that does not exist, or a layer where none is read."""
    try:
        return checked_name(name)
    except InputError as error:
        raise PydanticCustomError(UNKNOWN, "{said}", {"said": str(error)}) from error


ConditionName = Annotated[str, AfterValidator(_is_condition)]
ControlName = Annotated[str, _is_one_of(CONTROLS, "control")]
MethodName = Annotated[str, AfterValidator(_is_method)]
Direction = Annotated[str, _is_one_of(DIRECTIONS, "direction")]


def repeated(values: Sequence[object]) -> int:
    """Give the position of the first value that stood before; 0 if there is none."""
    return next((i for i, value in enumerate(values) if value in values[:i]), 0)
