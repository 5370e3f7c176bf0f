"""A scarf wound round the neck and drawn up over the mouth, at times over the nose."""

import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.masks.fabric import (
    chance,
    clipped,
    drop_shadow,
    head,
    line,
    side_light,
    white,
)
from feelingit.occlusion.coverings.masks.prints import checks, stripes
from feelingit.occlusion.coverings.masks.sheet import in_sight, size
from feelingit.occlusion.drawing import Canvas, Layer, each_face, smooth

NAME = "scarf"
WOOLS = ("plain", "knitted", "striped", "checked")
DEEP = 6.0
"""So far below the eyes the scarf ends: beyond the picture."""


def paint(canvas: Canvas) -> None:
    """Draw the windings from the nose or the upper lip down to the picture's lower edge."""
    rng = canvas.rng
    rim = _rim(canvas)
    left, top, right = rim[1], rim[3], rim[5]
    wide, deep = rng.uniform(0.25, 0.6), np.array([0.25, DEEP])
    out = np.array([wide, 0.8])
    below = [right + out, right + out + deep, left + out * (-1, 1) + deep * (-1, 1)]
    edge = np.concatenate([smooth(rim, closed=False), below, [left + out * (-1, 1)]])
    layer = canvas.fill(canvas.frame.at(edge))
    u, v = canvas.uv
    half = max((right[0] - left[0]) / 2, 0.3)
    across = (u - np.float32((left[0] + right[0]) / 2)) * np.float32(1 / half)
    slope = np.float32((right[1] - left[1]) / 2)
    down = v - np.float32(top[1]) + np.float32(0.2) * across * across - slope * across
    tone = white(canvas)
    lit = _roundness(canvas, across) * _folds(canvas, across, down)
    albedo = _wool(canvas, across * np.float32(half), down)
    drop_shadow(canvas, layer, 0.45, 0.1)
    canvas.paint(layer, clipped(tone * albedo * lit, 0, 255))


def _rim(canvas: Canvas) -> NDArray[np.floating]:
    """Go along the upper edge in face coordinates, from beyond one cheek to beyond the other."""
    rng, uv, scale = canvas.rng, canvas.frame.uv, size(canvas.frame)
    over_nose = chance(canvas, 0.4)
    top = uv[30] + 0.5 * (uv[28] - uv[30]) if over_nose else uv[33] + 0.3 * (uv[51] - uv[33])
    seen = np.array([in_sight(canvas.frame, side) for side in (-1, 1)])
    spread = rng.uniform(0.12, 0.3, 2) * scale * (0.3 + 0.7 * seen)
    tilt = rng.uniform(-0.12, 0.12)
    sides = (uv[2], uv[14]) if over_nose else ((uv[2] + uv[3]) / 2, (uv[13] + uv[14]) / 2)
    left, right = sides[0] - (spread[0], -tilt), sides[1] + (spread[1], -tilt)
    # A nose in profile reaches beyond the cheek that it hides.
    left[0], right[0] = min(left[0], top[0] - 0.25), max(right[0], top[0] + 0.25)
    sag = rng.uniform(0.0, 0.07)
    return np.stack(
        [
            left + np.array([-0.12, 0.3]),
            left,
            (left + top) / 2 + (0, sag),
            top,
            (right + top) / 2 + (0, sag),
            right,
            right + np.array([0.12, 0.3]),
        ]
    )


def _roundness(canvas: Canvas, across: Layer) -> Layer:
    side = np.float32(0.8 * side_light(canvas))
    return clipped(1 + side * across - 0.28 * clipped(across * across, 0, 2), 0.2, 2)


def _folds(canvas: Canvas, across: Layer, down: Layer) -> Layer:
    """Windings that close in on one side: each is bright on its back, dark where it ends."""
    rng = canvas.rng
    period, lean = rng.uniform(0.42, 0.6), rng.uniform(-0.22, 0.22)
    pixel = 1 / max(canvas.frame.unit * period, 1.0)
    bent = down * (1 + np.float32(lean) * across) + np.float32(0.06) * canvas.clouds(0.6)
    turns = bent * np.float32(1 / period) + np.float32(0.02)
    winding: Layer = np.floor(turns)
    back = turns - winding
    lit = 1.12 - 0.42 * back * back
    crease = line(back, 0.0, 0.06, 2 * pixel) + line(back, 1.0, 0.09, 2 * pixel)
    lit -= 0.5 * crease * (winding > 0) + 0.15 * line(back, 0.5, 0.05, pixel)
    shown: Layer = lit
    return shown


def _wool(canvas: Canvas, u: Layer, down: Layer) -> Layer:
    """Give how much light the wool returns: plain, knitted, striped or checked."""
    rng = canvas.rng
    dark, light = rng.uniform(0.12, 0.35), rng.uniform(0.6, 0.95)
    pixel = 1 / head(canvas)
    kind = WOOLS[rng.integers(len(WOOLS))]
    if kind in {"striped", "checked"}:
        period = rng.uniform(0.4, 0.6)
        striped = kind == "striped"
        print_ = stripes(down, period, pixel) if striped else checks(u, down, period, pixel)
        return np.float32(dark) + np.float32(light - dark) * print_
    plain = dark if chance(canvas, 0.5) else light
    rib = max(rng.uniform(0.09, 0.14), 3.5 * pixel)
    zigzag = np.float32(0.3 * rib) * np.sin(np.float32(40) * down)
    knit: Layer = np.cos(np.float32(2 * np.pi / rib) * (u + zigzag))
    return np.float32(plain) * (1 + np.float32(0.05 if kind == "plain" else 0.13) * knit)


SCARF = covering(NAME, "scarf over the mouth", "mask", each_face(NAME, paint))
