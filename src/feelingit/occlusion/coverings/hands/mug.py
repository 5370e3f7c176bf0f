"""A mug: its handle, its rim with the dark inside, and on some of them two stripes."""

import numpy as np

from feelingit.occlusion.coverings.hands.vessel import AROUND, FLAT, Vessel

TALL = 1.95
_STRIPED = 0.4
_GLAZES = ((0.95, 0.25), (0.85, 0.4), (0.5, 0.9), (0.28, 0.8), (0.12, 0.6))
"""The share of light that the wall returns, and its stripes."""


def paint_mug(mug: Vessel, handle_side: int) -> None:
    """Paint a mug.

    Args:
        mug: Where it is.
        handle_side: On which side its handle is, -1 or 1 along the thing's x.
    """
    thing, canvas, rng = mug.thing, mug.thing.canvas, mug.thing.canvas.rng
    glaze, stripe = _GLAZES[rng.integers(len(_GLAZES))]
    bow = np.linspace(-1.4, 1.4, 13)
    ring = np.stack([0.8 + 0.62 * np.cos(bow), 1.0 + 0.62 * np.sin(bow)], axis=1)
    handle = thing.at(ring * (handle_side, 1))
    canvas.paint(canvas.stroke(handle, 0.24 * thing.pixels), canvas.tone(0.55 * glaze))
    canvas.paint(canvas.stroke(handle, 0.15 * thing.pixels), canvas.tone(0.85 * glaze))
    canvas.paint(mug.wall, np.float32(glaze) * mug.light)
    if rng.random() < _STRIPED:
        stripes = canvas.fill(mug.band(0.45, 0.6), mug.band(0.75, 0.9))
        canvas.paint(stripes, np.float32(stripe) * mug.light)
    rim = thing.at(np.stack([np.cos(AROUND), FLAT * np.sin(AROUND)], axis=1))
    canvas.paint(canvas.fill(rim), canvas.tone(0.25 * glaze))
    edge = canvas.stroke(rim, 0.09 * thing.pixels, closed=True)
    canvas.paint(edge, canvas.tone(min(1.0, 1.15 * glaze)))
