"""How much of a map falls on each region of the face, against the region's area.

Knows nothing about where maps come from. A share is counted inside the face area alone: what a
map puts on hair and background belongs to no region. Where a picture shows a part of the face
only, both a region's share and its area are counted in what it shows.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.landmarks import canonical_regions
from feelingit.saliency.chunks import chunks
from feelingit.saliency.face_maps import CORRECT, FRAME, WRONG, FaceMaps
from feelingit.types import REGIONS, Maps, Mask

COLUMNS = (
    "answers", "emotion", "region", "share", "area", "ratio", "ratio_low", "ratio_high", "faces",
)  # fmt: skip

INTERVAL = (0.025, 0.975)

BLOCK = 1 << 20
"""Numbers of one block of resamples, held in memory at once."""

Values = NDArray[np.float64]


def face_shares(maps: FaceMaps, method: str) -> tuple[Values, Values]:
    """Give each face's shares of saliency and of area per region, in the order of `REGIONS`.

    Returns:
        Two of `float64 [n, 7]` whose rows sum to 1. Rows of NaN in both where a map is 0 all over
        what is seen of the face.
    """
    regions = canonical_regions(FRAME, FRAME)
    shares, area = (np.full((len(maps), len(regions)), np.nan) for _ in range(2))
    for rows in chunks(len(maps)):
        seen = maps.seen[rows]
        shares[rows] = _shares_of(maps.maps[method][rows] * seen, regions)
        area[rows] = _shares_of(seen, regions)
    area[np.isnan(shares).any(axis=1)] = np.nan
    return shares, area


def share_table(maps: FaceMaps, method: str, *, resamples: int, seed: int) -> pd.DataFrame:
    """Average faces' shares per emotion, and say how sure the averages are.

    Args:
        maps: Of one model under one condition.
        method: One of `maps.maps`.
        resamples: Of the bootstrap over faces.
        seed: Of the bootstrap; an emotion's interval does not depend on the other emotions.

    Returns:
        One row per kind of answers, emotion asked about and region, with `COLUMNS`. `share` and
        `area` are means over faces; `ratio` is share over area: 1 is as much as the region's size,
        2 is twice that. low and high: its 95 % percentile bootstrap, in which share and area are
        of the same faces. `faces` are those in it; blank maps are left out. NaN where an emotion
        has no faces, and ratios of a region that no face shows.
    """
    shares, area = face_shares(maps, method)
    known = ~np.isnan(shares).any(axis=1)
    tables = []
    for answers, mine in ((CORRECT, maps.correct), (WRONG, ~maps.correct)):
        for number, emotion in enumerate(EMOTIONS):
            chosen = known & mine & (maps.asked == number)
            generator = np.random.default_rng((seed, number, answers == WRONG))
            table = _summary(shares[chosen], area[chosen], resamples, generator)
            tables.append(table.assign(answers=answers, emotion=emotion))
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]


def areas(regions: Mask) -> Values:
    """Give each region's share of the face area, `float64 [7]`, sum 1."""
    pixels = regions.sum(axis=(1, 2)).astype(np.float64)
    return np.asarray(pixels / pixels.sum())


def region_ratios(one_map: Maps, regions: Mask) -> Values:
    """Give one map's shares over areas, `float64 [7]`; NaN for a region without pixels."""
    return _over(_shares_of(one_map[None], regions)[0], areas(regions))


def _shares_of(values: NDArray[np.floating | np.bool_], regions: Mask) -> Values:
    """Divide values `[n, height, width]` among regions, `[n, 7]`; NaN where all are 0."""
    flat = regions.reshape(len(regions), -1).astype(np.float64)
    inside = values.reshape(len(values), flat.shape[1]).astype(np.float64) @ flat.T
    totals = inside.sum(axis=1, keepdims=True)
    return _over(inside, totals)


def _over(values: Values, whole: Values) -> Values:
    return np.asarray(values / np.where(whole > 0, whole, np.nan))


def _summary(
    shares: Values, area: Values, resamples: int, generator: np.random.Generator
) -> pd.DataFrame:
    nothing = np.full(len(REGIONS), np.nan)
    share, size, low, high = nothing, nothing, nothing, nothing
    if len(shares):
        share, size = shares.mean(axis=0), area.mean(axis=0)
        low, high = _bounds(shares, area, resamples, generator)
    return pd.DataFrame(
        {
            "region": REGIONS,
            "share": share,
            "area": size,
            "ratio": _over(share, size),
            "ratio_low": low,
            "ratio_high": high,
            "faces": len(shares),
        }
    )


def _bounds(
    shares: Values, area: Values, resamples: int, generator: np.random.Generator
) -> tuple[Values, Values]:
    """Bound the ratio of means over faces, `float64 [7]` each; NaN for a region never seen."""
    n, columns = shares.shape
    both = np.concatenate([shares, area], axis=1)
    sums = np.empty((resamples, 2 * columns))
    block = max(1, BLOCK // n)
    for start in range(0, resamples, block):
        many = min(block, resamples - start)
        drawn = [np.bincount(generator.integers(n, size=n), minlength=n) for _ in range(many)]
        sums[start : start + many] = np.stack(drawn) @ both
    low, high = np.full((2, columns), np.nan)
    seen = area.any(axis=0)
    ratios = _over(sums[:, :columns], sums[:, columns:])[:, seen]
    low[seen], high[seen] = np.nanquantile(ratios, INTERVAL, axis=0)
    return low, high
