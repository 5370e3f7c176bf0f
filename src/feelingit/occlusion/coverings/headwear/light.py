"""How the face is lit from the sides, so that what is worn is lit alike."""

import numpy as np

from feelingit.occlusion.coverings.headwear.head import Numbers
from feelingit.occlusion.drawing import Canvas, Layer, Points

LEAST = 12
"""Points of a part inside the picture, below which nothing is said about its tone."""
_AWAY, _DOWN = np.meshgrid(np.linspace(0.25, 0.8, 6), np.linspace(0, 0.7, 8))


def lit_side(canvas: Canvas) -> float:
    """Give where light comes from, -1 from the image's left to 1 from its right.

    From the brightness of the picture's two cheeks; asks before anything is painted.
    """
    left, right = canvas.frame.sides
    middle, half = (left + right) / 2, (right - left) / 2
    cheek = np.stack([half * _AWAY, canvas.frame.chin * _DOWN], axis=-1).astype(np.float32)
    sides = (np.array([way, 1], np.float32) for way in (-1, 1))
    at = np.array([middle, 0], np.float32)
    cheeks = [seen_at(canvas, at + side * cheek) for side in sides]
    if min(map(len, cheeks)) < LEAST:
        return 0.0
    one, other = (float(cheek.mean()) for cheek in cheeks)
    return float(np.clip(2 * (other - one) / max(one + other, 1.0), -1, 1))


def seen_at(canvas: Canvas, uv: Points) -> Numbers:
    """Give the grey values at points in face coordinates, `[..., 2]`, that lie in the picture."""
    x, y = np.rint(np.clip(canvas.frame.at(uv.reshape(-1, 2)), -9, 1e6)).astype(np.int32).T
    height, width = canvas.shape
    inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    found: Numbers = canvas.grey[y[inside], x[inside]]
    return found


def shading(side: Numbers, light: float, *, ambient: float = 0.55) -> Layer:
    """Give how brightly a round thing is lit, about 0.3 to 1.1.

    Args:
        side: How far its surface faces to the image's right, -1 to 1.
        light: Where the light comes from, as `lit_side` says.
        ambient: The light that comes from everywhere.
    """
    facing = np.sqrt(np.maximum(1 - side * side, 0))
    lit: Layer = ambient + (1 - ambient) * (facing + 0.9 * light * side)
    return np.clip(lit, 0.25, 1.15)
