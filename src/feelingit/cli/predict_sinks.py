"""Where the rows of a run go: into a file that a later run goes on with, or out at once."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import rich.console

from feelingit.cli.predict_terminal import Cards, TerminalTable
from feelingit.errors import RunFolderError
from feelingit.predict.face import Face
from feelingit.predict.sources import Source, Survey
from feelingit.predict.tables import CsvRows, Said, Table, columns_of
from feelingit.predict.unfinished import Settings, Stamp, stamp_of


class Sink(Protocol):
    """Takes rows, source by source."""

    def is_done(self, source: Source) -> bool:
        """Tell whether an earlier run has done a file, and it is still the same."""
        ...

    def said(self, source: Source) -> Iterable[Said]:
        """Say in short what an earlier run has found in it."""
        ...

    def add(
        self, source: Source, stamp: Stamp | None, faces: Sequence[Face], *, last: bool = True
    ) -> None:
        """Take rows of a file; `last` of them or not."""
        ...

    def finish(self, sources: Iterable[Source]) -> None:
        """Take it that all these are done."""
        ...


class FileSink:
    """A table in a file."""

    def __init__(self, table: Table, columns: Sequence[str]) -> None:
        self._table, self._columns = table, columns

    def is_done(self, source: Source) -> bool:
        """See `Sink`."""
        return self._table.is_done(source.name, stamp_of(source.path))

    def said(self, source: Source) -> Iterable[Said]:
        """See `Sink`."""
        return self._table.said(source.name)

    def add(
        self, source: Source, stamp: Stamp | None, faces: Sequence[Face], *, last: bool = True
    ) -> None:
        """See `Sink`."""
        self._table.add(source.name, stamp, faces, last=last)

    def finish(self, sources: Iterable[Source]) -> None:
        """See `Sink`."""
        self._table.finish((source.name for source in sources), self._columns)


class Rows(Protocol):
    """Writes faces as they come."""

    def add(self, faces: Sequence[Face]) -> None:
        """Write rows."""
        ...


class StreamSink:
    """Standard output: CSV, or what people read."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def is_done(self, source: Source) -> bool:  # noqa: ARG002 - nothing is kept
        """See `Sink`."""
        return False

    def said(self, source: Source) -> Iterable[Said]:  # noqa: ARG002 - likewise
        """See `Sink`."""
        return ()

    def add(
        self,
        source: Source,  # noqa: ARG002 - rows name it
        stamp: Stamp | None,  # noqa: ARG002 - nothing is kept
        faces: Sequence[Face],
        *,
        last: bool = True,  # noqa: ARG002 - likewise
    ) -> None:
        """See `Sink`."""
        self._rows.add(faces)
        sys.stdout.flush()

    def finish(self, sources: Iterable[Source]) -> None:
        """See `Sink`."""


@contextmanager
def sink_of(
    out: Path | None, settings: Settings, asked: Survey, screen: rich.console.Console | None
) -> Iterator[Sink]:
    """Choose where rows go.

    Args:
        out: The file, if one is named.
        settings: What the rows depend on.
        asked: What is asked for.
        screen: The terminal, if that is where standard output goes.

    Raises:
        InputError: The table cannot be of this kind.
        RunFolderError: It cannot be written, or was begun with other settings.
    """
    columns = columns_of(asked.pictures, asked.videos)
    if out is not None:
        with Table(out, settings) as table:
            yield FileSink(table, columns)
        return
    try:
        yield StreamSink(_rows(columns, asked, screen))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise RunFolderError(
            f"standard output cannot be written: {error.strerror or error}"
        ) from error


def _rows(columns: Sequence[str], asked: Survey, screen: rich.console.Console | None) -> Rows:
    if screen is None:
        return CsvRows(sys.stdout, columns)
    if (asked.pictures, asked.videos) == (1, 0):
        return Cards(screen)
    return TerminalTable(screen)
