"""Motion blur: the head or the camera moved while the picture was taken."""

import cv2
import numpy as np

from feelingit.occlusion.contract import covering
from feelingit.occlusion.drawing import Canvas, Layer, each_face, smooth

SHORTEST, LONGEST = 0.22, 0.45
"""The way moved, in eye distances."""


def paint(canvas: Canvas) -> None:
    """Smear the picture along a slightly bent way of random direction and length."""
    length = canvas.rng.uniform(SHORTEST, LONGEST) * canvas.frame.unit
    way = _way(canvas, float(np.clip(length, 3, max(canvas.shape) / 2)))
    canvas.grey = cv2.filter2D(canvas.grey, -1, way, borderType=cv2.BORDER_REPLICATE).astype(
        np.float32, copy=False
    )


def _way(canvas: Canvas, length: float) -> Layer:
    """Draw the way as a kernel: how long the picture stood at each place."""
    rng = canvas.rng
    angle, bend = rng.uniform(0, np.pi), rng.normal(0, 0.08)
    along, aside = (
        np.array([np.cos(angle), np.sin(angle)]),
        np.array([-np.sin(angle), np.cos(angle)]),
    )
    points = [t * along + bend * (1 - 4 * t**2) * aside for t in (-0.5, 0, 0.5)]
    line = smooth(length * np.array(points), closed=False)
    half = int(np.ceil(length / 2)) + 2
    fine = 16
    kernel = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    spots = _spread(line, fine * max(round(length), 1)) + half
    # Each moment falls on the four pixels about it.
    low = np.floor(spots).astype(int)
    rest = spots - low
    for dx in (0, 1):
        for dy in (0, 1):
            weight = np.abs(1 - dx - rest[:, 0]) * np.abs(1 - dy - rest[:, 1])
            np.add.at(kernel, (low[:, 1] + dy, low[:, 0] + dx), weight)
    kernel /= kernel.sum()
    return kernel


def _spread(line: Layer, count: int) -> Layer:
    """Give points at equal times along a line."""
    times = np.linspace(0, len(line) - 1, count)
    steps = np.arange(len(line))
    return np.stack([np.interp(times, steps, line[:, axis]) for axis in (0, 1)], axis=1)


MOTION_BLUR = covering(
    "motion_blur", "motion blur", "camera", each_face("motion_blur", paint), control=False
)
