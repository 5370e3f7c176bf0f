"""Too little light: a dark, flat, noisy picture."""

import numpy as np

from feelingit.occlusion.camera.grain import grain
from feelingit.occlusion.contract import covering
from feelingit.occlusion.drawing import Canvas, each_face


def paint(canvas: Canvas) -> None:
    """Take most of the light away, and let the sensor's noise come through."""
    rng = canvas.rng
    canvas.grey *= rng.uniform(0.16, 0.3)
    canvas.grey += rng.uniform(4, 14)
    # Photons are counted, so that brighter pixels are noisier (Foi et al. 2008).
    spread = np.sqrt(rng.uniform(1.5, 3) ** 2 + rng.uniform(0.2, 0.6) * canvas.grey)
    canvas.grey += spread * grain(canvas)


LOW_LIGHT = covering(
    "low_light", "low light", "camera", each_face("low_light", paint), control=False
)
