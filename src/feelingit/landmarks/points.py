"""The order of the 68 points (Sagonas et al. 2013), and how far apart two sets of them are."""

import numpy as np
from numpy.typing import NDArray

from feelingit.types import Landmarks

COUNT = 68
JAW = slice(0, 17)
LEFT_BROW, RIGHT_BROW = slice(17, 22), slice(22, 27)
LEFT_EYE, RIGHT_EYE = slice(36, 42), slice(42, 48)
LIPS = slice(48, 60)
"""Where the parts stand among the 68; left and right are the image's."""

MIRRORED = np.array(
    [
        *range(16, -1, -1),
        *range(26, 16, -1),
        *(27, 28, 29, 30, 35, 34, 33, 32, 31),
        *(45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40),
        *(54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55),
        *(64, 63, 62, 61, 60, 67, 66, 65),
    ]
)
"""`mirrored[:, MIRRORED]` puts a mirrored face's points into their order again."""


def eye_distance(landmarks: Landmarks) -> NDArray[np.float32]:
    """Measure from the middle of points 36-41 to that of points 42-47, `float32 [n]` pixels."""
    apart = landmarks[:, LEFT_EYE].mean(axis=1) - landmarks[:, RIGHT_EYE].mean(axis=1)
    distance: NDArray[np.float32] = np.linalg.norm(apart, axis=1)
    return distance


def error(landmarks: Landmarks, truth: Landmarks) -> NDArray[np.float32]:
    """Measure the mean distance of the points to the truth.

    Returns:
        `float32 [n]`, as a share of the true distance between the eyes' centres.
    """
    off: NDArray[np.float32] = np.linalg.norm(landmarks - truth, axis=2).mean(axis=1)
    return off / eye_distance(truth)
