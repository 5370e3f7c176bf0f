"""Which libraries the package asks for, and which versions of them are installed."""

import re
from importlib import metadata
from typing import NamedTuple

from feelingit.predict.doctor.finding import Look, NotThereError

PACKAGE = "feelingit"
NAME, LEAST, EXTRA = r"^[\w.-]+", r">=\s*([\d.]+)", r"extra == ['\"]([\w-]+)['\"]"
"""The parts of a requirement: `onnxruntime>=1.20; extra == "study"`."""


class Library(NamedTuple):
    """A library that the package asks for.

    Attributes:
        name: As it is installed.
        least: The least version that is asked for; empty for any.
        extra: Of the package, that asks for it; empty where the package itself does.
        version: That is installed; None where it is not.
    """

    name: str
    least: str
    extra: str
    version: str | None

    @property
    def is_too_old(self) -> bool:
        """Whether a newer version is asked for."""
        return self.version is not None and _numbers(self.version) < _numbers(self.least)


def libraries() -> list[Library]:
    """List what the package and its extras ask for, but for its developers' tools."""
    try:
        asked = metadata.requires(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return []
    every = [_library(line.strip()) for line in asked]
    return [library for library in every if library.extra != "dev"]


def _library(requirement: str) -> Library:
    def part(pattern: str) -> str:
        found = re.search(pattern, requirement)
        return found[found.re.groups] if found else ""

    name = part(NAME)
    return Library(name, part(LEAST), part(EXTRA), _version(name))


def looks() -> list[Look]:
    """Look at the versions of what the package itself needs."""
    return [Look("photos", "libraries", _needed, "pip install --upgrade feelingit", needed=True)]


def _needed() -> str:
    needed = [library for library in libraries() if not library.extra]
    missing = [library.name for library in needed if library.version is None]
    if missing:
        raise NotThereError(f"not installed: {', '.join(missing)}", "pip install feelingit")
    old = [f"{one.name} {one.version} (needs {one.least})" for one in needed if one.is_too_old]
    if old:
        raise RuntimeError(f"too old: {', '.join(old)}")
    return f"all {len(needed)} installed, none too old"


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    """Give the numbers that a version begins with: `2.13.0+cpu` is (2, 13, 0)."""
    begin = re.match(r"[\d.]*", version)
    return tuple(int(part) for part in (begin[0] if begin else "").split(".") if part)
