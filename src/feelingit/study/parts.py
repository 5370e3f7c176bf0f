"""What a long step has done so far, part by part, so that a stop costs no more than one of them."""

import shutil
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from feelingit.run_folder import write_npy, write_text

HIDDEN = ".parts-"


KEY = ".key"


def own_folder(folder: Path, key: str) -> Path:
    """Make a folder whose files a step writes one after the other, and keep those it has written.

    What a step of another key has left there is cleared away.
    """
    kept = folder / KEY
    if not kept.exists() or kept.read_text(encoding="utf-8") != key:
        shutil.rmtree(folder, ignore_errors=True)
        write_text(kept, key)
    return folder


class Parts(MutableMapping[str, NDArray[Any]]):
    """Arrays by name, each in a file of its own, beside the file that the step will leave.

    Args:
        output: The file that will be made of the parts.
        key: Of the step: parts of another one are not of this.
    """

    def __init__(self, output: Path, key: str) -> None:
        self._output = output
        self._folder = output.with_name(f"{HIDDEN}{output.name}-{key[:12]}")

    def __getitem__(self, name: str) -> NDArray[Any]:
        try:
            array: NDArray[Any] = np.load(self._file(name))
        except FileNotFoundError as error:
            raise KeyError(name) from error
        return array

    def __setitem__(self, name: str, array: NDArray[Any]) -> None:
        write_npy(self._file(name), array)

    def __delitem__(self, name: str) -> None:
        self._file(name).unlink()

    def __iter__(self) -> Iterator[str]:
        return (file.stem for file in sorted(self._folder.glob("[!.]*.npy")))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._file(name).exists()

    def forget(self) -> None:
        """Clear all parts away, and those of earlier keys too, once the output is there."""
        for folder in self._output.parent.glob(f"{HIDDEN}{self._output.name}-*"):
            shutil.rmtree(folder)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.npy"
