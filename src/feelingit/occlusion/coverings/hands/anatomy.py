"""A hand's proportions, how it is held, and how its skin looks.

Its coordinates are those of a right hand seen from its back with its fingers up: x from the
thumb's side to the little finger's, y from the wrist, 0, to the middle knuckle, 1, and on to the
fingertips, about 2. Where a hand is closed around a thing, y is 0 at the thing's edge.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion.coverings.hands.relief import Mark
from feelingit.occlusion.drawing import Layer

PALM = 1.5
"""From the wrist to the middle knuckle in face units; the eyes are 6.3 cm apart."""

KNUCKLES = np.array([(-0.31, 0.95), (-0.1, 1.0), (0.1, 0.95), (0.29, 0.84)])
LENGTHS = np.array([0.9, 1.0, 0.94, 0.73])
RADII = np.array([0.108, 0.112, 0.107, 0.094])
"""Of index, middle, ring and little finger."""
JOINTS = np.array([0.0, 0.22, 0.45, 0.59, 0.73, 0.87, 0.96])
BULGES = np.array([0.95, 0.98, 1.06, 0.95, 0.97, 0.93, 0.8])
"""Where along a finger its thickness is known, and how thick it is there."""


@dataclass(frozen=True)
class Pose:
    """How a hand is held, and whose it is.

    Attributes:
        spread: Angle between neighbouring fingers in radians.
        bent: `[4]`, of each finger: 0 straight, 1 so that only half its length is seen.
        thumb: Angle of the thumb away from the fingers in radians.
        thick: Of the fingers, beside the usual.
        nail: The nails' tone beside the skin's.
    """

    spread: float
    bent: NDArray[np.float64]
    thumb: float
    thick: float
    nail: float


def skin(
    line: NDArray[np.floating],
    radius: NDArray[np.floating],
    joints: tuple[int, ...],
    nail: float | None,
) -> Mark:
    """Say how a finger's skin looks: folds over its joints, and a nail at its end.

    Args:
        line: `[k, 2]`, its axis.
        radius: `[k]`, its thickness.
        joints: Which of the points are joints.
        nail: The nail's tone beside the skin's; None where it is out of sight.
    """
    reached = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    thick, end = float(radius[-2]), float(reached[-1] + radius[-1])

    def mark(along: Layer, across: Layer) -> Layer:
        tone = np.ones_like(along)
        for joint in joints:
            for fold, depth in ((-0.3, 0.1), (0.0, 0.16), (0.3, 0.1)):
                bow = reached[joint] + fold * thick * (1 + 0.5 * np.square(across))
                tone -= depth * np.exp(-np.square((along - bow) / (0.1 * thick)))
        if nail is not None:
            far = np.square((along - end + 0.85 * thick) / (0.75 * thick)) ** 2
            far += np.square(across / 0.66) ** 2
            tone += (nail - tone) * np.clip(6 * (1 - far), 0, 1)
            tone -= 0.2 * np.exp(-np.square((far - 1.05) / 0.25))
        return tone

    return mark
