"""Read the original `fer2013.csv` (Goodfellow et al. 2013): plain, .gz or .zip.

One row a face: `emotion` 0-6, `pixels` as 2304 numbers, `Usage`. A broken row is set aside and
the rest is read.
"""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import numpy as np
import pandas as pd

from feelingit.emotions import Emotion, parse_emotion
from feelingit.errors import InputError
from feelingit.faces import Faces, digest_of
from feelingit.read.decode import Grey, resize
from feelingit.read.result import Read, Rejected, rejected_table
from feelingit.types import Progress

SIDE = 48
"""Of a FER2013 face, in pixels."""

USAGES = {"training": "train", "publictest": "validation", "privatetest": "test"}
"""FER2013's splits, in lower case, and the split that each one is here."""

COLUMNS = ("emotion", "pixels", "usage")
ROWS = 35_887
"""In the original file: what progress counts towards."""

_EVERY = 1024
_DAMAGED = (zipfile.BadZipFile, gzip.BadGzipFile, zlib.error, EOFError, RuntimeError)
"""What unpacking raises; RuntimeError is zipfile's for a password or an unknown method."""


@dataclass(frozen=True)
class _Row:
    number: int
    emotion: Emotion
    split: str
    image: Grey


def read_fer2013(path: Path, size: int, progress: Progress | None = None) -> Read:
    """Read a FER2013 CSV.

    Args:
        path: The CSV, or its .gz or .zip.
        size: Side in pixels to which every face is brought.
        progress: Told how many rows are done.

    Returns:
        The faces as `fer2013/<row>`, rows counted from 0, and the rows that are broken.

    Raises:
        InputError: A column is missing, the archive is damaged or holds no CSV, or no row is
            sound.
    """
    rows: list[_Row] = []
    rejected: list[Rejected] = []
    with open_csv(path) as file:
        places = _places(path, file.readline())
        for number, line in enumerate(_lines(file)):
            try:
                rows.append(_parse(number, line, places))
            except InputError as error:
                rejected.append((f"{path.name} row {number} (line {number + 2})", str(error)))
            if progress is not None and number % _EVERY == 0:
                progress(number, max(ROWS, number))
    if not rows:
        first = f"; {rejected[0][0]}: {rejected[0][1]}" if rejected else ""
        raise InputError(f"{path} holds no face: {len(rejected)} rows, all broken{first}")
    if progress is not None:
        progress(len(rows), len(rows))
    return Read(_faces(path, rows, size), rejected_table(rejected), "csv")


def _faces(path: Path, rows: list[_Row], size: int) -> Faces:
    images = np.empty((len(rows), size, size), dtype=np.uint8)
    for place, row in enumerate(rows):
        images[place] = resize(row.image, size)
    table = pd.DataFrame(
        {
            "face_id": [f"fer2013/{row.number}" for row in rows],
            "emotion": [row.emotion for row in rows],
            "split": [row.split for row in rows],
            "source": str(path),
            "height": SIDE,
            "width": SIDE,
            "digest": [digest_of(row.image) for row in rows],
        }
    )
    return Faces(images, table)


@contextmanager
def open_csv(path: Path) -> Iterator[IO[bytes]]:
    """Open a CSV for reading bytes, unpacking .gz and .zip on the way.

    Raises:
        InputError: The zip holds no CSV, or the archive is damaged.
    """
    try:
        if path.suffix.lower() == ".gz":
            with gzip.open(path) as unpacked:
                yield cast("IO[bytes]", unpacked)
        elif path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(_member(path, archive)) as file:
                yield file
        else:
            with path.open("rb") as file:
                yield file
    except _DAMAGED as error:
        raise InputError(f"{path} is damaged and cannot be unpacked: {error}") from error


def _member(path: Path, archive: zipfile.ZipFile) -> str:
    names = [
        name
        for name in archive.namelist()
        if name.lower().endswith(".csv") and not name.startswith("__MACOSX/")
    ]
    if not names:
        raise InputError(f"{path} holds no .csv; expected fer2013.csv in it")
    named = [name for name in names if "fer2013" in name.lower()]
    return (named or names)[0]


def _places(path: Path, header: bytes) -> tuple[int, int, int]:
    """Find where the three columns stand, whatever the case and blanks of their names."""
    names = [_text(field).lower() for field in header.removeprefix(b"\xef\xbb\xbf").split(b",")]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise InputError(
            f"{path} lacks the column {missing[0]!r}; its first line is "
            f"{_text(header[:80])!r}, expected emotion,pixels,Usage"
        )
    emotion, pixels, usage = (names.index(column) for column in COLUMNS)
    return emotion, pixels, usage


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """Give the lines; empty ones count as rows, so that numbers hold, but not at the end."""
    empty = 0
    for line in file:
        if not line.strip():
            empty += 1
            continue
        yield from [b""] * empty
        empty = 0
        yield line


def _parse(number: int, line: bytes, places: tuple[int, int, int]) -> _Row:
    fields = line.split(b",")
    if len(fields) <= max(places):
        raise InputError(f"the row has {len(fields)} fields, expected {max(places) + 1}")
    emotion, pixels, usage = (fields[place] for place in places)
    split = USAGES.get(_text(usage).lower())
    if split is None:
        raise InputError(f"Usage is {_text(usage)!r}, expected Training, PublicTest or PrivateTest")
    return _Row(number, parse_emotion(_text(emotion)), split, _pixels(pixels))


def _pixels(field: bytes) -> Grey:
    field = field.strip(b'" \t\r\n')
    if field.translate(None, b"0123456789 "):
        raise InputError("pixels holds something other than numbers from 0 to 255")
    values = np.fromstring(field, dtype=np.int64, sep=" ")
    if len(values) != SIDE * SIDE:
        raise InputError(f"pixels has {len(values)} numbers, expected {SIDE * SIDE}")
    if values.max() > np.iinfo(np.uint8).max:
        raise InputError(f"pixels holds {values.max()}, expected 0 to 255")
    return values.astype(np.uint8).reshape(SIDE, SIDE)


def _text(field: bytes) -> str:
    return field.decode("utf-8", errors="replace").strip(' "\t\r\n')
