"""Where people see an emotion, and how far a model looks there too.

The people's side: the maps of six emotions in Liu, Meng, et al. 2022, "Facial expressions of
emotion categories are embedded within a dimensional space of valence-arousal", which the study
shows as its Figure 8, read by eye as 0 none, 1 low, 2 medium, 3 high. They have no neutral face.
"""

from functools import cache
from importlib.resources import files
from itertools import permutations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.types import REGIONS

COLUMNS = ("emotion", "rho", "regions", "rho_center", "p")

FEWEST = 3
"""Regions below which an order says nothing."""

Values = NDArray[np.float64]


def people_ratings() -> pd.DataFrame:
    """Read Liu et al.'s ratings: index emotion (six, in our order), columns `REGIONS`, 0 to 3."""
    with files("feelingit.data").joinpath("liu2022_regions.csv").open(encoding="utf-8") as file:
        table = pd.read_csv(file, index_col="emotion")
    rated = [name for name in EMOTIONS if name in table.index]
    return table.reindex(index=rated, columns=list(REGIONS))


def agreement(shares: pd.DataFrame, center: Values) -> pd.DataFrame:
    """Compare the order of a model's regions with people's, for each emotion that people rated.

    Args:
        shares: Of one model, as `region_shares` gives them; `emotion, region, ratio` are read.
        center: `float64 [7]`, `region_ratios` of the centre-bias map in the same regions.

    Returns:
        One row an emotion: `rho`, Spearman's rank correlation (ties share their mean rank) of the
        ratios with the ratings; `regions`, over how many; `rho_center`, the same for the
        centre-bias map, which a model must beat; `p`, the share of all orders of the regions that
        agree at least as well as the model's: exact and one-sided, since agreement is what is
        claimed. NaN where an emotion has no faces or all ratios or ratings are equal. With seven
        regions, that differ much in what they cover, p can hardly be small: it is no proof.
    """
    ratios = shares.pivot_table(index="emotion", columns="region", values="ratio", dropna=False)
    ratings = people_ratings()
    rows = []
    for emotion, theirs in ratings.iterrows():
        ours = ratios.reindex(index=[emotion], columns=list(REGIONS)).to_numpy(float)[0]
        known = ~np.isnan(ours)
        rated = theirs.to_numpy(float)[known]
        rows.append(
            {
                "emotion": emotion,
                "rho": spearman(ours[known], rated),
                "regions": int(known.sum()),
                "rho_center": spearman(center[known], rated),
                "p": permutation_p(ours[known], rated),
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def spearman(ours: Values, theirs: Values) -> float:
    """Give Spearman's rho, mean ranks for ties; NaN where it has no meaning."""
    if not _comparable(ours, theirs):
        return np.nan
    return float(np.corrcoef(_ranks(ours), _ranks(theirs))[0, 1])


def permutation_p(ours: Values, theirs: Values) -> float:
    """Give the share of all orders of `ours` whose rho is at least as large; NaN as `spearman`."""
    if not _comparable(ours, theirs):
        return np.nan
    # Doubled mean ranks are whole numbers, so that equal agreement is exactly equal. For fixed
    # ranks, rho grows with their product and with nothing else.
    own, other = _doubled_ranks(ours), _doubled_ranks(theirs)
    return float((own[_orders(len(own))] @ other >= own @ other).mean())


def _comparable(ours: Values, theirs: Values) -> bool:
    varies = len(np.unique(ours)) > 1 and len(np.unique(theirs)) > 1
    return len(ours) >= FEWEST and varies and not np.isnan(ours).any()


def _doubled_ranks(values: Values) -> NDArray[np.int64]:
    return (2 * _ranks(values)).round().astype(np.int64)


@cache
def _orders(length: int) -> NDArray[np.int64]:
    return np.array(list(permutations(range(length))), dtype=np.int64)


def _ranks(values: NDArray[np.floating]) -> NDArray[np.float64]:
    """Rank values from 1; equal ones share the mean of their ranks."""
    ranks = pd.Series(values).rank().to_numpy()
    return np.asarray(ranks, dtype=np.float64)
