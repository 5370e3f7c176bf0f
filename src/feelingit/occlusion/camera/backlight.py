"""Against the light: a dark face before a bright background whose glare veils it."""

import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.drawing import Canvas, Layer, each_face, smooth
from feelingit.occlusion.drawing.blurring import wide_blur


def paint(canvas: Canvas) -> None:
    """Darken the person, burn out what lies behind, and let its light spill over the edges."""
    rng, unit = canvas.rng, canvas.frame.unit
    behind = 1 - canvas.soften(_person(canvas), 0.05 * unit)
    person = canvas.grey * rng.uniform(0.2, 0.34)
    burnt = np.minimum(canvas.grey * 0.25 + rng.uniform(200, 245), 255)
    canvas.grey = person + behind * (burnt - person)
    spill = wide_blur(behind, rng.uniform(0.1, 0.16) * unit)
    glare = wide_blur(behind, rng.uniform(0.5, 0.8) * unit)
    canvas.grey += rng.uniform(50, 90) * spill + rng.uniform(40, 80) * glare
    canvas.grey += rng.uniform(8, 24)


def _person(canvas: Canvas) -> Layer:
    """Cover head, hair, neck and shoulders."""
    frame = canvas.frame
    left, right = frame.sides
    middle, half = (left + right) / 2, max((right - left) / 2, 0.3)
    rise = canvas.rng.uniform(0.98, 1.1)
    turns = np.linspace(0, np.pi, 9)
    skull = np.stack(
        [middle + 1.12 * half * np.cos(turns), 0.1 + (rise * frame.crown - 0.1) * np.sin(turns)],
        axis=1,
    )
    jaw = frame.uv[1:16:2]
    about = np.array([middle, 0.5])
    jaw = about + 1.05 * (jaw - about)
    head = frame.at(smooth(np.concatenate([skull, jaw])))
    neck, low = 0.72 * half, frame.chin
    body = [
        (middle - neck, low - 0.6),
        (middle - neck, low + 0.25),
        (middle - 2.4 * half, low + 0.75),
        (middle - 3 * half, low + 4),
        (middle + 3 * half, low + 4),
        (middle + 2.4 * half, low + 0.75),
        (middle + neck, low + 0.25),
        (middle + neck, low - 0.6),
    ]
    return np.maximum(canvas.fill(head), canvas.fill(frame.at(np.array(body))))


BACKLIGHT = covering(
    "backlight", "backlight", "camera", each_face("backlight", paint), control=False
)
