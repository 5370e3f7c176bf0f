"""A poor sensor or transmission: grain, dead and burnt pixels, bands along rows or columns."""

import cv2
import numpy as np

from feelingit.occlusion.camera.grain import GRAIN, grain
from feelingit.occlusion.contract import covering
from feelingit.occlusion.drawing import Canvas, each_face


def paint(canvas: Canvas) -> None:
    """Lay the three over the picture, each as strong as chance has it; one is always strong."""
    rng = canvas.rng
    strength = rng.uniform(0, 0.6, 3)
    strength[rng.integers(3)] = 1
    _bands(canvas, 18 * strength[2])
    canvas.grey += (8 + 24 * strength[0]) * grain(canvas)
    _specks(canvas, 0.01 + 0.09 * strength[1])


def _specks(canvas: Canvas, share: float) -> None:
    """Turn a share of the pixels, as large as grains, white or black."""
    height, width = canvas.shape
    size = max(GRAIN * canvas.frame.unit, 1)
    small = (max(round(width / size), 1), max(round(height / size), 1))
    chance = canvas.rng.random(small[::-1], dtype=np.float32)
    drawn = cv2.resize(chance, (width, height), interpolation=cv2.INTER_NEAREST)
    canvas.grey[drawn < share / 2] = 0
    canvas.grey[drawn > 1 - share / 2] = 255


def _bands(canvas: Canvas, strength: float) -> None:
    """Shift the rows, or the columns, by a grey value that changes from one to the next."""
    rng = canvas.rng
    by_rows = rng.random() < 0.5  # noqa: PLR2004 - as often as not
    side = canvas.shape[0 if by_rows else 1]
    size = max(GRAIN * canvas.frame.unit, 1) * rng.uniform(1, 2)
    lines = rng.standard_normal((1, int(np.ceil(side / size))), dtype=np.float32)
    shifts = cv2.resize(lines, (side, 1), interpolation=cv2.INTER_LINEAR).astype(np.float32)
    canvas.grey += strength * (shifts.T if by_rows else shifts)


NOISE = covering("noise", "noise", "camera", each_face("noise", paint), control=False)
