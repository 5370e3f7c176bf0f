"""Deletion and insertion: does the answer hang on what a map calls important?

From Petsiuk et al. 2018, "RISE: Randomized Input Sampling for Explanation of Black-box Models".
The most salient places are hidden first and the target's probability is watched as it falls
(deletion), or they are shown first on a hidden face (insertion). Asks nothing of a model but
`predict`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from feelingit.saliency.hiding import Filling, wholly_hidden
from feelingit.saliency.trust.orders import Cells, Ranks
from feelingit.types import Images, Predict

Kind = Literal["deletion", "insertion"]
KINDS: tuple[Kind, ...] = get_args(Kind)

STEPS = 12
"""Into how many equal steps a face's way from bare to hidden is cut."""

Labels = NDArray[np.int64]
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Curves:
    """The target's probability as places are hidden (deletion) or shown (insertion).

    Attributes:
        shares: `float64 [steps + 1]`, of the picture's cells, 0 to 1.
        probability: By kind and order: `float64 [n, steps + 1]`.
    """

    shares: Values
    probability: Mapping[tuple[Kind, str], Values]

    def area(self, kind: Kind, order: str) -> Values:
        """Give the area under each face's curve, `float64 [n]`, 0 to 1."""
        heights = self.probability[kind, order]
        mean_of_ends = (heights[:, 1:] + heights[:, :-1]) / 2
        return np.asarray(mean_of_ends @ np.diff(self.shares))

    def better(self, kind: Kind, order: str, reference: str) -> Values:
        """Give by how much an order beats another on each face, `float64 [n]`, -1 to 1.

        The area between their curves, above 0 where `order` makes the probability fall earlier
        (deletion) or rise earlier (insertion).
        """
        between = self.area(kind, order) - self.area(kind, reference)
        return between if kind == "insertion" else -between


def curves(
    predict: Predict,
    images: Images,
    targets: Labels,
    orders: Mapping[str, Ranks],
    grid: Cells,
    *,
    steps: int = STEPS,
    fill: Filling = "blurred",
    batch_size: int = 64,
) -> Curves:
    """Hide and show the places of faces in several orders, and ask for the target each time.

    Args:
        predict: Any model.
        images: `uint8 [n, height, width]`; may be memory-mapped.
        targets: `int64 [n]`, places in `EMOTIONS`.
        orders: By name: each cell's place in the order, `int64 [n, cells]`, 0 first.
        grid: The cells.
        steps: Of each curve.
        fill: What hidden places show, see `hiding`.
        batch_size: Faces to hand to `predict` at once.
    """
    hidden = np.rint(np.linspace(0, grid.number, steps + 1)).astype(np.int64)
    found = {(kind, name): np.empty((len(images), steps + 1)) for kind in KINDS for name in orders}
    for start in range(0, len(images), batch_size):
        rows = slice(start, start + batch_size)
        bare = np.array(images[rows])
        faces = Faces(bare, wholly_hidden(bare, fill), np.asarray(targets[rows]))
        for (kind, name), probability in found.items():
            way = faces if kind == "deletion" else faces.turned()
            places = Places(orders[name][rows], grid, hidden)
            probability[rows] = _asked(predict, way, places, batch_size)
    return Curves(hidden / grid.number, found)


class Faces(NamedTuple):
    """Faces before and after everything was changed, and what is asked about them."""

    before: Images
    after: Images
    targets: Labels

    def turned(self) -> "Faces":
        """Go the other way."""
        return Faces(self.after, self.before, self.targets)


class Places(NamedTuple):
    """Each cell's place in the order of its face, and how many are changed at each step."""

    ranks: Ranks
    grid: Cells
    counts: NDArray[np.int64]


def _asked(predict: Predict, faces: Faces, places: Places, batch_size: int) -> Values:
    """Ask about each face at each step, `float64 [n, counts]`."""
    shape = (len(places.ranks), len(places.counts))
    probability = np.empty(np.prod(shape))
    for start in range(0, len(probability), batch_size):
        asked = np.arange(start, min(start + batch_size, len(probability)))
        face, step = np.unravel_index(asked, shape)
        cells = places.ranks[face] < places.counts[step][:, None]
        shown = np.where(cells[:, places.grid.of_pixel], faces.after[face], faces.before[face])
        probability[asked] = predict(shown)[np.arange(len(asked)), faces.targets[face]]
    return probability.reshape(shape)
