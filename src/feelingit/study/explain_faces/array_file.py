"""An array on disk, of which some rows are written or read at a time, and no more is in memory.

Not memory-mapped while it is worked on: pages that are mapped count as the process's own.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from feelingit.errors import RunFolderError
from feelingit.files import unwritable


class ArrayFile:
    """Rows of one shape in a file; rows are read as those of an array are.

    Args:
        path: Of the file.
        shape: Of the array; there may be fewer rows yet.
        dtype: Of the values.
        start: Bytes of the file before the first row.
    """

    def __init__(
        self, path: Path, shape: tuple[int, ...], dtype: DTypeLike, start: int = 0
    ) -> None:
        self.path, self.shape, self.dtype, self.start = path, shape, np.dtype(dtype), start
        self._values = int(np.prod(shape[1:]))
        self._bytes = self.dtype.itemsize * self._values

    def write(self, first: int, rows: NDArray[Any]) -> None:
        """Put rows in their places.

        Raises:
            RunFolderError: The disk is full or the file cannot be written.
        """
        content = np.ascontiguousarray(rows, dtype=self.dtype)
        try:
            with self.path.open("r+b" if self.path.exists() else "wb") as file:
                file.seek(self.start + first * self._bytes)
                file.write(content.data)
        except OSError as error:
            raise RunFolderError(
                f"{unwritable(self.path, error)}; what is done so far is kept"
            ) from error

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, rows: slice | NDArray[np.int64]) -> NDArray[Any]:
        """Read rows that follow each other, or those at some places."""
        if isinstance(rows, slice):
            return self._read(rows.start, rows.stop - rows.start)
        each = [self._read(int(place), 1) for place in rows]
        return np.concatenate([np.empty((0, *self.shape[1:]), self.dtype), *each])

    def _read(self, first: int, count: int) -> NDArray[Any]:
        values = np.fromfile(
            self.path,
            self.dtype,
            count=count * self._values,
            offset=self.start + first * self._bytes,
        )
        return values.reshape(count, *self.shape[1:])


def npy_file(path: Path, shape: tuple[int, ...], dtype: DTypeLike) -> ArrayFile:
    """Open an `.npy` file to be filled row by row; one that is there is kept.

    Raises:
        RunFolderError: The file cannot be written.
    """
    header = {
        "descr": np.lib.format.dtype_to_descr(np.dtype(dtype)),
        "fortran_order": False,
        "shape": shape,
    }
    try:
        with path.open("r+b" if path.exists() else "w+b") as file:
            np.lib.format.write_array_header_1_0(file, header)
            start = file.tell()
            file.truncate(start + np.dtype(dtype).itemsize * int(np.prod(shape)))
    except OSError as error:
        raise RunFolderError(unwritable(path, error)) from error
    return ArrayFile(path, shape, dtype, start)
