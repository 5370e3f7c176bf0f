"""Controls of a covering, made from the pixels it hides: named `COVERING@CONTROL`.

Box and scatter hide as many pixels somewhere else, and say what hiding anything costs. Blur, mean
and black put something else in the place of the covering, and say what its look costs. Controls
of conditions that cut rows away are of the same pixels in the whole picture.
"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import numpy as np

from feelingit.errors import InputError
from feelingit.occlusion.contract import Batch, Condition, Covered
from feelingit.occlusion.drawing import FaceFrame, Layer
from feelingit.occlusion.drawing.blurring import wide_blur
from feelingit.occlusion.fills import occlude
from feelingit.occlusion.mean_face import mean_face_over
from feelingit.occlusion.places import box_elsewhere, squares_anywhere
from feelingit.occlusion.randomness import generator_for
from feelingit.types import Mask

BLUR = 0.1
"""The Gaussian of the blurred control, as a share of the picture's shorter side: a quarter to a
third of the distance between the eyes of a face that fills it."""

CONTROLS: Mapping[str, str] = MappingProxyType(
    {
        "box": "a black box of the same area, away from what the covering hides",
        "scatter": "the same area in small black squares scattered over the picture",
        "blur": "the same pixels, strongly blurred",
        "mean": "the same pixels filled with a mean face",
        "black": "the same pixels blackened",
    }
)
"""What each does, by its name after the @."""

_LABELS = {
    "box": "box as large as {}",
    "scatter": "squares as large as {}",
    "blur": "{}: blurred",
    "mean": "{}: mean face",
    "black": "{}: black",
}

Place = Callable[[Mask, np.random.Generator], Mask]
"""Finds other pixels, as many as a covering hides."""
Refill = Callable[[Batch, int, Mask], Layer]
"""Gives what to put in the place of the hidden pixels of one face of a batch."""
_PLACES: Mapping[str, Place] = {"box": box_elsewhere, "scatter": squares_anywhere}


def control_of(base: Condition, kind: str) -> Condition:
    """Make a covering's control.

    A box hides the part `box`, as the random boxes do. Every other control hides a part of its
    own name, so that it is never taken for the study's mask that it was made of.

    Args:
        base: The covering.
        kind: One of `CONTROLS`.

    Raises:
        InputError: The covering hides nothing.
    """
    if base.control is None and not base.share:
        raise InputError(f"{base.name} hides nothing, so it has no control of the same area")
    name = f"{base.name}@{kind}"
    elsewhere = kind in _PLACES
    return Condition(
        name,
        _LABELS[kind].format(base.label),
        "control",
        hides="box" if kind == "box" else name,
        draw=partial(_elsewhere, base, name, _PLACES[kind])
        if elsewhere
        else partial(_in_place, base, _REFILLS[kind]),
        share=base.share,
        # The mean face is laid on by landmarks, whatever the covering needs.
        follows_face=base.follows_face or kind == "mean",
        is_random=base.is_random or elsewhere,
    )


def _elsewhere(base: Condition, name: str, place: Place, batch: Batch) -> Covered:
    """Blacken as many pixels as the covering hides, in other places."""
    hidden = np.empty(batch.images.shape, np.bool_)
    covered = base.draw(batch).hidden
    for index, (mask, key) in enumerate(zip(covered, batch.keys.tolist(), strict=True)):
        hidden[index] = place(mask, generator_for(key, batch.seed, name))
    return Covered(occlude(batch.images, hidden), hidden)


def _in_place(base: Condition, refill: Refill, batch: Batch) -> Covered:
    """Put something else in the place of the covering."""
    hidden = base.draw(batch).hidden
    images = batch.images.copy()
    for index, mask in enumerate(hidden):
        images[index][mask] = np.rint(refill(batch, index, mask))[mask]
    return Covered(images, hidden)


def _blurred(batch: Batch, index: int, _: Mask) -> Layer:
    radius = BLUR * min(batch.height, batch.width)
    return wide_blur(batch.images[index].astype(np.float32), radius)


def _mean(batch: Batch, index: int, hidden: Mask) -> Layer:
    frame = FaceFrame(batch.landmarks[index], batch.height, batch.width)
    return mean_face_over(frame, batch.images[index], hidden)


def _black(_: Batch, __: int, hidden: Mask) -> Layer:
    return np.zeros(hidden.shape, np.float32)


_REFILLS: Mapping[str, Refill] = {
    "blur": _blurred,
    "mean": _mean,
    "black": _black,
}
