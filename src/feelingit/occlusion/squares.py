"""Small squares at random places that hide an exact number of pixels; more only ever adds some."""

import numpy as np
from numpy.typing import NDArray

from feelingit.types import Mask

Coordinates = NDArray[np.floating]


def squares(
    across: Coordinates, along: Coordinates, within: Mask, amount: int, rng: np.random.Generator
) -> Mask:
    """Hide squares of a grid, in a random order, until enough pixels are hidden.

    Of the last square only the first pixels are hidden, so that the number is exact. Squares on
    the rim of `within` are hidden whole. From the same chance, what is hidden for one amount is
    hidden for every larger one.

    Args:
        across: Each pixel's place along the grid, `[height, width]`, in squares' sides.
        along: Its place the other way, likewise.
        within: `bool [height, width]`; these pixels are counted.
        amount: How many of them to hide, at most all.
        rng: The source of chance.

    Returns:
        `bool [height, width]`, True where hidden.
    """
    phase = rng.random(2)
    column = _from_zero(np.floor(across + phase[0]))
    row = _from_zero(np.floor(along + phase[1]))
    cell = row * (column.max() + 1) + column
    rank = rng.permutation(int(cell.max()) + 1)[cell]
    counts = np.bincount(rank[within], minlength=1)
    so_far = np.cumsum(counts)
    last = int(np.searchsorted(so_far, amount))
    # A square that holds nothing of what is counted is not hidden.
    whole = np.append(counts[:last] > 0, np.zeros(rank.max() + 1 - last, np.bool_))
    hidden: Mask = whole[rank]
    missing = amount - int(counts[:last].sum())
    hidden.flat[np.flatnonzero((rank == last) & within)[:missing]] = True
    return hidden


def _from_zero(places: Coordinates) -> NDArray[np.int64]:
    whole = places.astype(np.int64)
    least: np.int64 = whole.min()
    return whole - least
