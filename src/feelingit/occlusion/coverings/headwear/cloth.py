"""What cloth does: it is knitted, and it throws a shadow on the face along its edge."""

import math

import cv2
import numpy as np

from feelingit.occlusion.coverings.headwear.head import Numbers
from feelingit.occlusion.drawing import Canvas, Layer

GRAIN = 56
"""Grains of a cloth's melange across the picture, at most one a pixel."""


def fading(period: float) -> float:
    """How much of a pattern can be seen that repeats in so many pixels, 0 to 1."""
    return float(np.clip((period - 1.6) / 1.8, 0, 1))


def melange(canvas: Canvas) -> Layer:
    """Give grain as of wool of mixed tones, with a spread of 1."""
    height, width = canvas.shape
    rows, columns = min(height, GRAIN), min(width, GRAIN)
    coarse = canvas.rng.standard_normal((rows, columns), np.float32)
    grain = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
    return grain.astype(np.float32, copy=False)


def ribs(canvas: Canvas, longitude: Numbers, height: Numbers, count: int, rows: float) -> Layer:
    """Give the relief of ribbed knitting, -1 to 1: ribs up the head, a stitch below the other.

    Args:
        canvas: Whose pixels.
        longitude: Of every pixel, in radians.
        height: Of every pixel, in face units.
        count: Ribs around the head.
        rows: Stitches to a face unit.
    """
    unit = canvas.frame.unit
    phase = longitude * (count / math.tau)
    relief: Layer = fading(math.tau * 1.2 * unit / count) * np.cos(math.tau * phase)
    stitched = fading(unit / rows)
    if stitched:
        # A stitch is a V: its legs slant up to both sides of the rib's middle.
        leg = np.abs(phase - np.rint(phase))
        relief = 0.7 * relief + 0.3 * stitched * np.cos(math.tau * (height * rows - 1.6 * leg))
    return relief


def cast_shadow(canvas: Canvas, layer: Layer, reach: float, by: float) -> None:
    """Darken what lies beside something that stands off the face.

    Args:
        canvas: What it lies on; before the thing itself is painted.
        layer: The thing.
        reach: How far the shadow reaches, in face units.
        by: What is left of the light beside the edge.
    """
    wide = canvas.soften(layer, min(reach * canvas.frame.unit, 0.1 * max(canvas.shape)))
    canvas.shade(np.minimum(1.6 * wide, 1) * (1 - layer), by)
