"""A niqab: dark cloth over head and face, but for a slit over the eyes."""

import math

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.headwear.cloth import cast_shadow
from feelingit.occlusion.coverings.headwear.drape import draped, folds
from feelingit.occlusion.coverings.headwear.head import Head
from feelingit.occlusion.coverings.headwear.light import lit_side, shading
from feelingit.occlusion.coverings.headwear.opening import Opening, eye_slit
from feelingit.occlusion.coverings.headwear.relief import nose_under
from feelingit.occlusion.drawing import Canvas, each_face

DARK, PALE = 0.03, 0.15


def paint(canvas: Canvas) -> None:
    """Drape the veil over the nose, so that it falls in folds from there."""
    rng, light, lit = canvas.rng, canvas.light, lit_side(canvas)
    head = Head(canvas.frame)
    slit = _slit(head, rng)
    cloth = canvas.fill(draped(head, rng.uniform(0.15, 0.28), rng.uniform(-1, 1)))
    cloth *= 1 - canvas.fill(slit.pixels)
    tone = light * rng.uniform(DARK, PALE) + 9

    cast_shadow(canvas, cloth, 0.08, 0.5)
    outside = slit.about(canvas)[1]
    u, v = canvas.uv
    nose_u = canvas.frame.uv[30, 0]
    flow = canvas.clouds(1.1)
    # Below, folds fall from the bridge of the nose; above, they lie along the slit's edge.
    fall = np.arctan2(u - nose_u, np.maximum(v + 0.9, 0.1)) / math.tau
    hanging = folds(rng, 1.5 * fall + 0.025 * flow, int(rng.integers(9, 14)))
    wound = folds(rng, 0.9 * outside + 0.08 * flow, 3)
    veil = np.clip(4 * (v - 0.2), 0, 1)
    fade = np.clip(0.7 + 0.45 * canvas.clouds(0.8), 0.15, 1.2)
    lie = 1 + fade * (0.42 * veil * hanging + 0.3 * (1 - veil) * wound) + 0.3 * nose_under(canvas)
    lie += 0.5 * np.exp(-(((outside - 0.035) / 0.03) ** 2))
    lie -= 0.25 * np.exp(-(((outside - 0.11) / 0.04) ** 2))
    side = np.clip((u - head.axis) / (1.3 * head.reach), -1, 1)
    canvas.paint(cloth, tone * lie * shading(side, lit))


def _slit(head: Head, rng: np.random.Generator) -> Opening:
    """Give a slit that narrows towards the temples, over or under the brows."""
    top, bottom = rng.uniform(-0.5, -0.26), rng.uniform(0.24, 0.42)
    narrow = rng.uniform(0.12, 0.24)
    upper = top + np.array([narrow, 0.3 * narrow, 0, 0.3 * narrow, narrow])
    lower = bottom - np.array([1.2 * narrow, 0.2 * narrow, 0.05, 0.2 * narrow, 1.2 * narrow])
    return eye_slit(head, upper, lower, rng.uniform(1.0, 1.25))


NIQAB = covering("niqab", "niqab", "headwear", each_face("niqab", paint))
