"""Spectacles: rims hide, glare hides what lies behind it, clear glass hides nothing."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.eyewear.frames import Glasses, Side, put_on
from feelingit.occlusion.drawing import Canvas, Layer, each_face

_SHAPES = ("round", "rectangle", "oval", "wayfarer", "cat_eye")
_GLARING = 0.65
"""How many faces show glare on at least one lens."""
_OTHER = (0.0, 0.0, 0.6, 0.95)
"""How strong the glare on the other lens may be."""


def paint(canvas: Canvas) -> None:
    """Put spectacles on a face."""
    rng = canvas.rng
    shape = _SHAPES[rng.integers(len(_SHAPES))]
    glasses = put_on(canvas, shape, size=rng.uniform(0.9, 1.1), slipped=rng.uniform(-0.02, 0.12))
    thick = bool(rng.integers(2))
    frame = canvas.tone(rng.uniform(0.02, 0.12) if thick else rng.uniform(0.08, 0.45))
    width = rng.uniform(0.06, 0.085) if thick else rng.uniform(0.03, 0.045)
    glasses.paint_temples(canvas, max(0.045, width), frame)
    lenses = glasses.lenses(canvas)
    canvas.paint(lenses * rng.uniform(0.02, 0.1), canvas.tone(0.95), hides=0)
    if rng.random() < _GLARING:
        _paint_glare(canvas, glasses)
    glasses.paint_rims(canvas, width, max(0.045, width), frame)


def _paint_glare(canvas: Canvas, glasses: Glasses) -> None:
    """Let a lamp or a window shine from one lens, or more faintly from both."""
    rng = canvas.rng
    strong = rng.integers(2)
    other = _OTHER[rng.integers(len(_OTHER))]
    place, half = rng.uniform(-0.4, 0.4, 2), rng.uniform(0.3, 0.7, 2)
    slant = rng.uniform(-0.5, 0.5)
    for index, side in enumerate(glasses.sides):
        strength = 0.97 if index == strong else other
        if strength:
            patch = _window(canvas, side, place, half, slant)
            patch = canvas.soften(patch, 0.03 * glasses.unit) * canvas.fill(side.outline)
            canvas.paint(patch * strength, min(255.0, canvas.tone(1.15)))


def _window(canvas: Canvas, side: Side, place: np.ndarray, half: np.ndarray, slant: float) -> Layer:
    """Cover a slanting four-sided patch of a lens."""
    corners = np.array([(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]) * half
    corners[:, 0] -= slant * corners[:, 1]
    return canvas.fill(
        canvas.frame.at(canvas.frame.of(side.centre) + (place + corners) * side.half)
    )


SPECTACLES = covering(
    "spectacles", "spectacles with glare", "eyewear", each_face("spectacles", paint)
)
