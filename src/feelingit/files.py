"""Write files so that none is ever half there, and read them back.

Knows nothing about what is in them, nor where a run keeps them (that is `run_folder`).
"""

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from feelingit.errors import RunFolderError

if TYPE_CHECKING:
    # Takes half a second, which who writes no table need not wait.
    import pandas as pd

Json = dict[str, Any]

PARTIAL = ".partial-"
"""How the name of a file begins that is being written; a killed run leaves such files behind."""


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `path`, then move it into place: all of it or nothing.

    The file beside ends like `path`, so that what goes by the ending (compression) still does.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    with written_whole(path) as partial:
        write(partial)


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
        # What cannot even be looked for is not there.
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> str:
    """Say why a file could not be written, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full: {path} could not be written; free some space and run again"
    if error.errno == errno.EFBIG:
        return (
            f"{path} could not be written: it is larger than files may be here; raise the limit "
            "(ulimit -f) or choose a folder on another disk"
        )
    return f"cannot write {path}: {error.strerror or error}; choose a folder that can be written"


def write_text(path: Path, text: str) -> None:
    """Write a text file, whole or not at all."""
    write_whole(path, lambda partial: partial.write_text(text, encoding="utf-8"))


def write_json(path: Path, content: Json) -> None:
    """Write a JSON file, whole or not at all."""
    write_text(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def read_json(path: Path) -> Json:
    """Read a JSON object."""
    content: Json = json.loads(path.read_text(encoding="utf-8"))
    return content


def write_csv(path: Path, table: "pd.DataFrame") -> None:
    """Write a table without its index, whole or not at all; `.gz` compresses."""
    write_whole(path, lambda partial: table.to_csv(partial, index=False, lineterminator="\n"))


def write_npy(path: Path, array: NDArray[Any]) -> None:
    """Write an array as NumPy's own reader wants it, whole or not at all."""
    whole = np.ascontiguousarray(array)

    def write(partial: Path) -> None:
        with partial.open("wb") as file:
            header = np.lib.format.header_data_from_array_1_0(whole)
            np.lib.format.write_array_header_1_0(file, header)
            # Not by `np.save`, whose error on a full disk does not say that the disk is full.
            file.write(whole.data)

    write_whole(path, write)
