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

ConditionName = Literal["none", "forehead", "eyes", "lower_face", "box_quarter", "box_half"]
Keys = NDArray[np.uint64]
MakeMask = Callable[[Keys, int, int, int], Mask]


@dataclass(frozen=True)
class Condition:
    """What is hidden.

    Attributes:
        name: In settings and tables.
        label: In figures and prose.
        share: Of the area that is hidden.
        control: The condition of the same area that says what hiding anything costs.
        mask: From keys `uint64 [n]`, height, width and seed to a `Mask`: `[height, width]` where
            it is the same for all faces, else `[n, height, width]`.
    """

    name: ConditionName
    label: str
    share: float
    control: ConditionName | None
    mask: MakeMask


def _band(top: float, bottom: float, _keys: Keys, height: int, width: int, _seed: int) -> Mask:
    return band(height, width, top, bottom)


def _box(share: float, keys: Keys, height: int, width: int, seed: int) -> Mask:
    return random_boxes(keys, height, width, share, seed)


CONDITIONS: dict[ConditionName, Condition] = {
    condition.name: condition
    for condition in (
        Condition("none", "no mask", 0.0, None, partial(_band, 0.0, 0.0)),
        Condition("forehead", "forehead", 0.25, "box_quarter", partial(_band, 0.0, 0.25)),
        Condition("eyes", "eyes", 0.25, "box_quarter", partial(_band, 0.25, 0.5)),
        Condition("lower_face", "nose and mouth", 0.5, "box_half", partial(_band, 0.5, 1.0)),
        Condition("box_quarter", "random box, 1/4", 0.25, None, partial(_box, 0.25)),
        Condition("box_half", "random box, 1/2", 0.5, None, partial(_box, 0.5)),
    )
}
assert tuple(CONDITIONS) == get_args(ConditionName)  # noqa: S101 - one list, kept in one place


def cover(
    images: Images,
    name: ConditionName,
    fill: Literal["black", "cut"] = "black",
    *,
    seed: int = 0,
    keys: Keys | None = None,
) -> Images:
    """Show images under a condition.

    Args:
        images: `uint8 [n, height, width]`; stays as it is.
        name: Of the condition.
        fill: `black`, or `cut` to take the hidden rows away. A box cannot be cut away: it is
            blackened either way.
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
    if fill == "cut" and mask.ndim == 2:
        return cut(images, mask)
    return occlude(images, mask)
