"""Cloth draped over the head: how far it reaches, and how it folds."""

import numpy as np

from feelingit.occlusion.coverings.headwear.head import Head, Numbers
from feelingit.occlusion.drawing import Layer, Points, smooth

FINE = 128
"""Steps in which one round of folds is laid out."""


def draped(head: Head, loose: float, lean: float) -> Points:
    """Give the outline of cloth that falls from the crown over the shoulders, in pixels.

    Args:
        head: Whose.
        loose: How far it stands off the skull, as a share of the skull's breadth.
        lean: To which side more of it hangs, -1 to 1.
    """
    top, chin = (head.crown - loose) * head.stretch, head.chin * head.stretch
    side = head.reach * (1 + loose)
    rows = (
        (0.55, 0.9 * top),
        (0.9, 0.55 * top),
        (1.0, 0.0),
        (1.02, 0.6 * chin),
        (1.1, chin + 0.2),
        (1.7, chin + 0.9),
        (2.6, chin + 2.0),
        (3.0, chin + 6.0),
    )
    hang = [0.12 * lean * (v > 0) for _, v in rows]
    right = [
        (head.axis + side * (wide + more), v) for (wide, v), more in zip(rows, hang, strict=True)
    ]
    left = [
        (head.axis - side * (wide - more), v) for (wide, v), more in zip(rows, hang, strict=True)
    ]
    return head.frame.at(smooth([(head.axis, top), *right, *left[::-1]]))


def folds(rng: np.random.Generator, phase: Numbers, count: int) -> Layer:
    """Give the relief of folds, -1 to 1 or so: a dark crease, then a ridge, unevenly spaced.

    Args:
        rng: Of where and how deep they are.
        phase: Of every pixel; folds repeat where it grows by 1.
        count: Folds in one such round.
    """
    start = (np.arange(count + 1) + 0.3 * rng.uniform(-1, 1, count + 1)) / count
    start[-1] = start[0] + 1
    deep = rng.uniform(0.4, 1.0, count)
    place = start[0] + np.linspace(0, 1, FINE + 1)
    which = np.minimum(np.searchsorted(start, place, side="right") - 1, count - 1)
    along = (place - start[which]) / (start[which + 1] - start[which])
    crease = np.exp(-along / 0.22) + 0.6 * np.exp(-(1 - along) / 0.12)
    relief = deep[which] * (1.1 * np.sin(np.pi * along) - 1.2 * crease)
    step = (phase - np.floor(phase)) * FINE
    low = np.minimum(step.astype(np.int32), FINE - 1)
    table, rise = relief[:-1].astype(np.float32), np.diff(relief).astype(np.float32)
    found: Layer = table[low] + (step - low.astype(np.float32)) * rise[low]
    return found
