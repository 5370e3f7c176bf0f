"""A cloth mask: striped, checked, dotted, flecked or plain dark, sewn down its middle."""

from collections.abc import Callable
from dataclasses import dataclass

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
from feelingit.occlusion.coverings.masks.prints import checks, sharp, stripes
from feelingit.occlusion.coverings.masks.sheet import Fit, Sheet, size, worn
from feelingit.occlusion.drawing import Canvas, Layer, each_face

NAME = "cloth_mask"
HIGH = 1.3
"""How high a mask is, in half widths: t is stretched by it so that a print is not squeezed."""


@dataclass(frozen=True)
class Cloth:
    """What a pattern is printed on.

    Attributes:
        canvas: The face's, for its chance.
        across: How far to the right every pixel lies on the cloth, in half widths of the mask.
        down: How far down, in the same unit.
        pixel: How far a pixel reaches, in the same unit.
    """

    canvas: Canvas
    across: Layer
    down: Layer
    pixel: float


Pattern = Callable[[Cloth], Layer]
"""From the cloth to where it shows its print: 0 not, 1 fully."""


def paint(canvas: Canvas) -> None:
    """Draw the mask over nose, mouth and chin."""
    rng = canvas.rng
    fit = Fit(
        bridge=rng.uniform(0.3, 0.6),
        upper=rng.uniform(2.0, 2.6),
        lower=rng.uniform(4.2, 4.8),
        inset=rng.uniform(0.05, 0.15),
        below=rng.uniform(0.02, 0.12),
        sag=rng.uniform(0.02, 0.08),
    )
    sheet, tone = worn(canvas.frame, fit), white(canvas)
    layer = sheet.fill(canvas)
    s, t = sheet.coordinates(canvas)
    albedo = _print(canvas, sheet, s, t)
    ear_loops(canvas, sheet, tone * rng.choice([0.15, 0.9]))
    drop_shadow(canvas, layer)
    lit = dome(canvas, s, t) * nose_tent(s, t, 0.06) * _seam(sheet, s)
    canvas.paint(layer, clipped(tone * albedo * (lit + 0.03 * canvas.clouds(0.2)), 0, 255))
    hem(canvas, layer, 0.7, 0.06)


def _print(canvas: Canvas, sheet: Sheet, s: Layer, t: Layer) -> Layer:
    """Give how much light the cloth returns: light on dark, dark on light, or plain dark."""
    rng = canvas.rng
    pattern = PATTERNS[rng.integers(len(PATTERNS))]
    ground, print_ = rng.uniform(0.1, 0.3), rng.uniform(0.65, 1.0)
    if pattern is not _plain and chance(canvas, 0.5):
        ground, print_ = print_, ground
    cloth = Cloth(canvas, s, np.float32(HIGH) * t, sheet.pixel[0])
    return np.float32(ground) + np.float32(print_ - ground) * pattern(cloth)


def _seam(sheet: Sheet, s: Layer) -> Layer:
    across = sheet.pixel[0]
    lit = 1 - 0.4 * line(s, 0, 0.03, across) + 0.1 * line(s, -0.07, 0.04, across)
    return lit.astype(np.float32, copy=False)


def _plain(cloth: Cloth) -> Layer:
    return np.zeros_like(cloth.across)


def _stripes(cloth: Cloth) -> Layer:
    slant = cloth.canvas.rng.choice([0.0, np.pi / 2, np.pi / 4, -np.pi / 4])
    along = np.float32(np.sin(slant)) * cloth.across + np.float32(np.cos(slant)) * cloth.down
    return stripes(along, cloth.canvas.rng.uniform(0.28, 0.4), cloth.pixel)


def _checks(cloth: Cloth) -> Layer:
    period = cloth.canvas.rng.uniform(0.34, 0.46)
    return checks(cloth.across, cloth.down, period, cloth.pixel)


def _dots(cloth: Cloth) -> Layer:
    period = cloth.canvas.rng.uniform(0.42, 0.54)
    turn = np.float32(2 * np.pi / period)
    both = np.cos(turn * (cloth.across + cloth.down)) + np.cos(turn * (cloth.across - cloth.down))
    return sharp(both - np.float32(0.9), period, cloth.pixel)


def _flecks(cloth: Cloth) -> Layer:
    return sharp(cloth.canvas.clouds(0.17 * size(cloth.canvas.frame)), 0.4, cloth.pixel)


PATTERNS: tuple[Pattern, ...] = (_stripes, _stripes, _checks, _checks, _dots, _flecks, _plain)
"""Each as likely; stripes and checks are the most common."""

CLOTH_MASK = covering(NAME, "patterned cloth mask", "mask", each_face(NAME, paint))
