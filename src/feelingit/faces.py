"""Faces: pixels, and the table that describes them.

Knows nothing about files' formats (that is `read`) nor about what is done with the faces.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.files import write_csv, write_npy
from feelingit.types import Images

LEAKED = "leaked"
"""The split of test faces that have a copy outside the test data, kept aside."""

COLUMNS = ("face_id", "emotion", "split", "source")
"""What every face's row has; readers and checks may add more."""


def digest_of(image: NDArray[np.uint8]) -> str:
    """Hash one grey picture's shape and pixels: equal exactly if it is the same picture."""
    head = f"{image.shape[0]}x{image.shape[1]}:".encode()
    return hashlib.blake2b(head + image.tobytes(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Faces:
    """Labelled faces: row i of the table describes image i.

    Attributes:
        images: `uint8 [n, height, width]`, greyscale; may be memory-mapped.
        table: One row a face, index 0 to n-1, with at least `COLUMNS`: a unique `face_id` that
            is the same in every run, the `emotion`'s name, the `split` and the `source`.

    Raises:
        ValueError: The table and the images disagree, or a column is missing.
    """

    images: Images
    table: pd.DataFrame

    def __post_init__(self) -> None:
        missing = [column for column in COLUMNS if column not in self.table.columns]
        if missing:
            raise ValueError(f"the table of faces lacks the columns {missing}")
        if len(self.table) != len(self.images):
            raise ValueError(f"{len(self.images)} images but {len(self.table)} rows")
        if self.images.ndim != 3 or self.images.dtype != np.uint8:  # noqa: PLR2004 - [n, h, w]
            raise ValueError(
                f"images must be uint8 [n, h, w], not {self.images.dtype} {self.images.shape}"
            )

    def __len__(self) -> int:
        return len(self.table)

    @property
    def labels(self) -> NDArray[np.int64]:
        """Each face's place in `EMOTIONS`, `int64 [n]`."""
        codes = pd.Categorical(self.table["emotion"], categories=EMOTIONS).codes
        return codes.astype(np.int64)

    def where(self, rows: "Sequence[bool] | NDArray[np.bool_] | pd.Series[bool]") -> "Faces":
        """Keep the rows that are True, in their order."""
        keep = np.flatnonzero(np.asarray(rows, dtype=bool))
        return self.take(keep)

    def take(self, positions: NDArray[np.int64]) -> "Faces":
        """Keep the faces at these positions, in this order."""
        return Faces(self.images[positions], self.table.iloc[positions].reset_index(drop=True))

    def fingerprint(self) -> str:
        """Hash pixels, identities, labels and splits: equal faces, equal fingerprint."""
        digest = hashlib.sha256(str(self.images.shape).encode())
        for start in range(0, len(self), 4096):
            digest.update(self.images[start : start + 4096].tobytes())
        for column in ("face_id", "emotion", "split"):
            digest.update("\n".join(self.table[column].astype(str)).encode())
        return digest.hexdigest()

    def save(self, folder: Path) -> None:
        """Write `images.npy` and `table.csv` into a folder, each whole or not at all.

        Raises:
            RunFolderError: The disk is full or the folder cannot be written.
        """
        write_npy(folder / "images.npy", self.images)
        write_csv(folder / "table.csv", self.table)

    @classmethod
    def load(cls, folder: Path) -> "Faces":
        """Read what `save` wrote; the images stay on disk, memory-mapped."""
        images = np.load(folder / "images.npy", mmap_mode="r")
        return cls(images, read_table(folder / "table.csv"))


def read_table(path: Path) -> pd.DataFrame:
    """Read a table of faces from a CSV; its names stay text, even where they are numbers."""
    return pd.read_csv(path, dtype=dict.fromkeys((*COLUMNS, "digest"), str))
