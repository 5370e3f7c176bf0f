"""A surgical mask: a light, pleated rectangle with a wire over the nose and loops to the ears."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.masks.fabric import (
    chance,
    clipped,
    dome,
    drop_shadow,
    ear_loops,
    hem,
    line,
    nose_tent,
    white,
)
from feelingit.occlusion.coverings.masks.sheet import Fit, Sheet, worn
from feelingit.occlusion.drawing import Canvas, Layer, each_face

NAME = "surgical_mask"


def paint(canvas: Canvas) -> None:
    """Draw the mask over nose, mouth and chin."""
    rng = canvas.rng
    fit = Fit(
        bridge=rng.uniform(0.3, 0.6),
        upper=rng.uniform(1.6, 2.1),
        lower=rng.uniform(4.4, 5.0),
        inset=rng.uniform(0.04, 0.12),
        below=rng.uniform(0.02, 0.14),
        sag=rng.uniform(0.05, 0.1),
    )
    paint_pleated(canvas, worn(canvas.frame, fit))


def paint_pleated(canvas: Canvas, sheet: Sheet) -> None:
    """Draw a pleated mask of thin cloth with its loops: white, pale or, at times, black."""
    rng = canvas.rng
    albedo = rng.uniform(0.16, 0.26) if chance(canvas, 0.15) else rng.uniform(0.78, 1.0)
    tone = white(canvas)
    layer = sheet.fill(canvas)
    s, t = sheet.coordinates(canvas)
    lit = dome(canvas, s, t) * nose_tent(s, t) * _pleats(canvas, sheet, t)
    lit += 0.03 * canvas.clouds(0.2)
    wire = line(t, 0.1, 0.025, sheet.pixel[1]) * clipped(8 - 20 * np.abs(s), 0, 1)
    lit -= 0.2 * wire
    ear_loops(canvas, sheet, tone * max(albedo, 0.3))
    drop_shadow(canvas, layer)
    canvas.paint(layer, clipped(tone * albedo * lit, 0, 255))
    hem(canvas, layer, 0.86)


def _pleats(canvas: Canvas, sheet: Sheet, t: Layer) -> Layer:
    """Give the light on three folds across: each ends in a dark line under a bright lip."""
    rng = canvas.rng
    first, step, depth = rng.uniform(0.3, 0.36), rng.uniform(0.17, 0.2), rng.uniform(0.3, 0.5)
    lit = np.ones_like(t)
    for at in (first, first + step, first + 2 * step):
        lit -= np.float32(depth) * line(t, at, 0.03, sheet.pixel[1])
        lit += np.float32(0.3 * depth) * line(t, at - 0.07, 0.04, sheet.pixel[1])
    return lit


SURGICAL_MASK = covering(NAME, "surgical mask", "mask", each_face(NAME, paint))
