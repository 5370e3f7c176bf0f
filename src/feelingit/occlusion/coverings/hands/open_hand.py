"""A hand laid on something, seen from its back; its coordinates are those of `anatomy`."""

import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion.coverings.hands.anatomy import (
    BULGES,
    JOINTS,
    KNUCKLES,
    LENGTHS,
    RADII,
    Pose,
    skin,
)
from feelingit.occlusion.coverings.hands.relief import Model, Relief
from feelingit.occlusion.drawing import smooth


def model_hand(pose: Pose) -> Model:
    """Model a hand with its wrist; the arm goes on below."""
    relief = Relief((-1.15, 0.95), (-0.7, 2.12))
    relief.slab(_palm(), height=0.14, rounding=0.3)
    _add_thumb(relief, pose)
    for index in (3, 0, 2, 1):
        _add_finger(relief, pose, index)
    return relief.finished()


def _palm() -> NDArray[np.float32]:
    thumb_side = [(-0.27, -1.2), (-0.26, -0.5), (-0.25, -0.1), (-0.33, 0.2), (-0.4, 0.6)]
    webs = [(-0.42, 0.98), (-0.33, 1.14), (-0.21, 1.2), (0.0, 1.22), (0.2, 1.14), (0.32, 1.03)]
    little_side = [
        (0.39, 0.85),
        (0.38, 0.5),
        (0.31, 0.1),
        (0.25, -0.15),
        (0.26, -0.5),
        (0.27, -1.2),
    ]
    return smooth([*thumb_side, *webs, *little_side])


def _add_thumb(relief: Relief, pose: Pose) -> None:
    bends = pose.thumb - np.array([0.0, 0.12, 0.3, 0.3])
    steps = np.array([0.24, 0.24, 0.17, 0.15])[:, None] * np.stack(
        [-np.sin(bends), np.cos(bends)], axis=1
    )
    line = np.array([-0.14, 0.2]) + np.concatenate([np.zeros((1, 2)), np.cumsum(steps, axis=0)])
    radius = pose.thick * np.array([0.15, 0.13, 0.115, 0.118, 0.085])
    level = np.array([-0.06, 0.0, 0.02, 0.02, 0.02])
    relief.limb(line, radius, level, skin(line, radius, (2, 3), pose.nail))


def _add_finger(relief: Relief, pose: Pose, index: int) -> None:
    lean = (index - 1.3) * (0.06 + pose.spread)
    towards = np.array([np.sin(lean), np.cos(lean)])
    bent = float(pose.bent[index])
    reach = LENGTHS[index] * (1 - 0.5 * bent)
    finger = KNUCKLES[index] + (JOINTS * reach)[:, None] * towards
    tendon = KNUCKLES[index] * np.array([(0.6, 0.45), (0.85, 0.8)])
    line = np.concatenate([tendon, finger])
    radius = pose.thick * RADII[index] * np.concatenate([[0.25, 0.75], BULGES])
    # A finger leaves the back of the hand, bends at its middle joint, and ends on the face.
    level = np.array([0.07, 0.06, 0.065, 0.04, 0.05, 0.04, 0.02, 0.0, -0.02])
    level[4] += 0.06 * bent
    relief.limb(line, radius, level, skin(line, radius, (4, 6), None if bent > 0.6 else pose.nail))  # noqa: PLR2004
