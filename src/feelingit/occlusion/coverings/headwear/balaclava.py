"""A balaclava: knitted over head and face, with one opening for the eyes, or with three holes."""

import numpy as np

from feelingit.landmarks.points import JAW, LEFT_EYE, LIPS, RIGHT_EYE
from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.headwear.bonnet import Bonnet
from feelingit.occlusion.coverings.headwear.cloth import cast_shadow, melange, ribs
from feelingit.occlusion.coverings.headwear.head import Head
from feelingit.occlusion.coverings.headwear.light import lit_side, shading
from feelingit.occlusion.coverings.headwear.opening import Opening, eye_slit, hull
from feelingit.occlusion.coverings.headwear.relief import nose_under
from feelingit.occlusion.drawing import Canvas, Points, each_face

HOLED, DARK = 0.5, 0.65
"""Shares of the balaclavas: with three holes, of dark wool."""
TURNS = np.linspace(0, 2 * np.pi, 24, endpoint=False)
RING = np.stack([np.cos(TURNS), np.sin(TURNS)], axis=1).astype(np.float32)


def paint(canvas: Canvas) -> None:
    """Pull it over the whole head, down to the neck."""
    rng, light, lit = canvas.rng, canvas.light, lit_side(canvas)
    head = Head(canvas.frame)
    openings = _holes(canvas) if rng.random() < HOLED else _slit(canvas, head)
    wool = canvas.fill(*_outline(head))
    wool *= 1 - canvas.fill(*(opening.pixels for opening in openings))
    cast_shadow(canvas, wool, 0.06, 0.55)
    hood = Bonnet(head, head.chin, 0.0, 1.1, head.crown - 0.1)
    longitude, _, side = hood.coordinates(canvas)
    knit = ribs(canvas, longitude, canvas.uv[1], int(rng.integers(36, 60)), rng.uniform(7, 11))
    outside = openings[0].about(canvas)[1]
    for opening in openings[1:]:
        outside = np.minimum(outside, opening.about(canvas)[1])
    hem = np.clip(1.3 - np.abs(outside - 0.06) / 0.05, 0, 1)
    under_hem = 1 - 0.3 * np.clip(1 - np.abs(outside - 0.15) / 0.05, 0, 1)
    lie = (1 + 0.22 * knit * (1 - hem) + 0.25 * hem + 0.22 * nose_under(canvas)) * under_hem
    albedo = rng.uniform(0.04, 0.2) if rng.random() < DARK else rng.uniform(0.2, 0.8)
    grain = 1 + 0.04 * melange(canvas)
    canvas.paint(wool, (light * albedo + 8) * lie * grain * shading(side, lit))


def _outline(head: Head) -> tuple[Points, Points]:
    """Give the outlines of head and neck, in pixels."""
    frame = head.frame
    skull = Bonnet(head, 0.3, 0.0, 1.08, head.crown - 0.08).band()
    middle = np.array([frame.uv[JAW, 0].mean(), 0.3 * frame.chin], np.float32)
    face = frame.at(middle + (frame.uv - middle) * np.float32(1.1))
    whole = hull(np.concatenate([skull, face]))
    rows = ((0.95, 0.2), (0.88, 0.8), (0.84, 1.3), (0.95, 2.0), (1.2, 6.0))
    right = [(head.axis + head.reach * wide, frame.chin * low) for wide, low in rows]
    left = [(head.axis - head.reach * wide, frame.chin * low) for wide, low in rows]
    return whole, frame.at(np.array(right + left[::-1], np.float32))


def _slit(canvas: Canvas, head: Head) -> list[Opening]:
    top, bottom = canvas.rng.uniform(-0.5, -0.32), canvas.rng.uniform(0.26, 0.5)
    upper = top + np.array([0.22, 0.04, 0, 0.04, 0.22])
    lower = bottom + np.array([-0.22, 0.0, -0.06, 0.0, -0.22])
    return [eye_slit(head, upper, lower, canvas.rng.uniform(0.85, 1.0))]


def _holes(canvas: Canvas) -> list[Opening]:
    frame, rng = canvas.frame, canvas.rng
    size = np.array([rng.uniform(0.3, 0.38), rng.uniform(0.2, 0.3)], np.float32)
    eyes = [frame.uv[eye].mean(axis=0) + RING * size for eye in (LEFT_EYE, RIGHT_EYE)]
    low, high = frame.uv[LIPS].min(axis=0), frame.uv[LIPS].max(axis=0)
    mouth = (low + high) / 2 + RING * ((high - low) / 2 + np.float32(0.07))
    return [Opening(frame, hole) for hole in (*eyes, mouth)]


BALACLAVA = covering("balaclava", "balaclava", "headwear", each_face("balaclava", paint))
