"""Reading faces and finding copies: all of them, and a part against every pair compared."""

import os
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.pictures import SIDE, write_folders
from benchmarks.timing import Row, medians, seconds_of, times
from feelingit.audit.duplicates import count_duplicates, duplicate_groups
from feelingit.faces import Faces
from feelingit.read import read_faces
from feelingit.types import Images

FACES = 35_000


def measure(*, quick: bool) -> list[Row]:
    data = os.environ.get("FEELINGIT_DATA")
    if data and not quick:
        return _measure(Path(data) / "fer2013" / "images", "real faces", quick=quick)
    with tempfile.TemporaryDirectory() as folder:
        write_folders(Path(folder), 3000 if quick else FACES)
        return _measure(Path(folder), "noise", quick=quick)


def _measure(folder: Path, kind: str, *, quick: bool) -> list[Row]:
    read: list[Faces] = []
    reading = seconds_of(lambda: read.append(read_faces(folder, SIDE).faces))
    faces = read[0]
    finding = seconds_of(lambda: count_duplicates(faces.table, duplicate_groups(faces)))
    return [
        Row(
            f"reading {len(faces)} PNG files and finding copies ({kind})",
            f"{reading:.1f} s + {1000 * finding:.0f} ms",
            f"{len(faces) / reading:.0f} files/s",
            aim="well under a minute",
        ),
        _pairwise(faces, 1000 if quick else 4000),
    ]


def _pairwise(faces: Faces, n: int) -> Row:
    """Compare on the pixels alone, without the hashes that reading has left."""
    part = faces.take(np.arange(n))
    part = Faces(part.images, part.table.drop(columns="digest"))
    assert (copies_by_pairs(part.images) == _first_of(duplicate_groups(part))).all()
    ours, pairs = medians(
        [lambda: duplicate_groups(part), lambda: copies_by_pairs(part.images)], repeats=3
    )
    return Row(
        f"finding copies among {n} faces, hashing included",
        f"{1000 * ours:.0f} ms",
        f"{1000 * pairs:.0f} ms, every pair compared",
        f"{times(pairs / ours)}; grows with n",
    )


def copies_by_pairs(images: Images) -> np.ndarray:
    """Give each face the position of its first copy, by comparing it with every other."""
    flat = images.reshape(len(images), -1)
    first = np.arange(len(flat))
    for one in range(len(flat)):
        same = (flat[one + 1 :] == flat[one]).all(axis=1)
        later = one + 1 + np.flatnonzero(same)
        first[later] = np.minimum(first[later], first[one])
    return first


def _first_of(groups: np.ndarray) -> np.ndarray:
    _, first, member = np.unique(groups, return_index=True, return_inverse=True)
    return first[member]
