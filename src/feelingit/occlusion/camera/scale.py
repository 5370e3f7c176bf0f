"""Pictures at a scale that goes by the face in them."""

import cv2
import numpy as np

from feelingit.occlusion.drawing import Canvas, Layer

SMALLEST, LARGEST = 4, 512
"""The fewest and most pixels a side that a picture is brought to."""


def face_width(canvas: Canvas) -> float:
    """Give how wide the face is in pixels, as it would be if it looked at the camera.

    The nearer cheek counts, since a turned head hides the other.
    """
    left, right = canvas.frame.sides
    return max(2 * max(-left, right, 0.8), 0.1) * canvas.frame.unit


def resized(layer: Layer, scale: float) -> Layer:
    """Bring a layer to another scale, both sides kept between `SMALLEST` and `LARGEST`."""
    height, width = layer.shape
    sides = np.clip(np.rint(np.array([width, height]) * scale), SMALLEST, LARGEST).astype(int)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return cv2.resize(layer, sides.tolist(), interpolation=way).astype(np.float32, copy=False)
