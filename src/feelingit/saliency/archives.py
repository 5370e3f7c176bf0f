"""Arrays by name in one compressed file, without pickles; knows nothing of what they mean."""

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from feelingit.errors import RunFolderError
from feelingit.files import write_whole

Array = NDArray[Any]

DAMAGES = (
    BadZipFile, zlib.error, KeyError, ValueError, EOFError, AttributeError, TypeError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What reading a damaged archive may raise, depending on where it is damaged."""


def save_arrays(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays as compressed NPZ, whole or not at all.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """

    def write(partial: Path) -> None:
        with partial.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)

    write_whole(path, write)


def load_arrays(path: Path, names: Sequence[str], what: str) -> dict[str, Array]:
    """Read named arrays of a file that `save_arrays` wrote.

    Args:
        path: Of the file.
        names: Of the arrays that it must hold.
        what: What it should be, for the message.

    Raises:
        RunFolderError: There is no such file, it is damaged, or an array is missing.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in names}
    except FileNotFoundError as error:
        raise RunFolderError(f"{path} does not exist; run the study's saliency step") from error
    except IsADirectoryError as error:
        raise RunFolderError(f"{path} is a folder, not {what}; move it away") from error
    except DAMAGES as error:
        raise RunFolderError(damaged(path, what, error)) from error


def damaged(path: Path, what: str, why: object) -> str:
    """Say that a file cannot be used, and what to do."""
    return f"{path} is damaged or not {what} ({why}); delete it and run the study again"
