"""How much of the judging a method can afford: most cost a few questions a map, some hundreds.

Knows nothing about what is judged.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.saliency.methods.names import taken_apart


class Effort(NamedTuple):
    """What is spent on a method.

    Attributes:
        faces: Of how many faces maps of other networks and of noise are made at most; deletion
            and insertion ask about all.
        steps: At how many layers the cascade of fresh weights stops.
        draws: How often these weights are drawn.
    """

    faces: int
    steps: int
    draws: int


CHEAP = Effort(faces=140, steps=6, draws=3)
COSTLY = {
    "smooth_grad": Effort(faces=70, steps=3, draws=2),
    "integrated_gradients": Effort(faces=70, steps=4, draws=3),
    "occlusion_sensitivity": Effort(faces=35, steps=2, draws=2),
}
"""Methods that ask the network tens or hundreds of times for one map."""


def effort_of(method: str) -> Effort:
    """Say what is spent on a method, by its name with or without a layer."""
    return COSTLY.get(taken_apart(method)[0], CHEAP)


def spread(targets: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Choose faces evenly over emotions, the first ones of each.

    Args:
        targets: `int64 [n]`, the emotion of each face.
        most: How many to choose.

    Returns:
        Their places, ascending, `int64 [min(n, most)]`.
    """
    turn = np.empty(len(targets), dtype=np.int64)
    for target in np.unique(targets):
        own = np.flatnonzero(targets == target)
        turn[own] = np.arange(len(own))
    return np.sort(np.lexsort((np.arange(len(targets)), turn))[:most])
