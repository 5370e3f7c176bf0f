"""A cup at the mouth: a mug or a paper cup, and a hand around it."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.hands import mug, paper_cup
from feelingit.occlusion.coverings.hands.placing import cast_shadow, one_side, skin_of
from feelingit.occlusion.coverings.hands.thing import Thing, grip
from feelingit.occlusion.coverings.hands.vessel import Vessel
from feelingit.occlusion.drawing import Canvas, each_face
from feelingit.occlusion.drawing.head_size import head_size

HALF = 0.66
"""Half a cup's width at its rim in face units: 8.3 cm across."""
_REACH = 0.55
"""How far the fingers reach around it, in palms."""


def paint(canvas: Canvas) -> None:
    """Hold a cup before the mouth."""
    rng = canvas.rng
    skin = skin_of(canvas)
    mouth = canvas.frame.uv[48:60].mean(axis=0)
    rim = mouth + np.array([rng.uniform(-0.1, 0.1), -rng.uniform(0.1, 0.3)])
    size = HALF * head_size(canvas.frame) * rng.uniform(0.9, 1.05)
    thing = Thing(canvas, rim, rng.uniform(-0.22, 0.22), size)
    side = one_side(canvas)
    hand = grip(thing, side, (0.96, rng.uniform(0.35, 0.5)), _REACH, skin)
    hand.paint_behind(canvas)
    is_mug = bool(rng.integers(2))
    if is_mug:
        cup = Vessel(thing, rng.uniform(0.86, 0.96), mug.TALL)
    else:
        cup = Vessel(thing, rng.uniform(0.66, 0.74), paper_cup.TALL)
    cast_shadow(canvas, cup.wall, skin.towards, 0.3)
    if is_mug:
        mug.paint_mug(cup, -side)
    else:
        paper_cup.paint_paper_cup(cup)
    hand.paint_before(canvas)


CUP = covering("cup", "cup at the mouth", "hand", each_face("cup", paint))
