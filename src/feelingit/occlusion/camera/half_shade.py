"""Half shade: the hard edge of a shadow, of a wall or a roof, runs across the face."""

import numpy as np

from feelingit.occlusion.camera.relief import enlarged, heights
from feelingit.occlusion.camera.tone import rolled_off
from feelingit.occlusion.contract import covering
from feelingit.occlusion.drawing import Canvas, each_face


def paint(canvas: Canvas) -> None:
    """Darken one side of a line through the face that bends over its form; brighten the other."""
    rng, frame = canvas.rng, canvas.frame
    angle = rng.uniform(0, 2 * np.pi)
    left, right = frame.sides
    through = np.array([(left + right) / 2 + rng.normal(0, 0.2), 0.4 + rng.normal(0, 0.25)])
    u, v = canvas.uv
    away = (u - through[0]) * np.cos(angle) + (v - through[1]) * np.sin(angle)
    # Light comes aslant, so that what stands out is shaded or lit sooner.
    form = enlarged(heights(canvas), canvas.shape)
    away += rng.choice([-1, 1]) * rng.uniform(0.3, 0.7) * (form - 1)
    edge = rng.uniform(0.03, 0.07)
    shaded = np.clip(away / edge + 0.5, 0, 1).astype(np.float32)
    canvas.shade(1 - shaded, rng.uniform(1.15, 1.35))
    canvas.grey = rolled_off(canvas.grey)
    canvas.shade(shaded, rng.uniform(0.22, 0.42))


HALF_SHADE = covering(
    "half_shade", "half shade", "camera", each_face("half_shade", paint), control=False
)
