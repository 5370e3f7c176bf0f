"""Mirrored sunglasses: the sky, a horizon and the ground, where the eyes would be."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.eyewear.frames import Glasses, Side, put_on
from feelingit.occlusion.drawing import Canvas, Layer, each_face

_SHAPES = ("aviator", "wayfarer", "round")
_DARK = 0.65
"""How many of the frames are dark; the others are of metal."""


def paint(canvas: Canvas) -> None:
    """Put mirrored glasses on a face."""
    rng = canvas.rng
    shape = _SHAPES[rng.integers(len(_SHAPES))]
    glasses = put_on(canvas, shape, size=rng.uniform(1.0, 1.15), slipped=rng.uniform(-0.03, 0.06))
    dark = rng.random() < _DARK
    grey = canvas.tone(rng.uniform(0.03, 0.15) if dark else rng.uniform(0.35, 0.5))
    width = rng.uniform(0.04, 0.06)
    glasses.paint_temples(canvas, max(0.055, width), grey)
    _paint_mirrors(canvas, glasses)
    glasses.paint_rims(canvas, width, max(0.055, width), grey)


def _paint_mirrors(canvas: Canvas, glasses: Glasses) -> None:
    """Paint what each lens mirrors: the same world, seen from places a little apart."""
    rng = canvas.rng
    horizon, bow = rng.uniform(-0.05, 0.35), rng.uniform(0.1, 0.3)
    sky = rng.uniform(0.25, 0.5), rng.uniform(0.95, 1.15)
    ground = rng.uniform(0.06, 0.15), rng.uniform(0.35, 0.6)
    hills = rng.uniform(0, 2 * np.pi, 3)
    mirrored = np.zeros(canvas.shape, np.float32)
    for side in glasses.sides:
        area = _around(canvas, side)
        x, y = _of_lens(canvas, side, area)
        line = horizon + bow * (np.square(x) - 0.3)
        for k, phase in enumerate(hills):
            line += 0.07 / (k + 1) * np.sin((3 + 4 * k) * x + phase)
        edge = np.clip((y - line) * (side.half[1] * glasses.unit) + 0.5, 0, 1)
        up = np.clip((y + 1) / np.maximum(line + 1, 0.2), 0, 1)
        down = np.clip((y - line) / np.maximum(1 - line, 0.2), 0, 1)
        above = sky[0] + (sky[1] - sky[0]) * np.square(up)
        below = ground[0] + (ground[1] - ground[0]) * down
        mirrored[area] = above + edge * (below - above)
    canvas.paint(glasses.lenses(canvas), canvas.light * mirrored)


def _around(canvas: Canvas, side: Side) -> tuple[slice, slice]:
    """Find the rows and columns of the picture that a lens may cover."""
    height, width = canvas.shape
    low, high = side.outline.min(axis=0), side.outline.max(axis=0)
    left, top = np.clip(np.floor(low), 0, (width, height)).astype(int)
    right, bottom = np.clip(np.ceil(high) + 1, 0, (width, height)).astype(int)
    return slice(int(top), int(bottom)), slice(int(left), int(right))


def _of_lens(canvas: Canvas, side: Side, area: tuple[slice, slice]) -> tuple[Layer, Layer]:
    """Give pixels' coordinates in a lens, x to the image's right and y down, -1 to 1."""
    u, v = (layer[area] for layer in canvas.uv)
    centre = canvas.frame.of(side.centre)
    wide, tall = (np.float32(half) for half in side.half)
    return np.clip((u - centre[0]) / wide, -2, 2), np.clip((v - centre[1]) / tall, -2, 2)


MIRRORED_SUNGLASSES = covering(
    "mirrored_sunglasses",
    "mirrored sunglasses",
    "eyewear",
    each_face("mirrored_sunglasses", paint),
)
