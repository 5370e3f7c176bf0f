"""A beard with its moustache: hair on jaw, chin, cheeks and upper lip; the mouth stays free."""

import cv2
import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.coverings.masks.fabric import chance, clipped, head, side_light, white
from feelingit.occlusion.coverings.masks.sheet import size
from feelingit.occlusion.drawing import Canvas, FaceFrame, Layer, Points, each_face, smooth

NAME = "beard"
TONES = ((0.06, 0.14), (0.06, 0.14), (0.16, 0.28), (0.36, 0.5), (0.86, 0.96))
"""How much light hair returns: black twice as often, brown, grey, white."""
STRANDS, ALONG = 128, 16
"""Size of the texture: hairs beside each other, and steps along them."""


def paint(canvas: Canvas) -> None:
    """Draw hair that grows down the face, black to white, short to full."""
    rng = canvas.rng
    length = rng.uniform(0.2, 0.7) if chance(canvas, 0.5) else rng.uniform(0.03, 0.12)
    pixel = 1 / head(canvas)
    fine = _strands(canvas, max(0.022, 0.9 * pixel), 0.3)
    locks = _strands(canvas, max(0.07, 2 * pixel), 0.5)
    area = _area(canvas, length)
    # Single hairs stand out where the beard thins towards its edge.
    ragged = area + (0.24 * fine + 0.07 * locks) * area * (1 - area) * 4
    layer = clipped((2.2 * ragged - 0.55).astype(np.float32, copy=False), 0, 1)
    low, high = TONES[rng.integers(len(TONES))]
    u, v = canvas.uv
    albedo = rng.uniform(low, high)
    lit = 1 + np.float32(0.6 * side_light(canvas)) * u - 0.1 * (v - 1)
    hair = albedo * (lit + 0.16 * fine + 0.14 * locks) + 0.05 * fine
    canvas.shade(canvas.soften(layer, 0.06 * head(canvas)), 0.85)
    canvas.paint(layer, clipped(white(canvas) * hair, 2, 255))


def _area(canvas: Canvas, length: float) -> Layer:
    """Say where hair grows, 0 to 1, softly thinning at its edge."""
    frame = canvas.frame
    grown = canvas.fill(
        frame.at(_jaw_and_cheeks(canvas, length)), frame.at(_moustache(frame, size(frame)))
    )
    lips = frame.uv[48:60].copy()
    lips[1:6, 1] += 0.3 * (frame.uv[62, 1] - frame.uv[51, 1])
    lips += 0.1 * (lips - lips.mean(axis=0))
    free = canvas.fill(frame.at(smooth(lips, steps=3)))
    return canvas.soften(grown, 0.05 * head(canvas)) * (1 - free)


def _jaw_and_cheeks(canvas: Canvas, length: float) -> Points:
    """Go along the jaw from ear to ear, then back over the cheeks, in face coordinates."""
    uv, rng = canvas.frame.uv, canvas.rng
    chin = np.sin(np.linspace(0, np.pi, 17))[:, None]
    outer = uv[:17] + (uv[:17] - uv[33]) * (0.06 * chin**2 - 0.05)
    outer[:, 1:] += length * chin ** rng.uniform(2.5, 6)
    burn, cheek = rng.uniform(0.12, 0.22), rng.uniform(0.4, 0.7)
    inner = []
    for jaw, corner in (((16, 15, 14, 13), 54), ((0, 1, 2, 3), 48)):
        ear, low, lower, lowest = jaw
        line = [
            uv[ear] + burn * (uv[27] - uv[ear]),
            uv[low] + burn * (uv[29] - uv[low]),
            uv[lower] + 0.5 * cheek * (uv[33] - uv[lower]) + (0, 0.05),
            uv[lowest] + cheek * (uv[corner] - uv[lowest]) + (0, -0.05),
            uv[corner] + 0.3 * (uv[33] - uv[corner]),
        ]
        inner += line if corner == 54 else line[::-1]  # noqa: PLR2004 - the right corner
    return smooth(np.concatenate([outer, inner]), steps=3)


def _moustache(frame: FaceFrame, scale: float) -> Points:
    """Go round the upper lip from nose to lips, in face coordinates."""
    uv = frame.uv
    out, down = np.array([0.13 * scale, 0.12]), (0, 0.05)
    corners = uv[54] + out, uv[48] + out * (-1, 1)
    upper = np.stack([uv[31] + down, uv[33] + down, uv[35] + down])
    return smooth(
        np.stack([*upper, corners[0], uv[54], uv[52], uv[51], uv[50], uv[48], corners[1]]), steps=3
    )


def _strands(canvas: Canvas, width: float, length: float) -> Layer:
    """Give hairs of this width and length, -1 to 1 or so, that run down and outwards."""
    u, v = canvas.uv
    scale = size(canvas.frame)
    across, down = u - canvas.frame.uv[29, 0], v + np.float32(2.2 * scale)
    away = np.sqrt(across * across + down * down)
    angle = np.arctan2(across, down) + np.float32(0.012) * np.sin(away * np.float32(7 / scale))
    waves = canvas.rng.standard_normal((ALONG, STRANDS), dtype=np.float32)
    x = angle * np.float32(3.8 / width)
    y = away * np.float32(1 / (scale * length))
    hairs = cv2.remap(waves, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    return hairs.astype(np.float32, copy=False)


BEARD = covering(NAME, "beard", "mask", each_face(NAME, paint))
