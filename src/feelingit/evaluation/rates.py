"""Accuracy of many conditions and many kinds of faces at once, with their resampled values.

All conditions are resampled with the same faces, so that differences between them are paired.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from feelingit.evaluation.intervals import Bootstrap, Interval, Values


@dataclass(frozen=True)
class Rates:
    """Shares of faces named rightly, 0 to 1; NaN where there is no such face.

    Attributes:
        faces: `int64 [subsets]`, how many.
        accuracy: `float64 [conditions, subsets]`.
        values: `float64 [resamples, conditions, subsets]`.
    """

    faces: NDArray[np.int64]
    accuracy: Values
    values: Values = field(repr=False)

    def at(self, condition: int, subset: int = 0) -> "Rate":
        """Give one accuracy."""
        return Rate(float(self.accuracy[condition, subset]), self.values[:, condition, subset])

    def mean(self, conditions: list[int], subset: int = 0) -> "Rate":
        """Average over conditions, each counting alike."""
        return Rate(
            float(self.accuracy[conditions, subset].mean()),
            self.values[:, conditions, subset].mean(axis=1),
        )


@dataclass(frozen=True)
class Rate:
    """A share, or a difference of shares, and its resampled values, `float64 [resamples]`."""

    share: float
    values: Values = field(repr=False)

    def __sub__(self, other: "Rate") -> "Rate":
        return Rate(self.share - other.share, self.values - other.values)

    def columns(self, name: str, prefix: str = "") -> dict[str, float]:
        """Give it as the columns `name`, `PREFIXlow` and `PREFIXhigh` of a table."""
        interval = Interval.of(self.values)
        return {name: self.share, f"{prefix}low": interval.low, f"{prefix}high": interval.high}


def unknown(resamples: int) -> Rate:
    """Stand for what was not measured."""
    return Rate(np.nan, np.full(resamples, np.nan))


def rates(
    right: NDArray[np.bool_],
    subsets: NDArray[np.bool_],
    group: NDArray[np.int64],
    bootstrap: Bootstrap,
) -> Rates:
    """Measure how often each condition's answers are right, for each subset of the faces.

    Args:
        right: `bool [conditions, n]`.
        subsets: `bool [subsets, n]`.
        group: `[n]`, the duplicate groups, which are resampled whole.
        bootstrap: Draws the resamples.
    """
    both = right[:, None, :] & subsets
    columns = np.concatenate([both.reshape(-1, right.shape[1]), subsets])
    sums = bootstrap.sums(columns.T, group)
    hits, faces = sums[:, : -len(subsets)], sums[:, -len(subsets) :]
    with np.errstate(invalid="ignore", divide="ignore"):
        values = hits.reshape(-1, *both.shape[:2]) / faces[:, None, :]
        accuracy = both.sum(axis=2) / subsets.sum(axis=1)
    return Rates(subsets.sum(axis=1), accuracy, values)
