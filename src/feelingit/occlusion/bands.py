"""The study's simple masks: horizontal bands of the image, whatever is in it."""

import numpy as np

from feelingit.types import Mask


def band(height: int, width: int, top: float, bottom: float) -> Mask:
    """Hide the rows from `top` to `bottom`, both shares of the height.

    Returns:
        `bool [height, width]`, True where hidden.
    """
    mask = np.zeros((height, width), dtype=np.bool_)
    mask[round(top * height) : round(bottom * height)] = True
    return mask
