"""Tables of faces in files: CSV, JSON and Parquet, of any length, and whole or not there at all.

While a table is made its rows are kept beside it (see `unfinished`); at the end the table is
written from them. Knows nothing about where faces come from.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from feelingit.errors import InputError
from feelingit.files import write_whole
from feelingit.predict.columns import COLUMN_TYPES, PHOTO_COLUMNS, VIDEO_COLUMNS, row_of
from feelingit.predict.face import Face
from feelingit.predict.records import record_of
from feelingit.predict.unfinished import Row, Settings, Stamp, Unfinished

_place = VIDEO_COLUMNS.index("face_id") + 1
MIXED_COLUMNS = (*VIDEO_COLUMNS[:_place], "face", *VIDEO_COLUMNS[_place:])
"""Of a table of videos and photos: those of videos, and which face of a photo it is."""

ROW_GROUP = 10_000
"""Rows of a Parquet file that are in memory at once."""

_ALL = tuple(COLUMN_TYPES)


class Said(NamedTuple):
    """What a row says, in short."""

    face_id: int | None
    status: str
    emotion: str | None


class Format(NamedTuple):
    """A kind of table.

    Attributes:
        row: What is kept of a face: plain data that JSON knows.
        said: What a row that is kept says.
        write: Given a new file, the rows and the columns, writes the table.
        needs: The library that writes it, which may be missing.
    """

    row: Callable[[Face], Row]
    said: Callable[[Row], Said]
    write: Callable[[Path, Iterator[Row], Sequence[str]], None]
    needs: str | None = None


def columns_of(pictures: int, videos: int) -> tuple[str, ...]:
    """Choose a table's columns by how many pictures and videos it is of."""
    if not videos:
        return PHOTO_COLUMNS
    return MIXED_COLUMNS if pictures else VIDEO_COLUMNS


def format_of(path: Path) -> Format:
    """Tell by its name what kind of table a file shall be.

    Raises:
        InputError: It ends otherwise than a table does, or what writes it is not installed.
    """
    ending = path.suffix.lower()
    if ending not in FORMATS:
        raise InputError(f"{path}: tables end in {', '.join(FORMATS)}; {_found(ending)}")
    chosen = FORMATS[ending]
    if chosen.needs is not None and find_spec(chosen.needs) is None:
        raise InputError(
            f'{path}: Parquet needs {chosen.needs}; pip install "feelingit[parquet]", or name a '
            ".csv or .json file"
        )
    return chosen


class Table:
    """A table that grows, source by source; use it with `with`, and `finish` it.

    What is added stays, also when the run is stopped or the disk is full: a table of the same
    name goes on from there. Without `finish` there is no table under its name, or an older one.

    Args:
        path: Of the file; its ending tells its kind.
        settings: What the rows depend on, by the names that a user knows.

    Raises:
        InputError: No such kind of table.
        RunFolderError: On entering, as `Unfinished` says.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path = path
        self._format = format_of(path)
        self._unfinished = Unfinished(path, settings)

    def __enter__(self) -> Self:
        self._unfinished.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._unfinished.__exit__(kind, error, traceback)

    def __len__(self) -> int:
        """Count the sources that are done."""
        return len(self._unfinished)

    def is_done(self, source: str, stamp: Stamp | None) -> bool:
        """Tell whether a source's rows are there, made of the file as it is now."""
        return self._unfinished.is_done(source, stamp)

    def add(
        self, source: str, stamp: Stamp | None, faces: Iterable[Face], *, last: bool = True
    ) -> None:
        """Add rows of a source; see `Unfinished.add`."""
        rows = [self._format.row(face) for face in faces]
        self._unfinished.add(source, stamp, rows, last=last)

    def said(self, source: str) -> Iterator[Said]:
        """Read in short the rows of a source that is done."""
        return map(self._format.said, self._unfinished.rows(source))

    def finish(self, sources: Iterable[str], columns: Sequence[str]) -> None:
        """Write the table: the rows of these sources, in this order.

        Raises:
            RunFolderError: The disk is full or the folder cannot be written; the rows are kept.
        """
        rows = (row for source in sources for row in self._unfinished.rows(source))
        write_whole(self.path, lambda partial: self._format.write(partial, rows, columns))
        self._unfinished.forget()


_SAID_AT = tuple(_ALL.index(name) for name in Said._fields)


class CsvRows:
    """CSV that is written as rows come.

    Args:
        file: A text file, opened without translating the ends of lines.
        columns: Its columns.
    """

    def __init__(self, file: IO[str], columns: Sequence[str]) -> None:
        self._writer = csv.writer(file, lineterminator="\n")
        self._columns = columns
        self._writer.writerow(columns)

    def add(self, faces: Iterable[Face]) -> None:
        """Write faces, a row each."""
        self._writer.writerows(row_of(face, self._columns).values() for face in faces)


def _row(face: Face) -> Row:
    return list(row_of(face, _ALL).values())


def _said_in_row(row: Row) -> Said:
    return Said(*(row[place] for place in _SAID_AT))


def _said_in_record(record: Row) -> Said:
    return Said(*(record.get(name) for name in Said._fields))


def _chosen(rows: Iterator[Row], columns: Sequence[str]) -> Iterator[list[Any]]:
    places = [_ALL.index(name) for name in columns]
    return ([row[place] for place in places] for row in rows)


def _write_csv(path: Path, rows: Iterator[Row], columns: Sequence[str]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(_chosen(rows, columns))


def _write_json(path: Path, rows: Iterator[Row], _columns: Sequence[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[\n")
        for number, row in enumerate(rows):
            file.write((",\n" if number else "") + json.dumps(row, ensure_ascii=False))
        file.write("\n]\n")


def _write_parquet(path: Path, rows: Iterator[Row], columns: Sequence[str]) -> None:
    arrow: Any = import_module("pyarrow")  # an extra, which may be missing
    parquet: Any = import_module("pyarrow.parquet")
    types = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    schema = arrow.schema([(name, types[COLUMN_TYPES[name]]) for name in columns])
    chosen = _chosen(rows, columns)
    # Through a file of Python's, whose errors say that the disk is full.
    with path.open("wb") as file, parquet.ParquetWriter(file, schema) as writer:
        while group := list(islice(chosen, ROW_GROUP)):
            cells = [
                arrow.array(column, field.type)
                for column, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_table(arrow.Table.from_arrays(cells, schema=schema))


def _found(ending: str) -> str:
    return f"found {ending}" if ending else "found no ending"


FORMATS: Mapping[str, Format] = {
    ".csv": Format(_row, _said_in_row, _write_csv),
    ".json": Format(record_of, _said_in_record, _write_json),
    ".parquet": Format(_row, _said_in_row, _write_parquet, needs="pyarrow"),
}
"""Every kind of table, by how its files end."""
