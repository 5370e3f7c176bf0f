"""The study's simple masks: horizontal bands of the image, whatever is in it."""

import numpy as np

from feelingit.types import Mask


def band(height: int, width: int, top: float, bottom: float) -> Mask:
    """Hide the rows from `top` to `bottom`, both shares of the height, rounded to whole rows.

    Bands that meet in a share meet in a row: none is hidden twice, none left out.

    Returns:
        `bool [height, width]`, True where hidden.
    """
    mask = np.zeros((height, width), dtype=np.bool_)
    mask[round(top * height) : round(bottom * height)] = True
    return mask
