"""Where a control hides as many pixels as a covering: in a box elsewhere, in squares anywhere."""

import cv2
import numpy as np

from feelingit.occlusion.squares import squares
from feelingit.types import Mask

TRIES = 12
"""Of so many random places a box takes the one that covers least of what the covering hides."""
ACROSS = 16
"""How many squares lie along the picture's longer side."""


def box_elsewhere(hidden: Mask, rng: np.random.Generator) -> Mask:
    """Hide as many pixels in a box of the picture's proportions, away from those of a covering.

    The number is exact: where whole columns do not make it up, the last one is hidden in part.

    Args:
        hidden: `bool [height, width]`, what the covering hides.
        rng: The source of chance.

    Returns:
        `bool [height, width]`, True where hidden.
    """
    height, width = hidden.shape
    area = int(hidden.sum())
    box = np.zeros_like(hidden)
    if area == 0:
        return box
    rows = int(np.clip(round((area * height / width) ** 0.5), -(-area // width), height))
    columns, rest = -(-area // rows), area % rows
    tops = rng.integers(0, height - rows + 1, TRIES)
    lefts = rng.integers(0, width - columns + 1, TRIES)
    top, left = _freest(hidden, tops, lefts, rows, columns)
    box[top : top + rows, left : left + columns] = True
    if rest:
        box[top + rest : top + rows, left + columns - 1] = False
    return box


def _freest(
    hidden: Mask, tops: np.ndarray, lefts: np.ndarray, rows: int, columns: int
) -> tuple[int, int]:
    """Find the corner of the box that holds the fewest hidden pixels, the first of equals."""
    sums = cv2.integral(hidden.view(np.uint8))
    below, beyond = tops + rows, lefts + columns
    held = sums[below, beyond] - sums[tops, beyond] - sums[below, lefts] + sums[tops, lefts]
    best = int(held.argmin())
    return int(tops[best]), int(lefts[best])


def squares_anywhere(hidden: Mask, rng: np.random.Generator) -> Mask:
    """Hide as many pixels in small squares scattered over the picture.

    Args:
        hidden: `bool [height, width]`, what the covering hides.
        rng: The source of chance.

    Returns:
        `bool [height, width]`, True where hidden.
    """
    side = max(round(max(hidden.shape) / ACROSS), 1)
    along, across = (places / side for places in np.indices(hidden.shape))
    return squares(across, along, np.ones_like(hidden), int(hidden.sum()), rng)
