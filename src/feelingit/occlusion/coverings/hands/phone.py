"""A telephone held before the face, its back with the camera to the viewer."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.hands.placing import cast_shadow, seen_side, skin_of
from feelingit.occlusion.coverings.hands.thing import Thing, grip
from feelingit.occlusion.drawing import Canvas, Points, each_face
from feelingit.occlusion.drawing.head_size import head_size

HALF = 0.58
"""Half its width in face units: 7.3 cm across."""
TALL = 2.05
"""Its length beside its width."""
_LENSES = {
    1: ((-0.62, 0.36),),
    2: ((-0.62, 0.34), (-0.62, 0.8)),
    3: ((-0.66, 0.32), (-0.66, 0.8), (-0.26, 0.56)),
}
"""x, and y from the upper edge, of one, two or three lenses, in half widths."""
_CASES = ((0.05, 0.33), (0.1, 0.36), (0.3, 0.48), (0.6, 0.42), (0.92, 0.64))
"""The share of light that its back returns, and its edge."""
_GLASS = ((0.19, 0.0, 0.5), (0.15, 0.0, 0.02), (0.045, -0.05, 0.45))
"""Of a lens's ring, glass and gleam: half its width, how far off the middle it is, its tone."""
_GLEAMS = 15.0
"""From half so many pixels of the telephone's width on the gleam is seen."""
_TURNS = np.linspace(0, 2 * np.pi, 33)[:-1] + np.pi / 32
_RING = np.stack([np.cos(_TURNS), np.sin(_TURNS)], axis=1)


def paint(canvas: Canvas) -> None:
    """Hold a telephone before the lower half of the face or before one side of it."""
    rng = canvas.rng
    skin = skin_of(canvas)
    side, points = seen_side(canvas), canvas.frame.uv
    if rng.integers(2):
        mouth = float(points[48:60, 0].mean())
        centre = mouth + rng.uniform(-0.2, 0.2), rng.uniform(1.3, 1.6)
        tilt = rng.uniform(-0.25, 0.25)
    else:
        nose, edge = float(points[30, 0]), float(points[1 if side < 0 else 15, 0])
        centre = nose + rng.uniform(0.5, 0.7) * (edge - nose), rng.uniform(0.5, 1.0)
        tilt = side * rng.uniform(-0.05, 0.3)
    size = HALF * head_size(canvas.frame) * rng.uniform(0.92, 1.08)
    phone = Thing(canvas, np.array(centre), tilt, size)
    hand = grip(phone, side, (1.0, rng.uniform(-0.5, 0.3)), 0.42, skin)
    hand.paint_behind(canvas)
    _paint_back(phone, skin.towards)
    hand.paint_before(canvas)


def _paint_back(phone: Thing, towards: Points) -> None:
    canvas, rng = phone.canvas, phone.canvas.rng
    case, edge = _CASES[rng.integers(len(_CASES))]
    outline = phone.at(_rounded(1.0, TALL, 0.26))
    body = canvas.fill(outline)
    cast_shadow(canvas, body, towards, 0.35)
    x, y = phone.xy()
    sheen = np.clip(0.3 * x - 0.2 * y, -0.5, 0.5) * np.float32(0.12 + 0.15 * case)
    canvas.paint(body, np.float32(canvas.light) * (np.float32(case) + sheen))
    rim = canvas.stroke(outline, 0.06 * phone.pixels, closed=True)
    canvas.paint(rim, canvas.tone(edge))
    lenses = np.array(_LENSES[int(rng.integers(1, 4))]) - (0, TALL)
    low, high = lenses.min(axis=0) - 0.24, lenses.max(axis=0) + 0.24
    block = (low + high) / 2 + _rounded((high[0] - low[0]) / 2, (high[1] - low[1]) / 2, 0.2)
    canvas.paint(canvas.fill(phone.at(block)), canvas.tone(0.05 + 0.82 * case))
    for radius, shift, tone in _GLASS[: 3 if phone.pixels > _GLEAMS else 2]:
        rings = phone.at(lenses[:, None] + shift + radius * _RING)
        canvas.paint(canvas.fill(*rings), canvas.tone(tone))


def _rounded(half_wide: float, half_tall: float, radius: float) -> Points:
    """Outline a box with round corners, `[k, 2]`."""
    inner = np.array([half_wide - radius, half_tall - radius])
    outline: Points = radius * _RING + np.sign(_RING) * inner
    return outline


PHONE = covering("phone", "phone before the face", "hand", each_face("phone", paint))
