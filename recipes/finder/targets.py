"""Say what the network should answer for a view."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from recipes.finder.network import STRIDE, USUAL
from recipes.finder.views import View

Numbers = NDArray[np.float32]

FOUND = (12.0, 90.0)
"""The sides of faces that are looked for; about the middle of others, any answer is right."""
MIDDLE, AROUND = 0.15, 0.35
"""A place this near to a face's middle, as a share of its side, is one of its places (the nearest
one always is); one no further than that may answer as it likes."""


class Targets(NamedTuple):
    """What to answer in each place of some views.

    Attributes:
        chance: `float32 [n, rows, columns]`, 1 where a face's middle is.
        weight: The same shape, 0 where any answer is right.
        places: `float32 [n, 3, rows, columns]`, as in `network.Found`.
        scale: `float32 [n, rows, columns]`: the face's side over the usual one.
    """

    chance: Numbers
    weight: Numbers
    places: Numbers
    scale: Numbers


def targets(views: list[View]) -> Targets:
    """Work out the targets of some views."""
    parts = [_targets(view) for view in views]
    return Targets(*(np.stack(part) for part in zip(*parts, strict=True)))


def _targets(view: View) -> Targets:
    size = len(view.image) // STRIDE
    chance, weight = np.zeros((size, size), np.float32), np.ones((size, size), np.float32)
    places, scale = np.zeros((3, size, size), np.float32), np.ones((size, size), np.float32)
    down, across = np.indices((size, size), dtype=np.float32) * STRIDE + 0.5
    nearest = np.full((size, size), np.inf, np.float32)
    for x, y, side in view.faces:
        right, below = x - across, y - down
        away = np.hypot(right, below)
        weight[(away < max(AROUND * side, STRIDE)) & (chance == 0)] = 0
        if not FOUND[0] <= side <= FOUND[1]:
            continue
        its = ((away < MIDDLE * side) | (away == away.min())) & (away < nearest)
        nearest[its] = away[its]
        chance[its], weight[its], scale[its] = 1, 1, side / USUAL
        places[0][its], places[1][its] = right[its] / STRIDE, below[its] / STRIDE
        places[2][its] = np.log(side / USUAL)
    return Targets(chance, weight, places, scale)
