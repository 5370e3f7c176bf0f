"""What the cloth of a mask looks like: light on its dome, folds, sewn edges, strings, shadows."""

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion.coverings.masks.sheet import Sheet, ear, in_sight, size
from feelingit.occlusion.drawing import Canvas, Layer

STRING = 0.05
"""Width of an ear loop, in face units."""
_CHEEK = np.stack(np.meshgrid([0.25, 0.4, 0.55, 0.7], [0.0, 0.25, 0.5]), axis=-1).reshape(-1, 2)
"""Places on a cheek: shares of the way from the nose to the jaw, across and down."""


def chance(canvas: Canvas, share: float) -> bool:
    """Say yes to this share of faces."""
    return bool(canvas.rng.random() < share)


def clipped(layer: Layer, low: float, high: float) -> Layer:
    """Keep values within limits."""
    kept: Layer = np.minimum(np.maximum(layer, np.float32(low)), np.float32(high))
    return kept


def white(canvas: Canvas) -> float:
    """Give the grey value of white cloth beside this face, at most 250.

    A face may be dark because its skin is or because the light is; the brightest parts of the
    picture tell, and in doubt the truth lies between.
    """
    step = max(1, max(canvas.shape) // 48)
    greys = canvas.grey[::step, ::step].ravel()
    rank = int(0.98 * (len(greys) - 1))
    brightest = float(np.partition(greys, rank)[rank])
    bright = max(brightest, min(200.0, 1.7 * canvas.light))
    return min(max(canvas.light, 0.35 * canvas.light + 0.65 * bright), 250.0)


def side_light(canvas: Canvas) -> float:
    """Say from which side the face is lit, -0.35 to 0.35: positive where the right is brighter."""
    nose, jaws = canvas.frame.uv[29], canvas.frame.uv[[3, 13], None]
    x, y = np.rint(canvas.frame.at((nose + _CHEEK * (jaws - nose)).reshape(-1, 2))).T
    height, width = canvas.shape
    columns = np.minimum(np.maximum(x, 0), width - 1).astype(np.intp)
    rows = np.minimum(np.maximum(y, 0), height - 1).astype(np.intp)
    left, right = canvas.grey[rows, columns].reshape(2, -1).mean(axis=1).tolist()
    return float(min(max((right - left) / max(right + left, 1.0), -0.35), 0.35))


def dome(canvas: Canvas, s: Layer, t: Layer, depth: float = 0.3) -> Layer:
    """Give the light on cloth that is bent round a face, about 1 where it faces the camera."""
    away = s * s
    lit = 1.02 - depth * away - 0.14 * t * t * t + np.float32(0.8 * side_light(canvas)) * s
    return clipped(lit, 0.15, 2)


def nose_tent(s: Layer, t: Layer, depth: float = 0.1) -> Layer:
    """Give the light on cloth that the nose lifts: a bright ridge between two hollows."""
    ridge, beside = s * 7, (np.abs(s) - 0.3) * 7
    fade = np.exp(-11 * (t - 0.12) ** 2)
    lit: Layer = 1 + depth * fade * (np.exp(-ridge * ridge) - 0.9 * np.exp(-beside * beside))
    return lit


def line(x: Layer, at: float, width: float, pixel: float) -> Layer:
    """Give a soft line where x is near `at`, 1 at most; fainter where thinner than a pixel.

    Args:
        x: A coordinate of every pixel.
        at: Where the line lies.
        width: Half its width, in x.
        pixel: How far a pixel reaches, in x.
    """
    seen = float(np.hypot(width, 0.6 * pixel))
    far = (x - at) * np.float32(1 / seen)
    layer: Layer = np.float32(width / seen) * np.exp(-far * far)
    return layer


def drop_shadow(canvas: Canvas, layer: Layer, strength: float = 0.35, reach: float = 0.07) -> None:
    """Darken the face along a layer's edge, before the layer is painted."""
    canvas.shade(canvas.soften(layer, reach * head(canvas)), 1 - strength)


def hem(canvas: Canvas, layer: Layer, by: float, width: float = 0.06) -> None:
    """Darken or lighten the sewn edge inside a layer."""
    across = 2 * max(1, round(width * head(canvas))) + 1
    inner = cv2.blur(layer, (across, across))
    canvas.shade(clipped(8 * (0.95 - inner), 0, 1) * layer, by)


def head(canvas: Canvas) -> float:
    """Give the distance between the eyes in pixels, as it would be if the head were not turned.

    At most the picture's longer side.
    """
    return min(canvas.frame.unit * size(canvas.frame), float(max(canvas.shape)))


def ear_loops(canvas: Canvas, sheet: Sheet, grey: float, width: float = STRING) -> None:
    """Draw the strings from the mask's corners to the ears."""
    corners = [(0.97 * side, t) for side in (-1, 1) for t in (0.04, 0.94)]
    ends = [ear(canvas.frame, side, height) for side in (-1, 1) for height in (0.0, 1.0)]
    straps(canvas, sheet.at(corners), np.array(ends), grey, width)


def straps(
    canvas: Canvas,
    starts: NDArray[np.floating],
    ends: NDArray[np.floating],
    grey: float,
    width: float,
) -> None:
    """Draw bands, thinner towards their ends, with the shadows that they throw.

    Args:
        canvas: The face's.
        starts: Where they leave the mask in face coordinates, `[4, 2]`, two at the image's left,
            then two at its right.
        ends: Where they leave the sight; nearer where the head is turned away.
        grey: Their grey value.
        width: In face units.
    """
    seen = np.repeat([in_sight(canvas.frame, side) for side in (-1, 1)], 2)[:, None]
    along = (ends - starts) * seen
    length = np.sqrt((along * along).sum(axis=1, keepdims=True)) + 1e-6
    half = width / 2 * size(canvas.frame) * np.sqrt(seen)
    aside = along[:, ::-1] * (1, -1) * half / length
    ends = starts + along
    corners = np.stack([starts + aside, ends + aside / 2, ends - aside / 2, starts - aside], 1)
    layer = canvas.fill(*canvas.frame.at(corners.reshape(-1, 2)).reshape(-1, 4, 2))
    canvas.shade(canvas.soften(layer, 0.03 * head(canvas)), 0.7)
    canvas.paint(layer, grey)
