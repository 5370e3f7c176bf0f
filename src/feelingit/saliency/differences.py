"""Whether two models, or one model on bare and covered faces, look at the same places."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.errors import RunFolderError
from feelingit.landmarks import face_area
from feelingit.saliency.archives import damaged, load_arrays, save_arrays
from feelingit.saliency.chunks import chunks
from feelingit.saliency.face_maps import FRAME, FaceMaps
from feelingit.saliency.mean_maps import ShownSums
from feelingit.saliency.significance import pairs_differ
from feelingit.types import Maps, Mask

WHAT = "a file of differences between maps"
NAMES = ("method", "a", "a_condition", "b", "b_condition")
Named = tuple[str, str]
"""A `model_id` and the name of a condition."""
Rows = NDArray[np.int64]

SHAPE = (len(EMOTIONS), FRAME, FRAME)


@dataclass(frozen=True)
class Difference:
    """How the maps of `a` differ from those of `b`, face by face, in the canonical frame.

    Attributes:
        method: Of both maps.
        a: The first model's `model_id`.
        a_condition: What its faces were covered by.
        b: The second model's `model_id`; may be the same.
        b_condition: What its faces were covered by.
        mean: `float32 [7, 48, 48]`, a minus b, each map with mean 1 over the frame: the mean over
            the faces that both answer rightly, by emotion; each pixel over those that show it.
        p: `float32 [7, 48, 48]`, whether it is other than 0, corrected over pixels and emotions;
            1 where nothing could be tested.
        count: `int64 [7]`, how many faces. One whose map is blank on either side is left out.
    """

    method: str
    a: str
    a_condition: str
    b: str
    b_condition: str
    mean: Maps
    p: Maps
    count: NDArray[np.int64]


def difference(
    a: FaceMaps,
    b: FaceMaps,
    method: str,
    *,
    permutations: int,
    seed: int,
    a_is: Named = ("a", ""),
    b_is: Named = ("b", ""),
) -> Difference:
    """Compare two sets of maps of the same faces, each face with itself.

    Taken are the faces that are in both sets, answered rightly in both, and so asked about the
    same emotion. See `significance.pairs_differ` for the test, which is made inside the face area.

    Args:
        a: Of one model under one condition.
        b: Of another model, or of the same under another condition.
        method: That both have.
        permutations: Of the test.
        seed: Of the permutations.
        a_is: The `model_id` and the condition of `a`.
        b_is: The same of `b`.
    """
    stored_a, stored_b = a.maps[method], b.maps[method]
    in_a, in_b = _pairs(a, b, method)
    asked = a.asked[in_a]

    def seen(rows: slice) -> Mask:
        return a.seen[in_a[rows]] & b.seen[in_b[rows]]

    def read(rows: slice) -> Maps:
        return stored_a[in_a[rows]].astype(np.float32) - stored_b[in_b[rows]].astype(np.float32)

    inside = face_area(FRAME, FRAME)
    sums = ShownSums(FRAME, FRAME)
    for rows in chunks(len(asked)):
        sums.add(read(rows), seen(rows), asked[rows])
    p = np.ones(SHAPE, np.float32)
    p[:, inside] = pairs_differ(
        lambda rows: np.where(seen(rows), read(rows), np.float32(np.nan))[:, inside],
        asked,
        int(inside.sum()),
        permutations=permutations,
        seed=seed,
    )
    return Difference(method, *a_is, *b_is, sums.mean().astype(np.float32), p, sums.count)


def _pairs(a: FaceMaps, b: FaceMaps, method: str) -> tuple[Rows, Rows]:
    """Find the rows of the faces that can be compared, in the order of `a`."""
    own = np.arange(len(a))
    other = pd.Index(b.table["face_id"]).get_indexer(pd.Index(a.table["face_id"]))
    in_a, in_b = own[other >= 0], other[other >= 0]
    comparable = a.correct[in_a] & b.correct[in_b] & (a.asked[in_a] == b.asked[in_b])
    in_a, in_b = in_a[comparable], in_b[comparable]
    drawn = np.zeros(len(in_a), np.bool_)
    for rows in chunks(len(in_a)):
        drawn[rows] = a.maps[method][in_a[rows]].any(axis=(1, 2))
        drawn[rows] &= b.maps[method][in_b[rows]].any(axis=(1, 2))
    return in_a[drawn], in_b[drawn]


def save_differences(path: Path, differences: Sequence[Difference]) -> None:
    """Write differences as compressed NPZ without pickles, whole or not at all.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    many = len(differences)
    names = {
        name: np.array([getattr(each, name) for each in differences], dtype=np.str_)
        for name in NAMES
    }
    mean, p = np.zeros((many, *SHAPE), np.float32), np.ones((many, *SHAPE), np.float32)
    count = np.zeros((many, len(EMOTIONS)), np.int64)
    for place, each in enumerate(differences):
        mean[place], p[place], count[place] = each.mean, each.p, each.count
    save_arrays(path, names | {"mean": mean, "p": p, "count": count})


def load_differences(path: Path) -> list[Difference]:
    """Read what `save_differences` wrote.

    Raises:
        RunFolderError: There is no such file, it is damaged, or something else.
    """
    arrays = load_arrays(path, (*NAMES, "mean", "p", "count"), WHAT)
    many = len(arrays["mean"])
    if any(len(array) != many for array in arrays.values()) or any(
        arrays[name].shape[1:] != SHAPE for name in ("mean", "p")
    ):
        raise RunFolderError(damaged(path, WHAT, "its arrays do not fit together"))
    names = [[str(name) for name in arrays[each]] for each in NAMES]
    values = (arrays["mean"], arrays["p"], arrays["count"])
    return [Difference(*each) for each in zip(*names, *values, strict=True)]
