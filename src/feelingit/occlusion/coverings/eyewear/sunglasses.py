"""Sunglasses with dark lenses: nothing of the eyes is seen through them."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.eyewear.frames import Glasses, put_on
from feelingit.occlusion.drawing import Canvas, each_face

_SHAPES = ("round", "aviator", "wayfarer", "cat_eye")


def paint(canvas: Canvas) -> None:
    """Put dark glasses on a face."""
    rng = canvas.rng
    shape = _SHAPES[rng.integers(len(_SHAPES))]
    glasses = put_on(canvas, shape, size=rng.uniform(0.95, 1.15), slipped=rng.uniform(-0.03, 0.06))
    thin = shape in {"aviator", "round"}
    frame = canvas.tone(rng.uniform(0.25, 0.6) if thin else rng.uniform(0.02, 0.12))
    width = rng.uniform(0.035, 0.05) if thin else rng.uniform(0.06, 0.09)
    glasses.paint_temples(canvas, max(0.055, width), frame)
    _paint_lenses(canvas, glasses)
    glasses.paint_rims(canvas, width, max(0.05, 1.1 * width), frame)


def _paint_lenses(canvas: Canvas, glasses: Glasses) -> None:
    rng = canvas.rng
    lenses = glasses.lenses(canvas)
    middle = canvas.frame.of(np.mean([side.centre for side in glasses.sides], axis=0))[1]
    down = np.clip((canvas.uv[1] - middle) / (2 * glasses.sides[0].half[1]) + 0.5, 0, 1)
    top, bottom = rng.uniform(0.02, 0.07), rng.uniform(0.06, 0.2)
    canvas.paint(lenses, canvas.light * (top + (bottom - top) * down))
    gleam = _gleam(canvas, glasses) * lenses
    canvas.paint(gleam * rng.uniform(0.15, 0.4), canvas.tone(0.9), hides=0)


def _gleam(canvas: Canvas, glasses: Glasses) -> np.ndarray:
    """Cover a slanting streak across each lens, at the same place of both."""
    rng = canvas.rng
    place, slant = rng.uniform(-0.5, 0.5), rng.uniform(-0.5, -0.2)
    streaks = []
    for side in glasses.sides:
        wide, tall = side.half
        centre = canvas.frame.of(side.centre)
        x = np.array([place - 0.14, place + 0.14])
        ends = np.array(
            [(x[0] + slant, 1), (x[1] + slant, 1), (x[1] - slant, -1), (x[0] - slant, -1)]
        )
        streaks.append(canvas.frame.at(centre + ends * (wide, tall)))
    return canvas.soften(canvas.fill(*streaks), 0.05 * glasses.unit)


SUNGLASSES = covering("sunglasses", "sunglasses", "eyewear", each_face("sunglasses", paint))
