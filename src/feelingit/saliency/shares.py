"""How much of a map falls on each region of the face, against the region's area.

Knows nothing about where maps come from. A share is counted inside the face area alone: what a
map puts on hair and background belongs to no region.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.types import REGIONS, Maps, Mask

COLUMNS = ("emotion", "region", "share", "area", "ratio", "ratio_low", "ratio_high", "faces")

INTERVAL = (0.025, 0.975)

BLOCK = 1 << 22
"""Resampled values held in memory at once."""

Values = NDArray[np.float64]


def region_shares(
    maps: Maps, labels: NDArray[np.int64], regions: Mask, *, resamples: int = 2000, seed: int = 0
) -> pd.DataFrame:
    """Measure how much of each emotion's saliency falls on each region; see `summarise_shares`.

    Args:
        maps: `float32 [n, height, width]`, 0 or more.
        labels: `int64 [n]`, places in `EMOTIONS`.
        regions: `bool [7, height, width]` in the order of `REGIONS`, True inside, disjoint; as
            `canonical_regions` gives them, or cut as the images were.
        resamples: Of the bootstrap.
        seed: Of the bootstrap.
    """
    shares = shares_of_faces(maps, regions)
    return summarise_shares(shares, labels, areas(regions), resamples=resamples, seed=seed)


def shares_of_faces(maps: Maps, regions: Mask) -> Values:
    """Give each face's shares of saliency per region.

    Returns:
        `float64 [n, 7]`, rows sum to 1; NaN where a map is 0 all over the face.
    """
    flat = regions.reshape(len(regions), -1).astype(np.float64)
    inside = maps.reshape(len(maps), flat.shape[1]).astype(np.float64) @ flat.T
    totals = inside.sum(axis=1, keepdims=True)
    return np.asarray(inside / np.where(totals > 0, totals, np.nan))


def areas(regions: Mask) -> Values:
    """Give each region's share of the face area, `float64 [7]`, sum 1."""
    pixels = regions.sum(axis=(1, 2)).astype(np.float64)
    return np.asarray(pixels / pixels.sum())


def region_ratios(one_map: Maps, regions: Mask) -> Values:
    """Give one map's shares over areas, `float64 [7]`; NaN for a region without pixels."""
    return _over_area(shares_of_faces(one_map[None], regions)[0], areas(regions))


def summarise_shares(
    shares: Values,
    labels: NDArray[np.int64],
    area: Values,
    *,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Average faces' shares per emotion, and say how sure the averages are.

    Args:
        shares: `float64 [n, 7]` of `shares_of_faces`; rows of NaN are left out.
        labels: `int64 [n]`, places in `EMOTIONS`.
        area: `float64 [7]` of `areas`.
        resamples: Of the bootstrap over faces.
        seed: Of the bootstrap; an emotion's interval does not depend on the other emotions.

    Returns:
        One row per emotion and region: `emotion, region, share, area, ratio, ratio_low,
        ratio_high, faces`. `ratio` is share over area: 1 is as much as the region's size, 2 is
        twice that. low and high: 95 % percentile bootstrap. NaN where an emotion has no faces,
        and ratios of a region without pixels.
    """
    rows = []
    for number, emotion in enumerate(EMOTIONS):
        own = shares[(labels == number) & ~np.isnan(shares).any(axis=1)]
        low, high = _bootstrap(own, resamples, np.random.default_rng((seed, number)))
        mean = own.mean(axis=0) if len(own) else np.full(len(REGIONS), np.nan)
        rows.append(
            pd.DataFrame(
                {
                    "emotion": emotion,
                    "region": REGIONS,
                    "share": mean,
                    "area": area,
                    "ratio": _over_area(mean, area),
                    "ratio_low": _over_area(low, area),
                    "ratio_high": _over_area(high, area),
                    "faces": len(own),
                }
            )
        )
    return pd.concat(rows, ignore_index=True)[list(COLUMNS)]


def _over_area(share: Values, area: Values) -> Values:
    return share / np.where(area > 0, area, np.nan)


def _bootstrap(
    shares: Values, resamples: int, generator: np.random.Generator
) -> tuple[Values, Values]:
    """Bound the mean over faces of each column, `float64 [7]` each."""
    n, columns = shares.shape
    if n == 0:
        return np.full(columns, np.nan), np.full(columns, np.nan)
    means = np.empty((resamples, columns))
    block = max(1, BLOCK // (n * columns))
    for start in range(0, resamples, block):
        drawn = generator.integers(0, n, (min(block, resamples - start), n))
        means[start : start + block] = shares[drawn].mean(axis=1)
    low, high = np.quantile(means, INTERVAL, axis=0)
    return low, high
