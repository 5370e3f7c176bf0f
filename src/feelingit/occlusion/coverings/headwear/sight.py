"""Whether a thing can be seen at all: the crown is often outside the picture."""

import numpy as np

from feelingit.occlusion.drawing import Canvas, Points


def in_sight(canvas: Canvas, point: Points, size: float) -> bool:
    """Say whether a thing that reaches `size` pixels from a point shows in the picture."""
    corner = np.array(canvas.shape[::-1], np.float32)
    return bool((point > -size).all() and (point < corner + size).all())
