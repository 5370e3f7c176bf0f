"""Read labelled faces from wherever they are: recognise what a path holds and read that."""

from pathlib import Path

from feelingit.errors import InputError
from feelingit.read.class_folders import read_layout
from feelingit.read.fer2013_csv import read_fer2013
from feelingit.read.ferplus import add_votes, read_votes
from feelingit.read.layout import find_pictures
from feelingit.read.result import Read
from feelingit.types import Progress

CSV_NAMES = ("fer2013.csv", "fer2013.csv.gz", "fer2013.csv.zip", "fer2013.zip")
"""What a folder may hold in place of class folders."""

_CSV_SUFFIXES = (".csv", ".csv.gz", ".zip")


def read_faces(
    path: Path, size: int, *, votes: Path | None = None, progress: Progress | None = None
) -> Read:
    """Read labelled faces.

    Args:
        path: A folder of class folders (`train/happy/1.png`, `happy/1.png`, with or without
            `images/` between), `fer2013.csv` plain, .gz or .zip, or a folder that holds it.
        size: Side in pixels to which every face is brought.
        votes: FER+'s `fer2013new.csv`, if its votes are wanted.
        progress: Told how many are done, and of how many.

    Returns:
        The faces in an order that depends on names alone, and what was not read and why. Beside
        the columns that all faces have, the table has each picture's own `height` and `width`,
        the `digest` of its grey pixels at that size, and the votes.

    Raises:
        InputError: There is nothing at the path, or nothing that can be read, or the votes are
            about other faces.
    """
    if votes is None:
        return _read(path, size, progress)[0]
    known = read_votes(votes)  # first, for it is quick to fail
    read, splits_named = _read(path, size, progress)
    faces = add_votes(read.faces, known, votes, check_splits=splits_named)
    return Read(faces, read.rejected, read.kind)


def _read(path: Path, size: int, progress: Progress | None) -> tuple[Read, bool]:
    try:
        return _recognise(path, size, progress)
    except OSError as error:
        raise InputError(
            f"{error.filename or path} cannot be read: {error.strerror or error}"
        ) from error


def _recognise(path: Path, size: int, progress: Progress | None) -> tuple[Read, bool]:
    """Read what is at the path; also tell whether it names the splits."""
    if not path.exists():
        raise InputError(f"there is nothing at {path}; expected a folder of faces or fer2013.csv")
    if path.is_dir():
        tables = [path / name for name in CSV_NAMES if (path / name).is_file()]
        if not tables:
            layout = find_pictures(path)
            return read_layout(layout, size, progress), layout.splits_named
        path = tables[0]
    if not path.name.lower().endswith(_CSV_SUFFIXES):
        raise InputError(f"{path} is not faces; expected a folder, or a .csv, .csv.gz or .zip")
    return read_fer2013(path, size, progress), True
