"""An FFP2 mask: a stiff white cup with a seam down its middle, two straps, at times a valve."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.masks.fabric import (
    chance,
    clipped,
    dome,
    drop_shadow,
    hem,
    line,
    straps,
    white,
)
from feelingit.occlusion.coverings.masks.sheet import Fit, Sheet, worn
from feelingit.occlusion.drawing import Canvas, Layer, each_face

NAME = "ffp2_mask"


def paint(canvas: Canvas) -> None:
    """Draw the cup over nose, mouth and chin."""
    rng = canvas.rng
    fit = Fit(
        bridge=rng.uniform(0.15, 0.4),
        upper=rng.uniform(2.6, 2.9),
        lower=rng.uniform(3.7, 4.2),
        inset=rng.uniform(0.12, 0.22),
        below=rng.uniform(0.02, 0.1),
        sag=0.02,
    )
    sheet = worn(canvas.frame, fit)
    tone = white(canvas) * rng.uniform(0.95, 1.08)
    layer = sheet.fill(canvas)
    s, t = sheet.coordinates(canvas)
    _straps(canvas, sheet, tone)
    drop_shadow(canvas, layer, 0.45, 0.1)
    form = _folded if chance(canvas, 0.7) else _cupped
    stiff = dome(canvas, s, t, 0.45) * form(sheet, s, t)
    lit: Layer = stiff + np.float32(0.015) * canvas.clouds(0.1)
    canvas.paint(layer, clipped(tone * lit, 0, 255))
    hem(canvas, layer, 0.72, 0.07)
    if chance(canvas, 0.35):
        _valve(canvas, sheet, tone)


def _folded(sheet: Sheet, s: Layer, t: Layer) -> Layer:
    """Two stiff halves that meet in a raised seam."""
    across, down = sheet.pixel
    seam = 0.45 * line(s, 0.03, 0.05, across) - 0.12 * line(s, -0.08, 0.06, across)
    slanted = (t - 0.1 * np.abs(s)).astype(np.float32, copy=False)
    weld = 0.2 * line(slanted, 0.12, 0.03, down)
    lit: Layer = np.float32(1) - np.float32(0.08) * np.tanh(s * 25) - seam - weld
    return lit


def _cupped(sheet: Sheet, s: Layer, t: Layer) -> Layer:
    """A moulded cup with a rim and ribs across."""
    _, down = sheet.pixel
    middle = 2 * t - 1
    away: Layer = np.sqrt(s * s + middle * middle)
    inside = clipped(10 * (0.85 - away), 0, 1)
    ribs = (line(t, 0.38, 0.025, down) + line(t, 0.62, 0.025, down)) * inside
    rim = line(away, 0.85, 0.05, 2 * down)
    lit = 1.08 - 0.12 * away * away - 0.25 * (rim + ribs)
    return lit.astype(np.float32, copy=False)


def _straps(canvas: Canvas, sheet: Sheet, tone: float) -> None:
    """One strap runs over the ears to the back of the head, one below them to the neck."""
    uv = canvas.frame.uv
    starts = sheet.at([(0.97 * side, t) for side in (-1, 1) for t in (0.15, 0.85)])
    ends = np.array(
        [
            uv[0] + (-0.1, -0.2),
            uv[3] + (-0.04, 0.05),
            uv[16] + (0.1, -0.2),
            uv[13] + (0.04, 0.05),
        ]
    )
    grey = tone * (0.95, 0.8, 0.3)[canvas.rng.integers(3)]
    straps(canvas, starts, ends, grey, 0.065)


def _valve(canvas: Canvas, sheet: Sheet, tone: float) -> None:
    side = canvas.rng.choice([-1, 1])
    low, high = sorted((side * 0.2, side * 0.66))
    valve = canvas.fill(sheet.part((low, high), (0.4, 0.7)))
    canvas.shade(canvas.soften(valve, 0.05 * canvas.frame.unit), 0.6)
    canvas.paint(valve, tone * canvas.rng.uniform(0.55, 0.8))
    inner = canvas.fill(sheet.part((low + 0.12, high - 0.12), (0.49, 0.61)))
    canvas.shade(inner, 0.55)


FFP2_MASK = covering(NAME, "FFP2 mask", "mask", each_face(NAME, paint))
