"""Say what is wrong with a study file: the line, the key, what was found, what was expected.

Puts pydantic's findings into words for people who know TOML and not Python.
"""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from feelingit.study.settings import StudySettings
from feelingit.study.sound import NOT_SOUND, UNKNOWN
from feelingit.study.toml_lines import KeyPath, line_of

EXPECTED: Mapping[str, str] = MappingProxyType(
    {
        "string_type": "text in quotes",
        "int_type": "a whole number",
        "float_type": "a number",
        "bool_type": "true or false",
        "tuple_type": "a list in square brackets",
        "model_type": "a table of settings",
        "path_type": "a path in quotes",
        "literal_error": "{expected}",
        "greater_than": "more than {gt:g}",
        "greater_than_equal": "at least {ge:g}",
        "less_than": "less than {lt:.10g}",
        "less_than_equal": "at most {le:g}",
        "finite_number": "a finite number",
        "string_pattern_mismatch": "small letters a-z, digits and _ only, as in no_control",
        "string_too_long": "at most {max_length} letters",
        "too_short": "at least {min_length} of them",
    }
)
"""What should have been there, by pydantic's name for the problem."""

ARRAYS = (("models",), ("trainings",))
"""The tables of which there may be several, `[[models]]` and `[[trainings]]`."""


def explain(path: Path, text: str, error: ValidationError) -> str:
    """Give a sentence a problem, each in a line of its own.

    Args:
        path: Of the study file.
        text: Its content.
        error: What validating that content raised.
    """
    found = []
    for problem in _causes(error):
        place = _place(problem)
        found.append((line_of(text, place, problem["input"]), _sentence(place, problem)))
    return "\n".join(f"{path}, line {line}: {sentence}" for line, sentence in sorted(found))


def _causes(error: ValidationError) -> Iterator[ErrorDetails]:
    """Pass over what is wrong only because something inside it is."""
    problems = error.errors()
    for problem in problems:
        place = problem["loc"]
        if not any(p["loc"][: len(place)] == place != p["loc"] for p in problems):
            yield problem


def _place(problem: ErrorDetails) -> KeyPath:
    """Give the path of the key at fault; checks of several keys together name it themselves."""
    return (*problem["loc"], *problem.get("ctx", {}).get("at", ()))


def _sentence(place: KeyPath, problem: ErrorDetails) -> str:
    kind, found = problem["type"], problem["input"]
    if kind in (NOT_SOUND, UNKNOWN):
        return problem["msg"] if kind == NOT_SOUND else f"{_name(place)}: {problem['msg']}"
    if kind == "extra_forbidden":
        return f"unknown key {place[-1]!r}{_in(place[:-1])}; {_known(place)}"
    if kind == "missing" and place in ARRAYS:
        return f"there is no [[{place[-1]}]]; expected at least one"
    if kind == "missing":
        return f"the key {place[-1]!r} is missing{_in(place[:-1])}"
    if kind == "tuple_type" and place in ARRAYS:
        return f"{_name(place)} is {_toml(found)}; expected [[{place[-1]}]] in double brackets"
    expected = problem["msg"]
    if kind in EXPECTED:
        expected = EXPECTED[kind].format(**problem.get("ctx", {}))
    return f"{_name(place)} is {_toml(found)}; expected {expected}{_close(problem)}"


def _known(place: KeyPath) -> str:
    known = known_keys(place[:-1])
    close = difflib.get_close_matches(str(place[-1]), known, 1)
    return f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(known)}"


def _close(problem: ErrorDetails) -> str:
    """Offer the nearest of the words that may stand there."""
    if problem["type"] != "literal_error":
        return ""
    words = problem["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
    close = difflib.get_close_matches(str(problem["input"]), words, 1)
    return f"; did you mean {close[0]!r}?" if close else ""


def known_keys(table: KeyPath) -> list[str]:
    """List the keys that a table of a study file may have."""
    schema = StudySettings.model_json_schema()
    node: dict[str, Any] = schema
    for part in table:
        node = node["items"] if isinstance(part, int) else node["properties"][part]
        for option in node.get("anyOf", []):
            node = option if "$ref" in option else node
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return list(node.get("properties", {}))


def _name(place: KeyPath) -> str:
    """Name a key as it stands in a file: `[training] epochs`, `seeds, item 2`."""
    if isinstance(place[-1], int):
        whole = place[:-1]
        kind = "number" if whole in ARRAYS else "item"
        return f"{_name(whole)}, {kind} {place[-1] + 1}"
    table = _table(place[:-1])
    return f"{table} {place[-1]}" if table else str(place[-1])


def _in(table: KeyPath) -> str:
    return f" in {_table(table)}" if table else ""


def _table(place: KeyPath) -> str:
    """Write a table's head as it stands in a file."""
    dotted = ".".join(part for part in place if isinstance(part, str))
    if not dotted:
        return ""
    return f"[[{dotted}]]" if isinstance(place[-1], int) else f"[{dotted}]"


def _toml(value: object) -> str:
    """Write a value as it stands in a file, but not a long one in full."""
    if isinstance(value, bool):
        return str(value).lower()
    return "a table" if isinstance(value, dict) else repr(value)
