"""Printed and woven patterns, no sharper than the pixels can show."""

import numpy as np

from feelingit.occlusion.drawing import Layer

_SHARPEST = 0.3


def sharp(x: Layer, period: float, pixel: float) -> Layer:
    """Bring what is above zero to 1 and what is below to 0, softly.

    Args:
        x: A pattern that goes from about -1 to 1 and back within a period.
        period: Of the pattern, in any unit of length.
        pixel: How far a pixel reaches, in the same unit.
    """
    softness = max(_SHARPEST, 3 * pixel / period)
    layer: Layer = 0.5 + 0.5 * np.tanh(x * np.float32(1 / softness))
    return layer


def stripes(x: Layer, period: float, pixel: float) -> Layer:
    """Give stripes along a coordinate, 0 and 1 in turn; see `sharp`."""
    wave: Layer = np.cos(np.float32(2 * np.pi / period) * x)
    return sharp(wave, period, pixel)


def checks(x: Layer, y: Layer, period: float, pixel: float) -> Layer:
    """Give crossing stripes: 0, a half where one runs, 1 where two meet."""
    return (stripes(x, period, pixel) + stripes(y, period, pixel)) * np.float32(0.5)
