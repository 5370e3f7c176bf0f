"""The mean map of each emotion, gathered batch by batch; no more is kept than the sums."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.types import Maps


@dataclass(frozen=True)
class MeanMaps:
    """What the maps of each emotion have in common, in the order of `EMOTIONS`.

    Attributes:
        mean: `float32 [7, height, width]`, the mean of maps each scaled to sum 1; zeros where
            there was no face.
        count: `int64 [7]`, how many maps went in.
        blank: `int64 [7]`, how many of these were 0 everywhere. They count as zeros, so that
            a mean map sums to `1 - blank / count`.
    """

    mean: Maps
    count: NDArray[np.int64]
    blank: NDArray[np.int64]


def mean_maps(
    maps: Maps, emotions: NDArray[np.int64], correct: NDArray[np.bool_] | None = None
) -> MeanMaps:
    """Average the maps of each emotion, each face with the same weight.

    Args:
        maps: `float32 [n, height, width]`, 0 or more.
        emotions: `int64 [n]`, places in `EMOTIONS`.
        correct: `bool [n]`, the faces to take; by default all.
    """
    keep = np.ones(len(maps), dtype=np.bool_) if correct is None else correct
    sums = EmotionSums(*maps.shape[1:])
    sums.add(scaled_to_one(maps[keep]), emotions[keep])
    return mean_of(sums)


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


def mean_of(scaled: EmotionSums) -> MeanMaps:
    """Give the means of maps that were added scaled to sum 1."""
    # Every map sums to 1 or to 0, so what a total lacks are the maps that were blank.
    blank = scaled.count - scaled.total.sum(axis=(1, 2)).round().astype(np.int64)
    return MeanMaps(scaled.mean().astype(np.float32), scaled.count.copy(), blank)


def scaled_to_one(maps: Maps) -> NDArray[np.float64]:
    """Scale each map `[n, height, width]` to sum 1; one that is 0 everywhere stays so."""
    totals = maps.sum(axis=(1, 2), dtype=np.float64, keepdims=True)
    return maps / np.where(totals > 0, totals, 1.0)
