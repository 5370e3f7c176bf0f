"""The folder that a command writes: whose it is, and how far the command has come.

What is not done yet lies in its `.unfinished/`; `explain.json` comes last, and says that all is.
Knows nothing about what is written.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from feelingit.errors import FeelingItError, InputError, RunFolderError
from feelingit.files import PARTIAL, Json, read_json, unwritable, write_json

DONE, WORK, ASKED = "explain.json", ".unfinished", "asked.json"
LOCK = "lock"


class OutFolder:
    """A folder for one command's outcome.

    Args:
        path: Of the folder.
        asked: What the outcome depends on, by the names that a user knows.
        apart: What the folder must not lie in.

    Raises:
        InputError: It lies in the data, is a file, or holds something else.
        RunFolderError: Another command has written it, or begun to.
    """

    def __init__(self, path: Path, asked: Json, apart: Path) -> None:
        self.path, self.work = path, path / WORK
        self._asked = asked
        if path.absolute().resolve().is_relative_to(apart.absolute().resolve()):
            raise InputError(f"--out: {path} lies in {apart}, which is only read; name another")
        self._check()

    @property
    def is_finished(self) -> bool:
        """Whether all is there."""
        return (self.path / DONE).is_file()

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the folder for this command alone.

        An error that can be mended before anything was done leaves the folder as it was; a stop
        leaves what is done, so that the same command goes on.

        Raises:
            RunFolderError: Another run is at it, or it cannot be written.
        """
        new = not self.path.exists()
        try:
            self.work.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.work / LOCK, timeout=0)
            lock.acquire()
        except Timeout as error:
            raise RunFolderError(
                f"another run is writing {self.path}; wait for it to end or choose another --out"
            ) from error
        except OSError as error:
            raise RunFolderError(unwritable(self.path, error)) from error
        try:
            self._check()
            for left in (*self.path.glob(f"{PARTIAL}*"), *self.work.rglob(f"{PARTIAL}*")):
                left.unlink(missing_ok=True)
            yield
        except FeelingItError:
            if not (self.work / ASKED).is_file():
                self._clear(lock, new=new)
            raise
        finally:
            lock.release()
            if self.is_finished:
                shutil.rmtree(self.work, ignore_errors=True)

    def begin(self, fingerprint: str) -> None:
        """Note what is asked about which faces; go on if it is what was begun.

        Raises:
            RunFolderError: The faces have changed.
        """
        known = self._known()
        if known is None:
            write_json(self.work / ASKED, {**self._asked, "fingerprint": fingerprint})
        elif known.get("fingerprint") != fingerprint:
            raise RunFolderError(
                f"{self.path} was begun with other faces than {self._asked['data']} holds now; "
                "name another --out, or delete it to begin anew"
            )

    def asked(self, fingerprint: str) -> Json:
        """Give what `explain.json` is to say of what was asked for."""
        return {**self._asked, "fingerprint": fingerprint}

    def _check(self) -> None:
        if not self.path.exists():
            return
        if not self.path.is_dir():
            raise InputError(f"--out: {self.path} is a file; name a folder")
        known = self._known()
        if known is None:
            others = sorted(each.name for each in self.path.iterdir() if each.name != WORK)
            if others:
                raise InputError(
                    f"--out: {self.path} holds {others[0]}, which this command has not made; name "
                    "an empty or a new folder"
                )
            return
        for name, now in self._asked.items():
            before = known.get(name)
            if before != now:
                raise RunFolderError(
                    f"{self.path} belongs to another command: {name} was {_said(before)} and now "
                    f"is {_said(now)}; ask for the same, or name another --out"
                )

    def _known(self) -> Json | None:
        """Read what the folder's content was asked for with; None if there is none."""
        for path in (self.path / DONE, self.work / ASKED):
            if path.is_file():
                try:
                    found = read_json(path)
                    known: Json = found["asked"] if path.name == DONE else found
                    return dict(known)
                except (OSError, ValueError, KeyError, TypeError) as error:
                    raise RunFolderError(
                        f"{path} is damaged ({_short(error)}); delete {self.path} to begin anew"
                    ) from error
        return None

    def _clear(self, lock: FileLock, *, new: bool) -> None:
        lock.release()
        if not self.is_finished:
            shutil.rmtree(self.work, ignore_errors=True)
        if new:
            with suppress(OSError):
                self.path.rmdir()


def _said(value: object) -> str:
    return "not set" if value is None else str(value)


def _short(error: Exception) -> str:
    return "it is no JSON" if isinstance(error, json.JSONDecodeError) else f"{error}"[:80]
