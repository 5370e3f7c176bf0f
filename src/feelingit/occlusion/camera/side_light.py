"""A strong lamp at one side: one half of the face is bright, the other in deep shadow."""

import numpy as np

from feelingit.occlusion.camera.relief import lambertian
from feelingit.occlusion.camera.tone import rolled_off
from feelingit.occlusion.contract import covering
from feelingit.occlusion.drawing import Canvas, Layer, each_face, smooth


def paint(canvas: Canvas) -> None:
    """Light the face's form from one side, a little from above, with the nose's shadow."""
    rng = canvas.rng
    side = 1 if rng.random() < 0.5 else -1  # noqa: PLR2004 - as often as not
    azimuth, elevation = rng.uniform(1.15, 1.5), rng.uniform(0.05, 0.5)
    lit = lambertian(canvas, side * azimuth, elevation)
    lit *= 1 - 0.85 * _nose_shadow(canvas, -side, elevation)
    ambient, lamp = rng.uniform(0.1, 0.24), rng.uniform(1.4, 1.8)
    # A bright lamp makes the skin shine even where little of the picture's own light was.
    level = 0.75 * canvas.grey + 0.25 * float(np.median(canvas.grey))
    canvas.grey = rolled_off(level * (ambient + lamp * lit))


def _nose_shadow(canvas: Canvas, side: int, elevation: float) -> Layer:
    """Cover what the nose keeps from the lamp: a wedge beside it, on the dark side."""
    frame = canvas.frame
    (root_u, root_v), (tip_u, tip_v) = frame.uv[27], frame.uv[30]
    base_v = float(frame.uv[33, 1])
    long = (0.55 - 0.3 * elevation) * side
    wedge = [
        (root_u, root_v + 0.05),
        (root_u + 0.3 * long, (root_v + tip_v) / 2),
        (tip_u + long, base_v + 0.15 + 0.3 * elevation),
        (tip_u + 0.2 * long, base_v + 0.05),
        (tip_u + 0.1 * side, tip_v),
    ]
    return canvas.soften(canvas.fill(smooth(frame.at(np.array(wedge)))), 0.05 * frame.unit)


SIDE_LIGHT = covering(
    "side_light", "strong side light", "camera", each_face("side_light", paint), control=False
)
