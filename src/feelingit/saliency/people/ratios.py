"""A model's share of saliency over area per emotion and region, and its bootstrap over faces.

Knows nothing about people.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.types import REGIONS

INTERVAL = (0.025, 0.975)

BLOCK = 1 << 22
"""Drawn faces held in memory at once, times resamples."""

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Ratios:
    """Mean share of saliency over mean area.

    Attributes:
        faces: `int64 [7]`, per emotion: how many maps are not blank.
        ratio: `float64 [7, 7]`, emotion by region; NaN where no face shows the region.
        resampled: `float64 [resamples, 7, 7]`, the same of faces drawn again.
    """

    faces: NDArray[np.int64]
    ratio: Values
    resampled: Values = field(repr=False)

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Say which regions any face of an emotion shows, `bool [7, 7]`."""
        return ~np.isnan(self.ratio)


def ratios_of(
    shares: Values, areas: Values, emotions: NDArray[np.int64], *, resamples: int, seed: int
) -> Ratios:
    """Measure the ratios of each emotion's faces.

    Args:
        shares: `float64 [n, 7]`; faces with NaN are left out.
        areas: `float64 [n, 7]`.
        emotions: `int64 [n]`, places in `EMOTIONS`.
        resamples: Of the bootstrap over faces, within each emotion.
        seed: Of the bootstrap.
    """
    both = np.concatenate([shares, areas], axis=1).astype(np.float64)
    known = np.isfinite(both).all(axis=1)
    shape = (len(EMOTIONS), len(REGIONS))
    faces = np.zeros(len(EMOTIONS), np.int64)
    ratio, resampled = np.full(shape, np.nan), np.full((resamples, *shape), np.nan)
    for number in range(len(EMOTIONS)):
        own = both[known & (emotions == number)]
        faces[number] = len(own)
        if len(own):
            ratio[number] = _ratio(own.sum(axis=0))
            drawn = _resampled_sums(own, resamples, np.random.default_rng((seed, number)))
            resampled[:, number] = _ratio(drawn)
    return Ratios(faces, ratio, resampled)


def _ratio(sums: Values) -> Values:
    """Divide the first half of the columns by the second; NaN where that is 0."""
    share, area = np.split(sums, 2, axis=-1)
    return np.asarray(share / np.where(area > 0, area, np.nan))


def _resampled_sums(faces: Values, resamples: int, generator: np.random.Generator) -> Values:
    """Sum columns over faces drawn with replacement, `float64 [resamples, columns]`."""
    n, columns = faces.shape
    sums = np.empty((resamples, columns))
    block = max(1, BLOCK // n)
    for start in range(0, resamples, block):
        size = min(block, resamples - start)
        drawn = generator.integers(0, n, (size, n))
        # How often each face was drawn: one product then sums all columns.
        offset = n * np.arange(size)[:, None]
        times = np.bincount((drawn + offset).ravel(), minlength=size * n).reshape(size, n)
        sums[start : start + size] = times @ faces
    return sums
