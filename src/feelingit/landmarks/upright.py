"""Coordinates that turn, shift and grow with the head, of many faces at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks.points import LEFT_EYE, RIGHT_EYE
from feelingit.types import Landmarks

Points = NDArray[np.float32]
Numbers = NDArray[np.float32]

SMALLEST_UNIT = 0.02
"""The least distance between the eyes that is believed, as a share of the picture's longer side."""

CHIN = 1.51
"""How far a closed mouth's chin lies below the eyes, in eye distances, on the mean face."""
TALLEST, FLATTEST = 1.8, 0.5
"""The greatest and least height, against the mean face's, that is believed."""


class Upright(NamedTuple):
    """Faces in their own coordinates, and the way back to the picture.

    Attributes:
        uv: `float32 [n, 68, 2]`: u runs from the image's left to its right eye, v from the eyes
            down; (0, 0) is midway between the eyes, whose distance is 1.
        tall: `float32 [n]`, a face's height for its eye distance, against the mean face's.
        origin: `float32 [n, 2]`, midway between the eyes, in pixels.
        axes: `float32 [n, 2, 2]`, the steps along u and v, in pixels.
    """

    uv: Points
    tall: Numbers
    origin: Points
    axes: Points

    def in_pixels(self, points: Points) -> Points:
        """Bring points `[n, k, 2]` from face coordinates to the picture."""
        placed: Points = self.origin[:, None] + points @ self.axes
        return placed


def upright(landmarks: Landmarks, side: int) -> Upright:
    """Find the coordinates of faces.

    Args:
        landmarks: `float32 [n, 68, 2]` in pixels.
        side: The picture's longer one.
    """
    left, right = landmarks[:, LEFT_EYE].mean(axis=1), landmarks[:, RIGHT_EYE].mean(axis=1)
    origin, across = (left + right) / 2, right - left
    distance = np.hypot(across[:, 0], across[:, 1])[:, None]
    level = np.where(distance > 0, across / np.where(distance > 0, distance, 1), [1.0, 0.0])
    unit = np.maximum(distance, SMALLEST_UNIT * side)
    down = np.stack([-level[:, 1], level[:, 0]], axis=1)
    turn = np.stack([level, down], axis=1).astype(np.float32)
    uv = (landmarks - origin[:, None]) @ turn.transpose(0, 2, 1) / unit[:, None]
    # An open mouth lowers the chin; the face is no taller for it.
    opening = np.maximum(uv[:, 66, 1] - uv[:, 62, 1], 0)
    tall = np.clip((uv[:, 8, 1] - opening) / CHIN, FLATTEST, TALLEST).astype(np.float32)
    return Upright(uv.astype(np.float32), tall, origin, turn * unit[:, None])
