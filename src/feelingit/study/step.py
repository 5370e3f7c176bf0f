"""One step of a study: what it is called, what it leaves, and the key by which it is known.

A step's key is a hash of the settings it uses and of the keys it builds on. A finished step
whose key has not changed is not done again; a changed setting so redoes just what depends on it.
Device and speed are no part of a key.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VERSION = 1
"""Raise it when a step's outcome changes with the same settings: finished steps are redone."""


@dataclass(frozen=True)
class Step:
    """One thing to do.

    Attributes:
        name: What people see.
        key: Equal keys, equal outcomes.
        outputs: The files that are there afterwards.
        act: Does it.
    """

    name: str
    key: str
    outputs: tuple[Path, ...]
    act: Callable[[], None]


def key_of(*parts: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Hash settings and other steps' keys."""
    return hashlib.sha256(json.dumps([VERSION, *parts], default=str).encode()).hexdigest()


def files(folder: Path, *names: str) -> tuple[Path, ...]:
    """Name the files that a step leaves in a folder."""
    return tuple(folder / name for name in names)
