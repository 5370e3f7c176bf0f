"""A woolly hat: ribs of knitting, mostly a turned-up cuff, now and then stripes or a pompom."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.headwear.bonnet import Bonnet
from feelingit.occlusion.coverings.headwear.cloth import cast_shadow, melange, ribs
from feelingit.occlusion.coverings.headwear.head import Head, Numbers
from feelingit.occlusion.coverings.headwear.light import lit_side, shading
from feelingit.occlusion.coverings.headwear.sight import in_sight
from feelingit.occlusion.drawing import Canvas, Layer, each_face

PALE, DARK = 0.85, 0.07
CUFFED, STRIPED, TRIMMED, TOPPED = 0.8, 0.35, 0.4, 0.4
"""Shares of the hats: with a cuff, with stripes, with a cuff of another tone, with a pompom."""


def paint(canvas: Canvas) -> None:
    """Pull a hat over the forehead, some down to the brows."""
    rng, light, lit = canvas.rng, canvas.light, lit_side(canvas)
    head = Head(canvas.frame)
    front, drop = rng.uniform(-0.66, -0.36), rng.uniform(0.15, 0.36)
    hat = Bonnet(head, front, drop, 1.13, head.crown - rng.uniform(0.15, 0.45))
    cuffed = rng.random() < CUFFED
    fold = rng.uniform(0.26, 0.4) if cuffed else 0.06
    cuff = Bonnet(head, front, drop, 1.19 if cuffed else 1.14, hat.top)
    wool = light * rng.uniform(DARK, PALE)
    trim = light * rng.uniform(DARK, PALE) if rng.random() < TRIMMED else wool

    body = canvas.fill(hat.band(0.5 * fold))
    turned_up = canvas.fill(cuff.band(0.0, fold))
    cast_shadow(canvas, np.maximum(body, turned_up), 0.07, 0.55)
    longitude, height, side = hat.coordinates(canvas)
    count, rows = int(rng.integers(30, 52)), rng.uniform(7, 10)
    knit = ribs(canvas, longitude, (front - hat.top) * height, count, rows)
    round_light = shading(side, lit) * (1 + 0.05 * melange(canvas))
    crease = 1 - 0.5 * np.exp(-(((height - fold) / 0.05) ** 2))
    tones = _striped(canvas, height, light, wool) if rng.random() < STRIPED else wool
    canvas.paint(body, (tones + 4) * crease * round_light * (1 + 0.2 * knit))
    bulge = 0.8 + 0.35 * np.sin(np.pi * np.clip(0.12 + 0.88 * height / fold, 0, 1))
    canvas.paint(turned_up, (trim + 4) * bulge * round_light * (1 + 0.28 * knit))
    if rng.random() < TOPPED:
        _pompom(canvas, hat, trim)


def _striped(canvas: Canvas, height: Numbers, light: float, wool: float) -> Layer:
    count, share = canvas.rng.uniform(2.5, 5), canvas.rng.uniform(-0.3, 0.5)
    other = light * canvas.rng.uniform(DARK, PALE)
    blend = np.clip(4 * (np.cos(2 * np.pi * count * height) - share), 0, 1)
    tones: Layer = wool + (other - wool) * blend
    return tones


def _pompom(canvas: Canvas, hat: Bonnet, wool: float) -> None:
    size = canvas.rng.uniform(0.28, 0.4) * canvas.frame.unit
    top = canvas.frame.at(hat.at(hat.head.ahead, 1.0)) - 0.6 * size * canvas.frame.down
    if in_sight(canvas, top, size):
        ball = canvas.soften(canvas.ellipse(top, size, size), 0.1 * size)
        canvas.paint(ball, wool * (0.9 + 0.25 * melange(canvas)))


WOOLLY_HAT = covering("woolly_hat", "woolly hat", "headwear", each_face("woolly_hat", paint))
