"""What a face shows where it is hidden in order to ask what the hidden place was worth.

Knows nothing about who asks.
"""

from typing import Literal

import cv2
import numpy as np

from feelingit.occlusion.fills import occlude
from feelingit.types import Images

Filling = Literal["blurred", "mean", "black"]

BLUR = 1 / 8
"""Standard deviation of the blur, as a share of the shorter side: an eye becomes a shade."""


def wholly_hidden(faces: Images, fill: Filling) -> Images:
    """Show faces of which everything is hidden.

    Args:
        faces: `uint8 [n, height, width]`, n may be 0.
        fill: `blurred`, the face without its detail (Fong and Vedaldi 2017, "Interpretable
            explanations of black boxes by meaningful perturbation"), takes away what an
            expression is made of and adds no edges; `mean` is each face's mean grey; `black` is 0.

    Returns:
        `uint8 [n, height, width]`, a new array.
    """
    if fill != "blurred":
        return occlude(faces, np.ones(faces.shape[1:], np.bool_), fill)
    spread = BLUR * min(faces.shape[1:])
    hidden = np.empty_like(faces)
    for face, place in zip(faces, hidden, strict=True):
        place[:] = cv2.GaussianBlur(face, (0, 0), spread, borderType=cv2.BORDER_REPLICATE)
    return hidden
