"""A headscarf (hijab): cloth that frames the oval of the face and hides hair, ears and neck."""

import math

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.headwear.cloth import cast_shadow
from feelingit.occlusion.coverings.headwear.drape import draped, folds
from feelingit.occlusion.coverings.headwear.head import Head, Numbers
from feelingit.occlusion.coverings.headwear.light import lit_side, shading
from feelingit.occlusion.coverings.headwear.opening import face_oval
from feelingit.occlusion.drawing import Canvas, Layer, each_face

DARK, PALE = 0.06, 0.95
UNDERSCARVES = 0.4
"""Share of the scarves under which the edge of a second one is seen over the forehead."""


def paint(canvas: Canvas) -> None:
    """Wind a scarf around the head; its folds run about the face and down to one shoulder."""
    rng, light, lit = canvas.rng, canvas.light, lit_side(canvas)
    head = Head(canvas.frame)
    oval = face_oval(head, rng.uniform(-0.72, -0.46), rng.uniform(0.02, 0.1))
    way = float(rng.choice([-1.0, 1.0]))
    cloth = canvas.fill(draped(head, rng.uniform(0.12, 0.25), way * rng.uniform(0, 1)))
    cloth *= 1 - canvas.fill(oval.pixels)
    tone = light * rng.uniform(DARK, PALE) + 7

    cast_shadow(canvas, cloth, 0.09, 0.5)
    angle, outside = oval.about(canvas)
    flow = canvas.clouds(1.1)
    # Folds lie wider apart the farther they are from the face.
    apart = 1.1 * np.log1p(1.2 * np.maximum(outside, 0))
    about = way * angle / math.tau
    wound = folds(rng, about + rng.uniform(0.7, 1.2) * apart + 0.1 * flow, int(rng.integers(3, 5)))
    rays = folds(rng, angle / math.tau + 0.02 * flow, int(rng.integers(8, 12)))
    below = np.clip(-np.cos(angle), 0, 1)
    fade = np.clip(0.7 + 0.45 * canvas.clouds(0.8), 0.15, 1.2)
    lie = 1 + fade * (0.28 * wound + 0.1 * np.clip(3 * outside, 0, 1) * rays)
    lie += 0.1 * np.exp(-(((outside - 0.03) / 0.035) ** 2))
    lie -= (0.12 + 0.3 * below) * np.exp(-(((outside - 0.16) / 0.07) ** 2))
    side = np.clip((canvas.uv[0] - head.axis) / (1.3 * head.reach), -1, 1)
    tones = _over(canvas, tone, angle, outside) if rng.random() < UNDERSCARVES else tone
    canvas.paint(cloth, tones * lie * shading(side, lit))


def _over(canvas: Canvas, tone: float, angle: Numbers, outside: Numbers) -> Layer:
    """Give the tones of a scarf under which another is seen over the forehead."""
    other = canvas.light * canvas.rng.uniform(DARK, PALE) + 7
    wide = canvas.rng.uniform(0.07, 0.13) * np.clip(2.5 * np.cos(angle), 0, 1)
    inner: Layer = np.clip((wide - outside) * canvas.frame.unit + 0.5, 0, 1)
    return tone + inner * (other - tone)


HEADSCARF = covering("headscarf", "headscarf", "headwear", each_face("headscarf", paint))
