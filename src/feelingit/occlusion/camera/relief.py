"""The form of a head, guessed from its landmarks, to throw light and shadow on."""

import cv2
import numpy as np

from feelingit.landmarks.points import LIPS
from feelingit.occlusion.drawing import Canvas, FaceFrame, Layer

FINEST = 96
"""Forms are smooth, so no more pixels than this along the longer side are worked out."""
NOSE_TIP = 30


def heights(canvas: Canvas) -> Layer:
    """Give how far each pixel stands out towards the camera, in eye distances.

    A smooth hill for the head, with a nose, brows, eye sockets, cheekbones, lips and a chin laid
    on it. Beyond the head it falls away.

    Returns:
        `float32 [height, width]`, of the picture made smaller to at most `FINEST` a side.
    """
    frame = canvas.frame
    u, v = _coordinates(frame, *canvas.shape)
    left, right = frame.sides
    middle, half = (left + right) / 2, max((right - left) / 2, 0.3)
    centre, high = (frame.crown + frame.chin) / 2, max((frame.chin - frame.crown) / 2, 0.5)
    form = 1.2 * np.exp(-0.75 * (((u - middle) / half) ** 2 + ((v - centre) / high) ** 2))
    nose_u, nose_v = frame.uv[NOSE_TIP]
    # The nose leans with the head's turn, from between the eyes to its tip. Seen from beside it
    # no longer stands out towards the camera.
    down = np.clip(v / max(nose_v, 0.2), 0, 1)
    ridge = np.exp(-(((u - nose_u * down) / (0.1 + 0.08 * down)) ** 2))
    ends = np.clip((nose_v + 0.2 - v) / 0.12, 0, 1) * np.clip((v + 0.25) / 0.3, 0, 1)
    form += (1 - 0.7 * abs(frame.turn)) * (0.06 + 0.18 * down) * ridge * ends
    bumps = [(-0.5, 0.02, 0.24, 0.15, -0.12), (0.5, 0.02, 0.24, 0.15, -0.12)]
    bumps += [(-0.5, -0.32, 0.42, 0.1, 0.07), (0.5, -0.32, 0.42, 0.1, 0.07)]
    bumps += [(-0.62, 0.42, 0.22, 0.2, 0.07), (0.62, 0.42, 0.22, 0.2, 0.07)]
    lips_u, lips_v = frame.uv[LIPS].mean(axis=0)
    bumps.append((lips_u, lips_v, 0.32, 0.14, 0.09))
    bumps.append((*(frame.uv[8] - [0, 0.15]), 0.25, 0.14, 0.1))
    for at_u, at_v, wide, tall, out in bumps:
        form += out * np.exp(-(((u - at_u) / wide) ** 2) - ((v - at_v) / tall) ** 2)
    return form.astype(np.float32, copy=False)


def lambertian(canvas: Canvas, azimuth: float, elevation: float) -> Layer:
    """Give how brightly a distant lamp lights each pixel, by Lambert's law.

    Args:
        canvas: Of the face.
        azimuth: Where the lamp is, in radians, in the head's own directions: 0 is beside the
            camera, a quarter turn on the side of positive u.
        elevation: How high it stands, in radians.

    Returns:
        `float32 [height, width]`, 0 (turned away) to 1 (facing the lamp).
    """
    form = heights(canvas)
    step = canvas.frame.unit * max(form.shape) / max(canvas.shape)
    by_y, by_x = np.gradient(form * step)
    right, down = canvas.frame.right, canvas.frame.down
    slope_u, slope_v = by_x * right[0] + by_y * right[1], by_x * down[0] + by_y * down[1]
    lamp = np.array(
        [
            np.sin(azimuth) * np.cos(elevation),
            -np.sin(elevation),
            np.cos(azimuth) * np.cos(elevation),
        ]
    )
    facing = -slope_u * lamp[0] - slope_v * lamp[1] + lamp[2]
    lit = np.maximum(facing / np.sqrt(1 + slope_u**2 + slope_v**2), 0)
    return enlarged(lit.astype(np.float32), canvas.shape)


def enlarged(layer: Layer, shape: tuple[int, int]) -> Layer:
    """Bring a smaller layer to the picture's height and width."""
    if layer.shape == shape:
        return layer
    return cv2.resize(layer, shape[::-1], interpolation=cv2.INTER_LINEAR).astype(
        np.float32, copy=False
    )


def _coordinates(frame: FaceFrame, height: int, width: int) -> tuple[Layer, Layer]:
    """Give u and v of the smaller picture's pixels, kept within what squares well."""
    scale = max(height, width) / min(max(height, width), FINEST)
    rows, columns = max(round(height / scale), 2), max(round(width / scale), 2)
    x, y = np.meshgrid(
        (np.arange(columns, dtype=np.float32) + 0.5) * (width / columns) - 0.5,
        (np.arange(rows, dtype=np.float32) + 0.5) * (height / rows) - 0.5,
    )
    found = np.clip(frame.of(np.stack([x, y], axis=-1)), -1e3, 1e3)
    return found[..., 0], found[..., 1]
