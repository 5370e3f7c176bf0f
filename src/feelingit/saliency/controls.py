"""Maps that know nothing of a face: what a model's maps have to be better than."""

import numpy as np
from numpy.typing import NDArray

from feelingit.types import Maps

SPREAD = 0.25
"""Standard deviation of the centre bias, as a share of each side of the picture."""


def center_bias(height: int, width: int) -> Maps:
    """Look at the middle of the picture, whatever is there.

    Faces are centred in their crops, and so are maps of whatever network: agreement with people
    that this map reaches too says nothing about the network.

    Returns:
        `float32 [height, width]`, a Gaussian of deviation `SPREAD`, sum 1.
    """
    falls = np.outer(_bell(height), _bell(width))
    return np.asarray(falls / falls.sum(), dtype=np.float32)


def _bell(length: int) -> NDArray[np.float64]:
    place = (np.arange(length) + 0.5) / length - 0.5
    bell: NDArray[np.float64] = np.exp(-0.5 * (place / SPREAD) ** 2)
    return bell
