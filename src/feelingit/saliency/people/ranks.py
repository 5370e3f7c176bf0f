"""Rank correlation of few values with many others at once, and its exact permutation tests.

Knows nothing about regions, emotions or people. Along the last axis stand the values that are
ordered; NaN is a value that was not seen, and a correlation that has no meaning.
"""

from functools import cache
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

FEWEST = 3
"""Values below which an order says nothing."""

ROUNDING = 1e-9
"""How far apart two correlations may be and still count as equal."""

Values = NDArray[np.float64]


def spearman(ours: Values, theirs: Values) -> Values:
    """Give Spearman's rho along the last axis; equal values share their mean rank.

    Args:
        ours: `float64 [..., k]`.
        theirs: `float64 [..., k]`, of a shape that broadcasts with it.

    Returns:
        `float64 [...]`; NaN where a value is NaN, where all of one side are equal, and where
        there are fewer than `FEWEST`.
    """
    own, other = standard(ours), standard(theirs)
    rho = (own * other).sum(axis=-1)
    # Of no values at all, the sum would be 0.
    return np.asarray(rho if own.shape[-1] >= FEWEST else np.full(rho.shape, np.nan))


def standard(values: Values) -> Values:
    """Give the ranks along the last axis with mean 0 and length 1, so that rho is a product.

    Returns:
        `float64 [..., k]`; NaN all along where an order has no meaning (see `spearman`).
    """
    values = np.asarray(values, dtype=np.float64)
    if values.shape[-1] < FEWEST:
        return np.full(values.shape, np.nan)
    here, there = values[..., :, None], values[..., None, :]
    # Twice the mean rank, which is a whole number: so that equal orders are exactly equal.
    ranks = 2 * (here > there).sum(axis=-1) + (here == there).sum(axis=-1)
    centred = ranks - ranks.mean(axis=-1, keepdims=True)
    length = np.sqrt((centred**2).sum(axis=-1, keepdims=True))
    known = (length > 0) & ~np.isnan(values).any(axis=-1, keepdims=True)
    return np.asarray(np.where(known, centred, np.nan) / np.where(length > 0, length, 1.0))


def permutation_p(ours: Values, theirs: Values) -> float:
    """Give the share of all orders of the values under which the mean rho is at least as large.

    Exact and one-sided, since agreement is what is claimed; the order as it is counts too.

    Args:
        ours: `float64 [m, k]` or `[k]`. The `m` rows are put into another order together, so that
            what they have in common is not taken for `m` times the evidence.
        theirs: Of the same shape.

    Returns:
        From 1 / k! to 1; NaN where the mean rho has no meaning.
    """
    own, other = (np.atleast_2d(standard(values)) for values in (ours, theirs))
    # Of each pair of places: how well our value there fits theirs here, over all rows.
    fit = own.T @ other
    return _share_of_orders(fit)


def assignment_p(rho: Values) -> float:
    """Give the share of all ways to pair rows with columns whose mean rho is at least as large.

    Args:
        rho: `float64 [m, m]`; row i belongs with column i.

    Returns:
        From 1 / m! to 1, exact and one-sided; NaN with fewer than `FEWEST` rows or a NaN.
    """
    return _share_of_orders(np.asarray(rho, dtype=np.float64))


def _share_of_orders(fit: Values) -> float:
    size = len(fit)
    if size < FEWEST or np.isnan(fit).any():
        return np.nan
    every = fit[_orders(size), np.arange(size)].sum(axis=1)
    return float((every >= np.trace(fit) - ROUNDING).mean())


@cache
def _orders(length: int) -> NDArray[np.int64]:
    return np.array(list(permutations(range(length))), dtype=np.int64)
