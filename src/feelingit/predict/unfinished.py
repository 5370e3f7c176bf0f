"""What is done of a table, in a file beside it, so that a run that was stopped can go on.

Knows nothing about what a row is. The file is called like the table, with `.partial` after it; it
has a line that says what the run was asked for, then a line for every part of a source's rows. A
line that is cut off, as by a power cut, is dropped with all that comes after it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple, Self

from filelock import FileLock, Timeout

from feelingit.errors import RunFolderError
from feelingit.files import unwritable

ENDING = ".partial"
KIND = "unfinished table of feelingit"

Row = Any
"""Whatever JSON knows."""
Settings = Mapping[str, str | int | float | bool | None]

Stamp = tuple[int, int]
"""Of a file: when it was changed, in nanoseconds, and its bytes; other ones, another content."""


class _Done(NamedTuple):
    """Where the rows of a source are that is done.

    Attributes:
        stamp: Of the file that they are of; None if another run shall look at it again.
        places: Of its lines, in bytes from the file's beginning.
    """

    stamp: Stamp | None
    places: tuple[int, ...]


def _line(content: object) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode() + b"\n"


_BEGINNING = _line({"file": KIND}).removesuffix(b"}\n")
"""Of the first line of every such file."""


def stamp_of(path: Path) -> Stamp | None:
    """Give a file's stamp; None where there is no such file."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size


class Unfinished:
    """The rows that are done; use it with `with`.

    Args:
        table: The file that is to hold them at the end.
        settings: What the rows depend on, by the names that a user knows.

    Raises:
        RunFolderError: On entering: another run is at it, the rows that are there were made with
            other settings, or the file cannot be written.
    """

    def __init__(self, table: Path, settings: Settings) -> None:
        self.path = table.with_name(table.name + ENDING)
        self._settings = dict(settings)
        self._lock = FileLock(f"{self.path}.lock", timeout=0)
        self._done: dict[str, _Done] = {}
        self._begun: dict[str, list[int]] = {}
        self._end = 0
        self._file: IO[bytes] | None = None
        self._reader: IO[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout as error:
            raise RunFolderError(
                f"another run is writing {self.path}; wait for it to end or name another table"
            ) from error
        except OSError as error:
            raise RunFolderError(unwritable(self.path, error)) from error
        try:
            self._open()
        except OSError as error:
            self._close()
            raise RunFolderError(unwritable(self.path, error)) from error
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._close()

    def __len__(self) -> int:
        """Count the sources that are done."""
        return len(self._done)

    def is_done(self, source: str, stamp: Stamp | None) -> bool:
        """Tell whether all rows of a source are there, made of the file as it is now."""
        done = self._done.get(source)
        return done is not None and stamp is not None and done.stamp == stamp

    def add(
        self, source: str, stamp: Stamp | None, rows: Sequence[Row], *, last: bool = True
    ) -> None:
        """Keep rows of a source.

        Args:
            source: Its name.
            stamp: Of the file; None for what another run shall look at again, as it cannot be
                read now.
            rows: To be kept.
            last: Whether the source is done; if not, more of its rows follow, one part after the
                other.

        Raises:
            RunFolderError: The disk is full, or the like; what was kept before still is.
        """
        part = len(self._begun.get(source, ()))
        place = self._append([source, stamp, part, last, list(rows)])
        self._note(source, stamp, part, place, last=last)

    def rows(self, source: str) -> Iterator[Row]:
        """Read the rows of a source again; none, if it is not done."""
        done = self._done.get(source)
        if self._reader is None:
            self._reader = self.path.open("rb")
        for place in () if done is None else done.places:
            self._reader.seek(place)
            yield from json.loads(self._reader.readline())[-1]

    def forget(self) -> None:
        """Delete the file: the table is finished."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _open(self) -> None:
        self._file = self.path.open("ab", buffering=0)
        with self.path.open("rb") as file:
            head = self._head_in(file)
            if head is not None:
                self._compare(head)
                self._read(file)
        self._file.truncate(self._end)
        if head is None:
            self._append({"file": KIND, **self._settings})

    def _head_in(self, file: IO[bytes]) -> dict[str, Any] | None:
        """Read what the rows that are there were made with; None if there are none."""
        line = file.readline()
        if not (line.startswith(_BEGINNING) or _BEGINNING.startswith(line)):
            raise RunFolderError(
                f"{self.path} is not a table that this program has begun; move it away or name "
                "another table"
            )
        if not line.endswith(b"\n"):
            return None
        self._end = len(line)
        head: dict[str, Any] = json.loads(line)
        return head

    def _read(self, file: IO[bytes]) -> None:
        """Find what is done, up to the first line that is not whole."""
        for line in file:
            if not (line.startswith(b"[") and line.endswith(b"]\n")):
                break
            source, stamp, part, last, _ = json.loads(line)
            self._note(source, stamp and (stamp[0], stamp[1]), part, self._end, last=last)
            self._end += len(line)
        self._begun.clear()

    def _compare(self, head: Mapping[str, Any]) -> None:
        for name in {**head, **self._settings}:
            before, now = head.get(name), self._settings.get(name)
            if name != "file" and before != now:
                raise RunFolderError(
                    f"{self.path} was begun with {_said(name, before)}, and now it is "
                    f"{_said(name, now)}: ask for the same to go on with it, name another table, "
                    "or delete it to begin anew"
                )

    def _append(self, content: object) -> int:
        """Write a line, all of it or nothing; give the place where it begins."""
        if self._file is None:
            raise RuntimeError("rows are kept within `with` alone")
        file, place = self._file, self._end
        line = _line(content)
        written = 0
        try:
            while written < len(line):
                written += file.write(line[written:]) or 0
        except OSError as error:
            with suppress(OSError):
                file.truncate(place)
            raise RunFolderError(
                f"{unwritable(self.path, error)}; what is done so far is kept"
            ) from error
        self._end += len(line)
        return place

    def _note(self, source: str, stamp: Stamp | None, part: int, place: int, *, last: bool) -> None:
        # A first part, though another was there: of a run that was stopped before the last.
        places = [*self._begun.pop(source, [])[:part], place]
        if last:
            self._done[source] = _Done(stamp, tuple(places))
        else:
            self._begun[source] = places

    def _close(self) -> None:
        for file in (self._file, self._reader):
            if file is not None:
                file.close()
        self._file = self._reader = None
        self._lock.release()
        with suppress(OSError):
            Path(self._lock.lock_file).unlink()


def _said(name: str, value: object) -> str:
    return f"no {name}" if value is None else f"{name} {value}"
