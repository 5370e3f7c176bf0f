"""In which order the places of a face are hidden: by a map, and where that says nothing, by lot.

Places are square cells rather than pixels. Pixels hidden one by one are themselves a pattern
that networks answer to, whatever it covers; a cell is as large as a detail of a face.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.saliency.trust.similarity import constant
from feelingit.types import Maps

CELL = 1 / 12
"""Side of a cell as a share of the picture's shorter side: 4 of 48 pixels, a pupil or the corner
of a mouth."""

Numbers = NDArray[np.float64]
Ranks = NDArray[np.int64]


class Cells(NamedTuple):
    """Which cell each pixel belongs to, `int64 [height, width]`, and how many cells there are."""

    of_pixel: NDArray[np.int64]
    number: int


def cells(height: int, width: int, side: int | None = None) -> Cells:
    """Lay square cells over a picture; those at its far edges may be smaller.

    Args:
        height: Of the picture in pixels.
        width: Likewise.
        side: Of a cell in pixels; by default `CELL` of the picture's shorter side.
    """
    pixels = side or max(1, round(CELL * min(height, width)))
    rows, columns = np.arange(height) // pixels, np.arange(width) // pixels
    across = int(columns[-1]) + 1
    return Cells(rows[:, None] * across + columns, (int(rows[-1]) + 1) * across)


def lots(faces: int, count: int, seed: int) -> Numbers:
    """Draw a number for each cell of each face, `float64 [faces, count]`.

    A face's lots depend on its place among the faces alone, not on how many follow.
    """
    return np.random.default_rng(seed).random((faces, count))


def order_by_lot(drawn: Numbers) -> Ranks:
    """Give each cell's place in a random order, `int64 [n, cells]`."""
    return np.argsort(np.argsort(drawn, axis=1), axis=1)


def order_by_map(maps: Maps, grid: Cells, drawn: Numbers) -> tuple[Ranks, NDArray[np.bool_]]:
    """Put cells in the order of a map, the most salient first.

    Args:
        maps: `float32 [n, height, width]`.
        grid: The cells.
        drawn: `float64 [n, cells]`, decides among cells of equal saliency: in a map that is 0
            over half of the face, that half has no order of its own.

    Returns:
        Each cell's place, `int64 [n, cells]`, and which maps have an order at all, `bool [n]`:
        constant ones have none.
    """
    pixels = np.bincount(grid.of_pixel.ravel(), minlength=grid.number)
    member = np.equal.outer(grid.of_pixel.ravel(), np.arange(grid.number)).astype(np.float64)
    flat = maps.reshape(len(maps), grid.of_pixel.size).astype(np.float64)
    means = flat @ member / pixels
    order = np.lexsort((drawn, -means), axis=1)
    return np.argsort(order, axis=1), ~constant(maps)
