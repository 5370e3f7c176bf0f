"""Wide blurs at a price that does not grow with their width."""

import cv2
import numpy as np

from feelingit.occlusion.drawing.canvas import Layer

WIDEST = 4.0
"""Blurs of more pixels than this are made on a smaller picture."""


def wide_blur(layer: Layer, radius: float) -> Layer:
    """Blur a layer by a Gaussian of this many pixels, as `Canvas.soften` does, however wide.

    Args:
        layer: `float32 [height, width]`.
        radius: The Gaussian's standard deviation in pixels; beyond the picture's longer side it
            is taken for that.
    """
    height, width = layer.shape
    radius = min(radius, float(max(height, width)))
    if radius <= WIDEST:
        return cv2.GaussianBlur(layer, (0, 0), max(radius, 0.1)).astype(np.float32, copy=False)
    small = (max(round(width * WIDEST / radius), 1), max(round(height * WIDEST / radius), 1))
    coarse = cv2.resize(layer, small, interpolation=cv2.INTER_AREA)
    coarse = cv2.GaussianBlur(coarse, (0, 0), WIDEST)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR).astype(
        np.float32, copy=False
    )
