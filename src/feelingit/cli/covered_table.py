"""The table of covered pictures, to which rows are added as pictures are finished."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from feelingit.errors import RunFolderError
from feelingit.files import unwritable, write_text


class Row(NamedTuple):
    """One picture under one covering, as it stands in the table.

    Attributes:
        file: What the picture is called.
        covering: Its name.
        hidden: The share of the picture that is hidden, 0 to 1.
        quality: Of the landmarks, 0 to 1; empty where the covering needs none.
        trusted: Whether the landmarks can be; empty where the covering needs none.
        seed: Of what varies.
        landmarks: Who found them.
    """

    file: str
    covering: str
    hidden: str
    quality: str
    trusted: str
    seed: str
    landmarks: str


def keep_rows(path: Path, wanted: Callable[[Row], bool]) -> set[tuple[str, str]]:
    """Make the table ready to be added to, and drop the rows that are not wanted any more.

    Returns:
        File and covering of every row that is left.

    Raises:
        RunFolderError: The file is another table, or cannot be written.
    """
    kept = [row for row in _rows(path) if wanted(row)] if path.exists() else []
    write_text(path, _written([Row(*Row._fields), *kept]))
    return {(row.file, row.covering) for row in kept}


def add_rows(path: Path, rows: Sequence[Row]) -> None:
    """Add rows, all of them at once.

    Raises:
        RunFolderError: The file cannot be written.
    """
    try:
        with path.open("ab", buffering=0) as file:
            file.write(_written(rows).encode())
    except OSError as error:
        raise RunFolderError(unwritable(path, error)) from error


def _rows(path: Path) -> list[Row]:
    with path.open(newline="", encoding="utf-8") as file:
        lines = csv.reader(file)
        if next(lines, None) != list(Row._fields):
            raise RunFolderError(
                f"{path} is another table; expected the columns {', '.join(Row._fields)}, or an "
                "empty folder"
            )
        return [Row(*line) for line in lines if len(line) == len(Row._fields)]


def _written(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
