"""A mask with a clear window before the mouth; only its opaque frame hides anything."""

import cv2
import numpy as np

from feelingit.landmarks.points import LIPS
from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.masks.fabric import (
    chance,
    clipped,
    dome,
    drop_shadow,
    ear_loops,
    head,
    hem,
    line,
    nose_tent,
    white,
)
from feelingit.occlusion.coverings.masks.sheet import Fit, Sheet, worn
from feelingit.occlusion.drawing import Canvas, Layer, Points, each_face

NAME = "transparent_mask"


def paint(canvas: Canvas) -> None:
    """Draw the frame and, within it, the glare and mist on the film."""
    rng = canvas.rng
    fit = Fit(
        bridge=rng.uniform(0.4, 0.6),
        upper=rng.uniform(1.8, 2.3),
        lower=rng.uniform(4.4, 5.0),
        inset=rng.uniform(0.04, 0.1),
        below=rng.uniform(0.06, 0.16),
        sag=rng.uniform(0.03, 0.08),
    )
    sheet = worn(canvas.frame, fit)
    whole = sheet.fill(canvas)
    outline = _window(canvas, sheet)
    window = canvas.fill(outline) * whole
    frame = whole - window
    s, t = sheet.coordinates(canvas)
    albedo = rng.uniform(0.15, 0.3) if chance(canvas, 0.3) else rng.uniform(0.75, 1.0)
    tone = white(canvas)
    ear_loops(canvas, sheet, tone * max(albedo, 0.3))
    drop_shadow(canvas, frame)
    across = s + 0.35 * (t - 0.6)
    canvas.paint(window * _glare(canvas, across, sheet.pixel[0]), tone, hides=0)
    canvas.paint(frame, clipped(tone * albedo * dome(canvas, s, t) * nose_tent(s, t), 0, 255))
    hem(canvas, whole, 0.82)
    seam = canvas.stroke(outline, 0.05 * head(canvas), closed=True)
    canvas.shade(np.minimum(seam, whole), 0.6)


def _window(canvas: Canvas, sheet: Sheet) -> Points:
    """Lay a rounded window before the mouth, wider where a wide mouth needs it; in pixels."""
    half, top, bottom = canvas.rng.uniform((0.6, 0.3, 0.85), (0.72, 0.37, 0.91))
    lips = canvas.frame.points[LIPS]
    lips = lips + 0.25 * (lips - lips.mean(axis=0))
    both = np.concatenate([sheet.part((-half, half), (top, bottom)), lips])
    return cv2.convexHull(both.astype(np.float32))[:, 0].astype(np.float32)


def _glare(canvas: Canvas, across: Layer, pixel: float) -> Layer:
    """Say how much mist and two streaks of glare lie over what is seen through the window."""
    rng = canvas.rng
    at = rng.uniform(0.2, 0.4) * (1 if chance(canvas, 0.5) else -1)
    mist = rng.uniform(0.05, 0.2) * (0.8 + 0.5 * canvas.clouds(0.4))
    streaks = 0.6 * line(across, at, 0.08, pixel) + 0.4 * line(across, at + 0.18, 0.04, pixel)
    return clipped(mist, 0, 0.4) + clipped(streaks, 0, 0.6) * np.float32(0.9)


TRANSPARENT_MASK = covering(NAME, "transparent mask", "mask", each_face(NAME, paint))
