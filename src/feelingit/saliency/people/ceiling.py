"""How well the sources on people agree with each other: what a model could reach at most.

A model that agreed with one source wholly would agree with the others no better than that one
does. Knows nothing about models.
"""

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.saliency.people.agreement import ALL
from feelingit.saliency.people.ranks import permutation_p, spearman
from feelingit.saliency.people.ratios import INTERVAL
from feelingit.saliency.people.sources import SOURCES, source_values
from feelingit.types import REGIONS

COLUMNS = ("source_a", "source_b", "emotion", "rho", "regions", "low", "high", "p")

Values = NDArray[np.float64]


def ceiling(*, resamples: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Compare each source with each other as a model is compared with them.

    Args:
        resamples: Of the bootstrap over emotions.
        seed: Of the bootstrap.

    Returns:
        `COLUMNS`, for each pair of sources a row an emotion that both have, then the row `ALL`,
        the mean over emotions. `p` is the share of all orders of the regions that agree at least
        as well, exact and one-sided, for `ALL` with one order for all emotions. `low` and `high`
        of `ALL` are the 95 % bootstrap over the emotions, which are few; a single emotion has
        none (NaN), for each source is one table and there are no faces to draw again.
    """
    rows: list[dict[str, object]] = []
    for a, b in combinations(SOURCES, 2):
        ours, theirs = source_values(a), source_values(b)
        both = [emotion for emotion in ours.index if emotion in theirs.index]
        rows += [
            {"source_a": a, "source_b": b, "regions": len(REGIONS), **row}
            for row in _compared(both, ours.loc[both], theirs.loc[both], resamples, seed)
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _compared(
    emotions: list[str], a: pd.DataFrame, b: pd.DataFrame, resamples: int, seed: int
) -> list[dict[str, object]]:
    ours, theirs = a.to_numpy(np.float64), b.to_numpy(np.float64)
    rho = spearman(ours, theirs)
    rows: list[dict[str, object]] = [
        {"emotion": emotion, "rho": float(rho[i]), "p": permutation_p(ours[i], theirs[i])}
        for i, emotion in enumerate(emotions)
    ]
    low, high = _over_emotions(rho, resamples, seed)
    p = permutation_p(ours, theirs)
    return [*rows, {"emotion": ALL, "rho": float(rho.mean()), "low": low, "high": high, "p": p}]


def _over_emotions(rho: Values, resamples: int, seed: int) -> tuple[float, float]:
    drawn = np.random.default_rng(seed).integers(0, len(rho), (resamples, len(rho)))
    low, high = np.quantile(rho[drawn].mean(axis=1), INTERVAL)
    return float(low), float(high)
