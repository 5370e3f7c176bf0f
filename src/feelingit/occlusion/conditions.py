"""The named conditions under which models are trained and tested: the one registry of them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion.bands import band
from feelingit.occlusion.boxes import random_boxes
from feelingit.occlusion.fills import cut, occlude
from feelingit.types import Images, Mask

ConditionName = Literal[
    "none",
    "forehead",
    "eyes",
    "lower_face",
    "forehead_cut",
    "eyes_cut",
    "lower_face_cut",
    "box_quarter",
    "box_half",
]
Keys = NDArray[np.uint64]
MakeMask = Callable[[Keys, int, int, int], Mask]


@dataclass(frozen=True)
class Condition:
    """What is hidden, and how.

    Attributes:
        name: In settings and tables.
        label: In figures and prose.
        hides: What part of the face: conditions that hide the same part differ in how.
        share: Of the area that is hidden.
        mask: From keys `uint64 [n]`, height, width and seed to a `Mask`: `[height, width]` where
            it is the same for all faces, else `[n, height, width]`.
        cut: Whether hidden rows are taken out of the picture, rather than blackened.
        control: The condition of the same area, filled alike, that says what hiding anything
            costs.
    """

    name: ConditionName
    label: str
    hides: str
    share: float
    mask: MakeMask
    cut: bool = False
    control: ConditionName | None = None

    @property
    def is_random(self) -> bool:
        """Whether each face has a mask of its own, drawn by a seed."""
        return self.hides == "box"


def _band(top: float, bottom: float, _keys: Keys, height: int, width: int, _seed: int) -> Mask:
    return band(height, width, top, bottom)


def _box(share: float, keys: Keys, height: int, width: int, seed: int) -> Mask:
    return random_boxes(keys, height, width, share, seed)


_NOTHING = partial(_band, 0.0, 0.0)
_FOREHEAD = partial(_band, 0.0, 0.25)
_EYES = partial(_band, 0.25, 0.5)
_LOWER = partial(_band, 0.5, 1.0)

CONDITIONS: dict[ConditionName, Condition] = {
    condition.name: condition
    for condition in (
        Condition("none", "no mask", "nothing", 0.0, _NOTHING),
        Condition("forehead", "forehead", "forehead", 0.25, _FOREHEAD, control="box_quarter"),
        Condition("eyes", "eyes", "eyes", 0.25, _EYES, control="box_quarter"),
        Condition("lower_face", "nose and mouth", "lower_face", 0.5, _LOWER, control="box_half"),
        Condition("forehead_cut", "forehead, cut", "forehead", 0.25, _FOREHEAD, cut=True),
        Condition("eyes_cut", "eyes, cut", "eyes", 0.25, _EYES, cut=True),
        Condition("lower_face_cut", "nose and mouth, cut", "lower_face", 0.5, _LOWER, cut=True),
        Condition("box_quarter", "random box, 1/4", "box", 0.25, partial(_box, 0.25)),
        Condition("box_half", "random box, 1/2", "box", 0.5, partial(_box, 0.5)),
    )
}
assert tuple(CONDITIONS) == get_args(ConditionName)  # noqa: S101 - one list, kept in one place


def cover(
    images: Images, name: ConditionName, *, seed: int = 0, keys: Keys | None = None
) -> Images:
    """Show images under a condition.

    Args:
        images: `uint8 [n, height, width]`; stays as it is.
        name: Of the condition.
        seed: Of the random boxes.
        keys: `uint64 [n]`, one a face; where its box lies depends on it. By default 0 to n-1.

    Returns:
        `uint8 [n, height, width]`, fewer rows where cut; the images themselves where nothing
        is hidden.
    """
    condition = CONDITIONS[name]
    if condition.share == 0:
        return images
    if keys is None:
        keys = np.arange(len(images), dtype=np.uint64)
    mask = condition.mask(keys, images.shape[1], images.shape[2], seed)
    return cut(images, mask) if condition.cut else occlude(images, mask)
