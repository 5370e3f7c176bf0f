"""A hand held before the mouth, its back to the viewer."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.hands.placing import (
    Place,
    one_side,
    paint_model,
    palm_size,
    skin_of,
)
from feelingit.occlusion.coverings.hands.stock import STOCK, hand_of_stock
from feelingit.occlusion.drawing import Canvas, each_face


def paint(canvas: Canvas) -> None:
    """Hold a hand before the mouth, from one side or from below."""
    rng = canvas.rng
    skin = skin_of(canvas)
    model = hand_of_stock(int(rng.integers(STOCK)))
    size = palm_size(canvas)
    # Fingers point to the face's other side and more or less upwards.
    side, steep = one_side(canvas), rng.uniform(0.05, 1.0)
    angle = np.pi + steep if side > 0 else -steep
    along = np.array([np.cos(angle), np.sin(angle)])
    mouth = canvas.frame.uv[48:60].mean(axis=0)
    wrist = mouth - size * rng.uniform(0.95, 1.2) * along
    paint_model(canvas, model, Place(wrist, angle, size, mirrored=side > 0), skin)


HAND_ON_MOUTH = covering(
    "hand_on_mouth", "hand before the mouth", "hand", each_face("hand_on_mouth", paint)
)
