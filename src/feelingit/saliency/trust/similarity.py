"""How alike two maps of one face are: Spearman's rank correlation over their pixels.

Ranks, since methods share no scale. Maps that are the same everywhere have no order, so their
similarity to any other is undefined (NaN), not 0. Knows nothing about networks.
"""

import numpy as np
from numpy.typing import NDArray

from feelingit.types import Maps

FLAT = 1e-6
"""A map is constant where it varies by less than this share of its largest value: interpolation
of a constant leaves that much."""

Values = NDArray[np.float64]


def similarity(a: Maps, b: Maps) -> Values:
    """Compare maps face by face.

    Args:
        a: `[n, height, width]`, 0 or more.
        b: The same faces' maps by another network, or of other pixels.

    Returns:
        `float64 [n]`, Spearman's rho, mean ranks for ties; NaN where either map is constant.
    """
    rho: Values = (standardised_ranks(a) * standardised_ranks(b)).sum(axis=1)
    return rho


def likeness_of_others(maps: Maps, groups: NDArray[np.int64]) -> Values:
    """Compare each map with those of the other faces of its group.

    Args:
        maps: `[n, height, width]`.
        groups: `int64 [n]`: only faces of the same group are compared.

    Returns:
        `float64 [n]`, the mean Spearman's rho of a face's map with the others'; NaN where it is
        constant, or where there is no other that is not.
    """
    means = np.full(len(maps), np.nan)
    for group in np.unique(groups):
        rows = np.flatnonzero((groups == group) & ~constant(maps))
        if len(rows) > 1:
            ranks = standardised_ranks(maps[rows])
            with_all = ranks @ ranks.sum(axis=0)
            means[rows] = (with_all - 1) / (len(rows) - 1)
    return means


def constant(maps: Maps) -> NDArray[np.bool_]:
    """Say which maps are the same everywhere, `bool [n]`."""
    low, high = maps.min(axis=(1, 2)), maps.max(axis=(1, 2))
    return np.asarray(high - low <= FLAT * np.maximum(np.abs(low), np.abs(high)))


def standardised_ranks(maps: Maps) -> Values:
    """Rank each map's pixels, so that the product of two rows is Spearman's rho.

    Returns:
        `float64 [n, height * width]`, each row with mean 0 and length 1; NaN where constant.
    """
    ranks = mean_ranks(maps.reshape(len(maps), maps[0].size if len(maps) else 0))
    ranks -= ranks.mean(axis=1, keepdims=True) if ranks.size else 0.0
    ranks[constant(maps)] = np.nan
    return np.asarray(ranks / np.linalg.norm(ranks, axis=1, keepdims=True))


def mean_ranks(values: NDArray[np.floating]) -> Values:
    """Rank the values of each row from 0; equal ones share the mean of their ranks."""
    rows, columns = values.shape
    order = np.argsort(values, axis=1, kind="stable")
    ascending = np.take_along_axis(values, order, axis=1)
    # A run of equal values ends where the next differs or the row ends: laid end to end, the
    # rows' runs fill one line, and every run's mean rank follows from its start and length.
    begins = np.ones(values.shape, dtype=np.bool_)
    begins[:, 1:] = ascending[:, 1:] != ascending[:, :-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=values.size)
    of_runs = starts % max(columns, 1) + (lengths - 1) / 2
    ranks = np.empty((rows, columns))
    np.put_along_axis(ranks, order, np.repeat(of_runs, lengths).reshape(rows, columns), axis=1)
    return ranks
