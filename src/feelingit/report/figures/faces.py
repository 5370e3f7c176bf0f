"""Which faces a figure may show: single ones, or only means of many.

Knows nothing about drawing figures.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.occlusion.conditions import cover
from feelingit.report.results import Results
from feelingit.types import Images, Landmarks

ENOUGH = 10
"""A mean of fewer faces may show one of them; it is not shown where single faces are not."""


@dataclass(frozen=True)
class Shown:
    """Faces to be covered: `uint8 [n, h, w]`, and their landmarks as far as the run has them."""

    images: Images
    landmarks: Landmarks | None

    def covered(self, name: str, seed: int = 0) -> Images:
        """Show them under a condition."""
        return cover(self.images, name, seed=seed, landmarks=self.landmarks)


def chosen(results: Results, emotion: str, number: int, split: str = "train") -> Images:
    """Pick faces of an emotion at random, the same ones each time: `uint8 [<= number, h, w]`."""
    return np.asarray(results.images[_rows_of(results, _picked(results, emotion, number, split))])


def chosen_with_landmarks(
    results: Results, emotion: str, number: int, split: str = "train"
) -> Shown:
    """Pick the faces that `chosen` picks, with their landmarks."""
    places = _picked(results, emotion, number, split)
    images = np.asarray(results.images[_rows_of(results, places)])
    return Shown(
        images, _known(None if results.located is None else results.located.landmarks[places])
    )


def mean_with_landmarks(results: Results, split: str = "train") -> Shown:
    """Average all faces, and their landmarks."""
    image = mean_face(results, split=split)[None]
    if results.located is None:
        return Shown(image, None)
    of_split = (results.table["split"] == split).to_numpy()
    landmarks = results.located.landmarks[of_split]
    finite = landmarks[np.isfinite(landmarks).all(axis=(1, 2))]
    return Shown(image, _known(finite.mean(axis=0, keepdims=True) if len(finite) else None))


def _known(landmarks: Landmarks | None) -> Landmarks | None:
    """Pass on landmarks that are known for every face; else they are looked for anew."""
    if landmarks is None or not np.isfinite(landmarks).all():
        return None
    return landmarks.astype(np.float32)


def mean_face(results: Results, emotion: str | None = None, split: str = "train") -> Images:
    """Average the faces of one emotion, or of all: `uint8 [h, w]`; mid-grey of too few."""
    names = EMOTIONS if emotion is None else (emotion,)
    places = np.concatenate([_places(results, name, split) for name in names])
    rows = np.sort(_rows_of(results, places))
    if len(rows) < ENOUGH:
        return np.full(results.images.shape[1:], 127, dtype=np.uint8)
    total = np.zeros(results.images.shape[1:])
    for start in range(0, len(rows), 4096):
        total += results.images[rows[start : start + 4096]].sum(axis=0, dtype=np.float64)
    return (total / len(rows)).round().astype(np.uint8)


def _picked(results: Results, emotion: str, number: int, split: str) -> NDArray[np.int64]:
    generator = np.random.default_rng(2023)
    return generator.permutation(_places(results, emotion, split))[:number]


def _places(results: Results, emotion: str, split: str) -> NDArray[np.int64]:
    """Find the table's rows of one emotion and split."""
    table = results.table
    return np.flatnonzero((table["emotion"] == emotion) & (table["split"] == split))


def _rows_of(results: Results, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Say where in the images the faces of these rows of the table are."""
    return results.table["row"].to_numpy(dtype=np.int64)[places]
