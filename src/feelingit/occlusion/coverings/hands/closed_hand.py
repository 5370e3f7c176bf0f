"""A hand closed around a thing: y is 0 at the thing's edge, x runs from index to little finger."""

import numpy as np

from feelingit.occlusion.coverings.hands.anatomy import LENGTHS, RADII, Pose, skin
from feelingit.occlusion.coverings.hands.relief import Model, Relief
from feelingit.occlusion.drawing import smooth


def model_fingers(pose: Pose, reach: float) -> Model:
    """Model the four fingers of a closed hand, that part which is before the thing it holds.

    Args:
        pose: How the hand is held; its `bent` shortens fingers.
        reach: How far the longest finger reaches over the thing.
    """
    relief = Relief((-0.25, 1.15), (-0.35, reach + 0.2))
    for index in (3, 2, 1, 0):
        x = 0.12 + 0.205 * index
        ends = reach * LENGTHS[index] * (1 - 0.5 * float(pose.bent[index]))
        line = np.array([(x + 0.03, -0.14), (x, -0.02), (x, 0.5 * ends), (x + 0.02, ends)])
        radius = pose.thick * RADII[index] * np.array([0.8, 1.06, 0.97, 0.82])
        level = np.array([-0.08, 0.02, 0.03, 0.0])
        relief.limb(line, radius, level, skin(line, radius, (1, 2), pose.nail))
    return relief.finished()


def model_palm(pose: Pose) -> Model:
    """Model what of a closed hand is behind the thing it holds: its back, the wrist, the arm."""
    relief = Relief((-0.3, 2.0), (-1.6, 0.5))
    relief.slab(
        smooth(
            [
                *((-0.02, 0.4), (0.0, -0.1), (0.12, -0.3), (0.5, -0.55), (1.0, -0.95), (1.3, -1.9)),
                *((1.75, -1.9), (1.5, -0.9), (1.05, -0.25), (0.9, 0.1), (0.8, 0.4)),
            ]
        ),
        height=0.2,
        rounding=0.3,
    )
    for index in range(3):
        knuckle = np.array([(0.25 + 0.2 * index, -0.3), (0.12 + 0.205 * index, 0.0)])
        relief.limb(knuckle, pose.thick * RADII[index] * np.array([0.3, 1.0]), 0.1)
    return relief.finished()
