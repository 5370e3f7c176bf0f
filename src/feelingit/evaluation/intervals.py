"""How sure a score is: the percentile bootstrap, resampled by duplicate group.

Copies of one picture are not independent, so whole groups are drawn with replacement (Davison
and Hinkley 1997, section 3.8). A resample is a weight for each group; a score that is a function
of sums over faces then needs one matrix product for all resamples. Knows nothing about emotions.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """A range, and the resampled values that it summarises.

    Attributes:
        low: The lower bound.
        high: The upper bound.
        values: `float64 [resamples]`; NaN where a resample left the score undefined.
    """

    low: float
    high: float
    values: Values = field(repr=False)

    @classmethod
    def of(cls, values: Values, level: float = 0.95) -> "Interval":
        """Take the middle `level` of the values; NaN where none is defined."""
        if np.isnan(values).all():
            return cls(np.nan, np.nan, values)
        low, high = np.nanquantile(values, [(1 - level) / 2, (1 + level) / 2])
        return cls(float(low), float(high), values)


class Bootstrap:
    """Seeded resamples of groups.

    Tables of the same faces get the same resamples, whatever the order of their rows, so that
    differences between their resampled scores are paired.
    """

    def __init__(self, resamples: int = 2000, seed: int = 0) -> None:
        self.resamples = resamples
        self.seed = seed
        self._drawn: dict[int, NDArray[np.float32]] = {}

    def sums(self, values: ArrayLike, groups: ArrayLike) -> Values:
        """Sum columns over the faces of each resample.

        Args:
            values: `[n, k]`, whole numbers whose sums stay below 2^24 (they are then exact).
            groups: `[n]`, the duplicate group of each face.

        Returns:
            `float64 [resamples, k]`.
        """
        columns = np.asarray(values, dtype=np.float32)
        labels, place = np.unique(np.asarray(groups), return_inverse=True)
        grouped = np.zeros((len(labels), columns.shape[1]), dtype=np.float32)
        np.add.at(grouped, place, columns)
        return (self._weights(len(labels)) @ grouped).astype(np.float64)

    def ratio(self, values: ArrayLike, groups: ArrayLike) -> Values:
        """Resample the mean of a column over faces, `float64 [resamples]`."""
        column = np.asarray(values)
        sums = self.sums(np.stack([column, np.ones(len(column))], axis=1), groups)
        return sums[:, 0] / sums[:, 1]

    def _weights(self, groups: int) -> NDArray[np.float32]:
        """Count how often each resample drew each group, `[resamples, groups]`."""
        if groups not in self._drawn:
            generator = np.random.default_rng(self.seed)
            weights = np.empty((self.resamples, groups), dtype=np.float32)
            for row in weights:
                row[:] = np.bincount(generator.integers(groups, size=groups), minlength=groups)
            self._drawn[groups] = weights
        return self._drawn[groups]


@dataclass(frozen=True)
class ScoreIntervals:
    """The intervals of a table's headline scores."""

    accuracy: Interval
    macro_f1: Interval


def score_intervals(
    labels: NDArray[np.int64],
    predicted: NDArray[np.int64],
    groups: ArrayLike,
    bootstrap: Bootstrap,
    classes: int,
) -> ScoreIntervals:
    """Resample accuracy and macro F1.

    Args:
        labels: `int64 [n]`, the true classes.
        predicted: `int64 [n]`, what was said.
        groups: `[n]`, the duplicate groups.
        bootstrap: Draws the resamples.
        classes: How many there are. In a resample, a class without a face is left out of its
            macro mean, as in the score itself.
    """
    each = np.eye(classes, dtype=np.float32)
    true, said = each[labels], each[predicted]
    sums = bootstrap.sums(np.concatenate([true, said, true * said], axis=1), groups)
    faces, calls, hits = np.split(sums, 3, axis=1)
    accuracy = hits.sum(axis=1) / faces.sum(axis=1)
    with np.errstate(invalid="ignore"):
        f1 = np.where(faces > 0, 2 * hits / (faces + calls), np.nan)
    return ScoreIntervals(Interval.of(accuracy), Interval.of(np.nanmean(f1, axis=1)))
