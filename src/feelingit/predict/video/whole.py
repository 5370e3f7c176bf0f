"""Write a file bit by bit, so that it appears when it is whole, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from feelingit.errors import RunFolderError
from feelingit.files import PARTIAL, unwritable


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give the name of a file beside `path` to write to; it is moved into place at the end.

    Nothing stays of it when the block is left by an exception, or by a generator's being closed.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    partial = path.with_name(f"{PARTIAL}{os.getpid()}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        partial.replace(path)
    except OSError as error:
        raise RunFolderError(unwritable(path, error)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
