"""A hand on one cheek, on which the face rests; the mouth stays mostly free."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.hands.placing import (
    Place,
    paint_model,
    palm_size,
    seen_side,
    skin_of,
)
from feelingit.occlusion.coverings.hands.stock import STOCK, hand_of_stock
from feelingit.occlusion.drawing import Canvas, each_face

_CURLED = 0.4
"""How many hands have curled fingers."""


def paint(canvas: Canvas) -> None:
    """Lay a hand along the left or right cheek, its fingers up or curled."""
    rng, frame = canvas.rng, canvas.frame
    skin = skin_of(canvas)
    curled = bool(rng.random() < _CURLED)
    model = hand_of_stock(int(rng.integers(STOCK)), curled=curled)
    size = palm_size(canvas)
    side = seen_side(canvas)
    edge = frame.uv[3 if side < 0 else 13]
    knuckles = edge + np.array([side * rng.uniform(-0.05, 0.15), rng.uniform(0.0, 0.3)])
    angle = -np.pi / 2 + side * rng.uniform(-0.35, 0.15)
    wrist = knuckles - size * np.array([np.cos(angle), np.sin(angle)])
    # The palm is on the cheek, so that the thumb is behind, under the ear.
    paint_model(canvas, model, Place(wrist, angle, size, mirrored=side > 0), skin)


HAND_ON_CHEEK = covering(
    "hand_on_cheek", "hand on the cheek", "hand", each_face("hand_on_cheek", paint)
)
