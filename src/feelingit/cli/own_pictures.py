"""Find a user's own pictures, and read them a few at a time, in order.

Knows nothing about what is done with them.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import typer

from feelingit.errors import InputError
from feelingit.ordering import natural
from feelingit.read.decode import SUFFIXES, Grey, decode_file
from feelingit.types import Images

MOST_PICTURES = 256
MOST_PIXELS = 1 << 24
"""Pictures and pixels that are held in memory at once; a single picture may have more."""


SMALLEST = 8
"""Pixels that the shorter side of a face has at least."""


@dataclass(frozen=True)
class Picture:
    """A picture file.

    Attributes:
        path: Of the file.
        name: What it is called in tables: its path below the folder that was named, or its name.
    """

    path: Path
    name: str


@dataclass(frozen=True)
class Part:
    """Some of the pictures.

    Attributes:
        done: How many of all pictures have been looked at when this part has been.
        pictures: All of this part, in order.
        same: Those that could be read, by size: pictures and `uint8 [n, height, width]`.
        unread: Those that could not be read, and why.
    """

    done: int
    pictures: list[Picture]
    same: list[tuple[list[Picture], Images]]
    unread: list[tuple[Picture, str]]


def find_pictures(paths: Sequence[Path]) -> list[Picture]:
    """List picture files, and those in folders and in folders within them.

    In folders, files that do not end like a picture and hidden ones are passed over.

    Raises:
        InputError: A path does not exist, there is no picture, or two are called the same.
    """
    found = [picture for path in paths for picture in _below(path)]
    if not found:
        raise InputError(
            f"{_listed(paths)} holds no pictures; expected files that end in "
            f"{', '.join(sorted(SUFFIXES))}"
        )
    first: dict[str, Path] = {}
    for picture in found:
        other = first.setdefault(picture.name, picture.path)
        if other != picture.path:
            raise InputError(
                f"{other} and {picture.path} are both called {picture.name}; name a folder that "
                "holds both, or one after the other"
            )
    return [Picture(path, name) for name, path in first.items()]


def read_pictures(pictures: Sequence[Picture]) -> Iterator[Part]:
    """Read pictures, as many at a time as fit into little memory."""
    part: list[tuple[Picture, Grey | str]] = []
    pixels = 0
    for done, picture in enumerate(pictures, 1):
        read = _read(picture.path)
        part.append((picture, read))
        pixels += 0 if isinstance(read, str) else read.size
        if len(part) == MOST_PICTURES or pixels >= MOST_PIXELS or done == len(pictures):
            yield _sorted_by_size(done, part)
            part, pixels = [], 0


def tell_unread(unread: Sequence[tuple[Picture, str]], total: int) -> None:
    """List the pictures that could not be read, on standard error.

    Raises:
        InputError: There are any.
    """
    for picture, reason in unread:
        typer.echo(f"{picture.path}: {reason}", err=True)
    if unread:
        raise InputError(f"{len(unread)} of {total} pictures, listed above, cannot be read")


def _below(path: Path) -> Iterator[Picture]:
    if path.is_file():
        yield Picture(path, path.name)
        return
    if not path.is_dir():
        raise InputError(f"{path} does not exist; expected a picture or a folder of pictures")
    names = []
    for parent, folders, files in os.walk(path):
        folders[:] = [folder for folder in folders if not folder.startswith(".")]
        names += [
            Path(parent, file).relative_to(path).as_posix()
            for file in files
            if not file.startswith(".") and Path(file).suffix.lower() in SUFFIXES
        ]
    yield from (Picture(path / name, name) for name in sorted(names, key=natural))


def _read(path: Path) -> Grey | str:
    """Read one picture, or say why not."""
    try:
        image = decode_file(path)
    except InputError as error:
        return str(error)
    height, width = image.shape
    if min(height, width) < SMALLEST:
        return f"{width}x{height} pixels are too few to be a face; expected {SMALLEST} or more"
    return image


def _sorted_by_size(done: int, part: list[tuple[Picture, Grey | str]]) -> Part:
    by_size: dict[tuple[int, ...], list[tuple[Picture, Grey]]] = {}
    unread: list[tuple[Picture, str]] = []
    for picture, read in part:
        if isinstance(read, str):
            unread.append((picture, read))
        else:
            by_size.setdefault(read.shape, []).append((picture, read))
    same = [
        ([picture for picture, _ in pairs], np.stack([grey for _, grey in pairs]))
        for pairs in by_size.values()
    ]
    return Part(done, [picture for picture, _ in part], same, unread)


def _listed(paths: Sequence[Path]) -> str:
    return ", ".join(str(path) for path in paths)
