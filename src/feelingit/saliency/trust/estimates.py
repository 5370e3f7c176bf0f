"""The mean over faces of a value that each face has, and how sure it is: the bootstrap.

Knows nothing about maps. A face whose value is undefined (NaN) is left out, and not counted.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

INTERVAL = (0.025, 0.975)
BLOCK = 1 << 22
"""Resampled values held in memory at once."""

Values = NDArray[np.float64]


class Estimate(NamedTuple):
    """A mean over faces, the ends of its 95 % percentile bootstrap interval, and how many faces.

    All but `faces` are NaN where there is no face.
    """

    value: float
    low: float
    high: float
    faces: int


def estimate(values: Values, resamples: int, seed: int) -> Estimate:
    """Average over faces, `float64 [n]`; the same faces get the same resamples."""
    return estimates(values[:, None], resamples, seed)[0]


def estimates(values: Values, resamples: int, seed: int) -> list[Estimate]:
    """Average each column over faces, all with the same resamples.

    Args:
        values: `float64 [n, columns]`; a face with a NaN is left out of every column.
        resamples: Of the bootstrap.
        seed: Of the bootstrap.
    """
    known = values[~np.isnan(values).any(axis=1)]
    faces, columns = known.shape
    if faces == 0:
        return [Estimate(np.nan, np.nan, np.nan, 0)] * columns
    generator = np.random.default_rng((seed, faces))
    means = np.empty((resamples, columns))
    block = max(1, BLOCK // (faces * columns))
    for start in range(0, resamples, block):
        drawn = generator.integers(0, faces, (min(block, resamples - start), faces))
        means[start : start + block] = known[drawn].mean(axis=1)
    low, high = np.quantile(means, INTERVAL, axis=0)
    each = zip(known.mean(axis=0), low, high, strict=True)
    return [
        Estimate(float(mean), float(lowest), float(highest), faces)
        for mean, lowest, highest in each
    ]
