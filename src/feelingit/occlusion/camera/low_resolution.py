"""Low resolution: a face from far away, a few pixels across, enlarged again."""

import cv2
import numpy as np

from feelingit.occlusion.camera.scale import face_width, resized
from feelingit.occlusion.contract import covering
from feelingit.occlusion.drawing import Canvas, each_face

FEWEST, MOST = 10, 16
"""Pixels across the face."""
LEAST_CHANGE = 0.6
"""Pictures that are as small already lose this share of their pixels' number a side."""
WAYS = (cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC)
"""In which it may be enlarged again."""


def paint(canvas: Canvas) -> None:
    """Make the picture small, then as large as it was."""
    rng = canvas.rng
    scale = min(rng.uniform(FEWEST, MOST) / face_width(canvas), LEAST_CHANGE)
    small = resized(canvas.grey, scale)
    height, width = canvas.shape
    back = cv2.resize(small, (width, height), interpolation=WAYS[rng.integers(len(WAYS))])
    canvas.grey = back.astype(np.float32, copy=False)


LOW_RESOLUTION = covering(
    "low_resolution", "low resolution", "camera", each_face("low_resolution", paint), control=False
)
