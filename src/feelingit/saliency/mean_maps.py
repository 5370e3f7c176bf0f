"""Means of each emotion, gathered chunk by chunk; no more is kept than the sums."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.saliency.chunks import chunks
from feelingit.saliency.face_maps import FaceMaps
from feelingit.types import Maps, Mask


@dataclass(frozen=True)
class MeanMaps:
    """What the maps of each emotion have in common; first those of right answers, then of wrong.

    Attributes:
        mean: `float32 [2, 7, height, width]`, over the maps that are not blank, each pixel over
            the faces that show it; 0 where there was none.
        count: `int64 [2, 7]`, how many maps went in.
        blank: `int64 [2, 7]`, how many were 0 everywhere, and left out.
        drawn: `bool [n]`, of which faces the map is not blank.
    """

    mean: Maps
    count: NDArray[np.int64]
    blank: NDArray[np.int64]
    drawn: NDArray[np.bool_]


def mean_maps(maps: FaceMaps, method: str) -> MeanMaps:
    """Average one method's maps by the emotion that they were asked about.

    Each face has the same weight, since each map that is not blank has mean 1.
    """
    stored, asked = maps.maps[method], maps.asked
    sums = [ShownSums(*stored.shape[1:]) for _ in range(2)]
    kinds = maps.correct, ~maps.correct
    drawn = np.zeros(len(maps), np.bool_)
    for rows in chunks(len(maps)):
        values, seen = stored[rows].astype(np.float64), maps.seen[rows]
        drawn[rows] = values.any(axis=(1, 2))
        for each, mine in zip(sums, kinds, strict=True):
            own = mine[rows] & drawn[rows]
            each.add(values[own], seen[own], asked[rows][own])
    return MeanMaps(
        mean=np.stack([each.mean() for each in sums]).astype(np.float32),
        count=np.stack([each.count for each in sums]),
        blank=np.stack([_counted(asked[mine & ~drawn]) for mine in kinds]),
        drawn=drawn,
    )


class EmotionSums:
    """Sums per emotion, to which faces are added; only the sums are kept.

    Attributes:
        total: `float64 [7, height, width]`.
        count: `int64 [7]`, how many were added.
    """

    def __init__(self, height: int, width: int) -> None:
        self.total = np.zeros((len(EMOTIONS), height, width))
        self.count = np.zeros(len(EMOTIONS), dtype=np.int64)

    def add(self, values: NDArray[np.floating | np.uint8], emotions: NDArray[np.int64]) -> None:
        """Add `[n, height, width]` of faces with emotions `int64 [n]`."""
        is_emotion = np.arange(len(EMOTIONS))[:, None] == emotions
        sums = is_emotion.astype(np.float64) @ values.reshape(len(values), self.total[0].size)
        self.total += sums.reshape(self.total.shape)
        self.count += is_emotion.sum(axis=1)

    def mean(self) -> NDArray[np.float64]:
        """Give the mean of each emotion, `float64 [7, height, width]`; 0 where there was none."""
        return self.total / np.maximum(self.count, 1)[:, None, None]


class ShownSums:
    """Sums per emotion in which each pixel has the faces that show it."""

    def __init__(self, height: int, width: int) -> None:
        self._values, self._showing = EmotionSums(height, width), EmotionSums(height, width)

    @property
    def count(self) -> NDArray[np.int64]:
        """How many faces were added, `int64 [7]`."""
        return self._values.count

    def add(self, values: NDArray[np.floating], seen: Mask, emotions: NDArray[np.int64]) -> None:
        """Add `[n, height, width]` of faces, and what their pictures show, by emotions `[n]`."""
        self._values.add(values * seen, emotions)
        self._showing.add(seen.astype(np.float64), emotions)

    def mean(self) -> NDArray[np.float64]:
        """Give the mean of each emotion, `float64 [7, height, width]`; 0 where none shows it."""
        return self._values.total / np.maximum(self._showing.total, 1)


def _counted(emotions: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.bincount(emotions, minlength=len(EMOTIONS)).astype(np.int64)
