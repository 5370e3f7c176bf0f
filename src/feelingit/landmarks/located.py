"""What every source of landmarks answers."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.types import Landmarks

TRUSTED = 0.5
"""The quality from which landmarks are believed."""


class Located(NamedTuple):
    """Where the parts of faces are, and how far to believe it; row i is face i.

    Attributes:
        landmarks: `float32 [n, 68, 2]`, x and y in pixels, the centre of the first pixel at (0, 0),
            in the order of the field (Sagonas et al. 2013); always finite, but maybe outside the
            picture.
        quality: `float32 [n]`, the chance that the mean distance of the landmarks to the truth is
            below a tenth of the distance between the eyes' centres.
    """

    landmarks: Landmarks
    quality: NDArray[np.float32]
