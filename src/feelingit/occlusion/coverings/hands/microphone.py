"""A microphone at the mouth: a ball of mesh, its handle, and a fist around it."""

from functools import lru_cache

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.hands.placing import Place, Skin, one_side, paint_model, skin_of
from feelingit.occlusion.coverings.hands.relief import Model, Relief
from feelingit.occlusion.coverings.hands.thing import Thing, grip
from feelingit.occlusion.drawing import Canvas, Layer, each_face
from feelingit.occlusion.drawing.head_size import head_size

RADIUS = 0.4
"""Of the ball in face units: 5 cm across."""
_WIRES = 8
"""How fine the mesh is: coarser than in life, so that it is seen in small pictures."""


@lru_cache(maxsize=8)
def _model(ball: float, handle: float) -> Model:
    """Model a microphone: the ball's centre at (0, 0), the handle down y, in units of the ball.

    Args:
        ball: The tone of its mesh.
        handle: The tone of its handle.
    """

    def mesh(along: Layer, across: Layer) -> Layer:
        # The wires run closer together where the ball turns away.
        aside, ahead = np.arcsin(np.clip(across, -1, 1)), np.arcsin(np.clip(along, -1, 1))
        wires = np.cos(_WIRES * (aside + ahead)) * np.cos(_WIRES * (aside - ahead))
        return np.asarray(ball * (1 + 0.5 * wires), np.float32)

    relief = Relief((-1.15, 1.15), (-4.5, 1.15))
    relief.limb(
        [(0, -0.7), (0, -1.3), (0, -2.2), (0, -5)],
        [0.66, 0.66, 0.56, 0.5],
        mark=lambda along, _: np.full_like(along, handle),
    )
    relief.limb([(0, 0), (0, 0.01)], [1, 1], mark=mesh)
    # The ring that holds the two halves of the ball together, and the collar below it.
    _ring(relief, 0.0, 1.0, 0.06)
    _ring(relief, -1.0, 0.7, 0.1)
    return relief.finished()


def _ring(relief: Relief, y: float, radius: float, thick: float) -> None:
    """Lay a bright ring around the microphone: its nearer half."""
    turns = np.linspace(0, np.pi, 17)
    line = np.stack([radius * np.cos(turns), np.full_like(turns, y)], axis=1)
    relief.limb(line, np.full_like(turns, thick), radius * np.sin(turns))


def paint(canvas: Canvas) -> None:
    """Hold a microphone before the mouth, from below and more or less from one side."""
    rng = canvas.rng
    skin = skin_of(canvas)
    side = one_side(canvas)
    size = RADIUS * head_size(canvas.frame) * rng.uniform(0.92, 1.1)
    mouth = canvas.frame.uv[48:60].mean(axis=0)
    ball = mouth + np.array([side * rng.uniform(-0.05, 0.15), rng.uniform(0.0, 0.15)])
    tilt = -side * rng.uniform(0.25, 1.05)
    microphone = Thing(canvas, ball, tilt, size)
    hand = grip(microphone, side, (0.55, rng.uniform(1.4, 1.8)), 0.34, skin)
    hand.paint_behind(canvas)
    model = _model(*((0.7, 0.2), (0.5, 0.18), (0.28, 0.22), (0.45, 0.75))[int(rng.integers(4))])
    metal = Skin(canvas.tone(0.75), skin.towards)
    paint_model(canvas, model, Place(ball, tilt - np.pi / 2, size), metal)
    hand.paint_before(canvas)


MICROPHONE = covering(
    "microphone", "microphone at the mouth", "hand", each_face("microphone", paint)
)
