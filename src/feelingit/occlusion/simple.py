"""The study's simple conditions: bands of the image, blackened or cut away, and random boxes.

They ask nothing about the face, so they need no landmarks.
"""

from functools import partial

import numpy as np

from feelingit.occlusion.bands import band
from feelingit.occlusion.boxes import random_boxes
from feelingit.occlusion.contract import Batch, Condition, Covered
from feelingit.occlusion.fills import cut, occlude


def _bare(batch: Batch) -> Covered:
    return Covered(batch.images, np.broadcast_to(np.False_, batch.images.shape))


def _band(top: float, bottom: float, batch: Batch) -> Covered:
    mask = band(batch.height, batch.width, top, bottom)
    return Covered(occlude(batch.images, mask), np.broadcast_to(mask, batch.images.shape))


def _band_cut(top: float, bottom: float, batch: Batch) -> Covered:
    mask = band(batch.height, batch.width, top, bottom)
    return Covered(cut(batch.images, mask), np.broadcast_to(mask, batch.images.shape))


def _box(share: float, batch: Batch) -> Covered:
    mask = random_boxes(batch.keys, batch.height, batch.width, share, batch.seed)
    return Covered(occlude(batch.images, mask), mask)


def _bands() -> tuple[Condition, ...]:
    """Blacken or cut a quarter or half of the picture's rows."""
    parts = (
        ("forehead", "forehead", 0.0, 0.25, "box_quarter"),
        ("eyes", "eyes", 0.25, 0.5, "box_quarter"),
        ("lower_face", "nose and mouth", 0.5, 1.0, "box_half"),
    )
    black = tuple(
        Condition(
            name,
            label,
            "band",
            name,
            partial(_band, top, bottom),
            share=bottom - top,
            control=control,
        )
        for name, label, top, bottom, control in parts
    )
    gone = tuple(
        Condition(
            f"{name}_cut",
            f"{label}, cut",
            "cut",
            name,
            partial(_band_cut, top, bottom),
            share=bottom - top,
            cut=True,
        )
        for name, label, top, bottom, _ in parts
    )
    return black + gone


def _boxes() -> tuple[Condition, ...]:
    return tuple(
        Condition(name, label, "box", "box", partial(_box, share), share=share, is_random=True)
        for name, label, share in (
            ("box_quarter", "random box, 1/4", 0.25),
            ("box_half", "random box, 1/2", 0.5),
        )
    )


SIMPLE: tuple[Condition, ...] = (
    Condition("none", "no mask", "bare", "nothing", _bare, share=0.0),
    *_bands(),
    *_boxes(),
)
"""All of them, in the order of tables."""
