"""How a sensor ends at white: gently, so that bright light keeps some of the drawing."""

import numpy as np

from feelingit.occlusion.drawing import Layer

KNEE = 175.0
"""Grey values above this are pressed together towards white."""


def rolled_off(grey: Layer) -> Layer:
    """Press bright grey values together, however large, so that none goes beyond white."""
    room = 255 - KNEE
    pressed: Layer = KNEE + room * (1 - np.exp(-np.maximum(grey - KNEE, 0) / room))
    return np.where(grey > KNEE, pressed, grey)
