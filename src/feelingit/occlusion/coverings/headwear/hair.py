"""Hair: its tone, and the grain of its strands."""

import numpy as np

from feelingit.occlusion.coverings.headwear.cloth import fading
from feelingit.occlusion.coverings.headwear.head import Head, Numbers
from feelingit.occlusion.coverings.headwear.light import LEAST, seen_at
from feelingit.occlusion.drawing import Canvas, Layer

STRANDS = 256
"""Strands told apart by tone within `SPAN` radians of the head."""
SPAN = 6.0
LOCKS = 40
DARK, FAIR = (0.04, 0.2), (0.25, 0.7)
MOSTLY_DARK = 0.6
SKIN = 0.5
"""Of the light, above which what lies over the forehead is not taken for hair."""
_ROUND, _UP = np.meshgrid(np.linspace(-0.8, 0.8, 8), np.linspace(0.78, 0.98, 5))


def hair_tone(canvas: Canvas, head: Head) -> float:
    """Give the grey of hair: the person's own where it seems to be seen, or else any."""
    rng = canvas.rng
    any_tone = rng.uniform(*(DARK if rng.random() < MOSTLY_DARK else FAIR))
    spread = rng.uniform(0.8, 1.3)
    own = seen_at(canvas, head.around(head.ahead + _ROUND, _UP * head.crown))
    if len(own) >= LEAST and (middling := float(np.sort(own)[len(own) // 2])) < SKIN * canvas.light:
        return middling * spread + 8
    return any_tone * canvas.light + 8


def strands(canvas: Canvas, across: Numbers) -> Layer:
    """Give the tones of strands, about -1 to 1, by where every pixel lies across them.

    Args:
        canvas: The source of chance.
        across: Radians round the head at which the pixel's strand has its root.
    """
    fine = canvas.rng.uniform(-1, 1, STRANDS).astype(np.float32)
    knots = canvas.rng.uniform(-1, 1, LOCKS + 1).astype(np.float32)
    locks = np.interp(np.linspace(0, LOCKS, STRANDS), np.arange(LOCKS + 1), knots)
    seen = fading(2.4 * canvas.frame.unit * SPAN / STRANDS)
    table = ((0.15 + 0.35 * seen) * fine + 0.6 * locks).astype(np.float32)
    which = ((across / SPAN + 0.5) * STRANDS).astype(np.int32) % STRANDS
    found: Layer = table[which]
    return found
