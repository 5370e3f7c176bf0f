"""What of the face is still told by cloth that lies tight over it: no more than the nose."""

import numpy as np

from feelingit.occlusion.drawing import Canvas, Layer

LIT, SHADED = (0.0, -0.12), (0.0, 0.22)
"""Where light catches on the nose and where its shadow lies, from its tip, in face units."""


def nose_under(canvas: Canvas) -> Layer:
    """Give the relief of a nose under cloth: about 1 on its tip, -0.7 below it, 0 elsewhere."""
    u, v = canvas.uv
    tip_u, tip_v = canvas.frame.uv[30]
    across = ((u - tip_u) / 0.24) ** 2
    tip = np.exp(-across - ((v - tip_v - LIT[1]) / 0.3) ** 2)
    under = np.exp(-across - ((v - tip_v - SHADED[1]) / 0.1) ** 2)
    relief: Layer = tip - 0.7 * under
    return relief
