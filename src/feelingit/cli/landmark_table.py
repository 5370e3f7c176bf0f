"""Write where the parts of faces are, a row a picture."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from feelingit import types
from feelingit.cli.own_pictures import Picture, find_pictures, read_pictures, tell_unread
from feelingit.errors import InputError
from feelingit.files import write_whole
from feelingit.landmarks import TRUSTED, locate
from feelingit.study.console import Console

COLUMNS = (
    "file",
    "quality",
    "trusted",
    *(f"x{landmark}" for landmark in range(68)),
    *(f"y{landmark}" for landmark in range(68)),
)


def write_landmarks(
    paths: Sequence[Path],
    out: Path,
    source: str,
    console: Console,
    say: Callable[[str], None],
) -> None:
    """Locate the faces of pictures and write the table, whole or not at all.

    Args:
        paths: Pictures and folders of pictures.
        out: The table's file; it is replaced.
        source: Of the landmarks.
        console: Told how far it is.
        say: Told what was written.

    Raises:
        InputError: There are no pictures, some cannot be read (the others are in the table), or
            the table would replace a picture.
        RunFolderError: The table cannot be written.
    """
    pictures = find_pictures(paths)
    if any(out.resolve() == picture.path.resolve() for picture in pictures):
        raise InputError(f"{out} is one of the pictures; name another file for the table")
    unread: list[tuple[Picture, str]] = []
    trusted: list[bool] = []

    def fill(partial: Path) -> None:
        with (
            partial.open("w", newline="", encoding="utf-8") as file,
            console.step(f"find landmarks in {len(pictures)} pictures"),
            console.progress("pictures") as progress,
        ):
            table = csv.writer(file, lineterminator="\n")
            table.writerow(COLUMNS)
            for row in _rows(pictures, source, unread, progress):
                table.writerow(row)
                trusted.append(bool(row[2]))

    write_whole(out, fill)
    say(f"landmarks of {len(trusted)} pictures in {out}; {sum(trusted)} can be trusted")
    tell_unread(unread, len(pictures))


def _rows(
    pictures: Sequence[Picture],
    source: str,
    unread: list[tuple[Picture, str]],
    progress: types.Progress,
) -> Iterator[Sequence[object]]:
    for part in read_pictures(pictures):
        unread += part.unread
        rows: dict[Picture, Sequence[object]] = {}
        for same, images in part.same:
            located = locate(images, source)
            places = np.round(located.landmarks, 3).transpose(0, 2, 1).reshape(len(same), -1)
            for picture, quality, row in zip(same, located.quality, places.tolist(), strict=True):
                rows[picture] = (
                    picture.name,
                    round(float(quality), 4),
                    bool(quality >= TRUSTED),
                    *(round(value, 3) for value in row),
                )
        yield from (rows[picture] for picture in part.pictures if picture in rows)
        progress(part.done, len(pictures))
