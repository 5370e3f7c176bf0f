"""Which faces a figure may show: single ones, or only means of many.

Knows nothing about drawing.
"""

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.report.results import Results
from feelingit.types import Images

ENOUGH = 10
"""A mean of fewer faces may show one of them; it is not shown where single faces are not."""


def chosen(results: Results, emotion: str, number: int, split: str = "train") -> Images:
    """Pick faces of an emotion at random, the same ones each time: `uint8 [<= number, h, w]`."""
    rows = _rows(results, emotion, split)
    generator = np.random.default_rng(2023)
    picked = generator.permutation(rows)[:number]
    return np.asarray(results.images[picked])


def mean_face(results: Results, emotion: str | None = None, split: str = "train") -> Images:
    """Average the faces of one emotion, or of all: `uint8 [h, w]`; mid-grey of too few."""
    names = EMOTIONS if emotion is None else (emotion,)
    rows = np.sort(np.concatenate([_rows(results, name, split) for name in names]))
    if len(rows) < ENOUGH:
        return np.full(results.images.shape[1:], 127, dtype=np.uint8)
    total = np.zeros(results.images.shape[1:])
    for start in range(0, len(rows), 4096):
        total += results.images[rows[start : start + 4096]].sum(axis=0, dtype=np.float64)
    return (total / len(rows)).round().astype(np.uint8)


def _rows(results: Results, emotion: str, split: str) -> NDArray[np.int64]:
    table = results.table
    found = table[(table["emotion"] == emotion) & (table["split"] == split)]
    return found["row"].to_numpy(dtype=np.int64)
