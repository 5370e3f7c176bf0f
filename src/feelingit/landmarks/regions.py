"""The seven regions of a face in a canonical frame: an upright face that fills its crop.

Knows nothing about any one face: the outlines were laid, by eye, over the mean of all FER2013
training faces, overall and per emotion, and are the same for every face. In single faces the
parts lie a few hundredths of the side higher or lower; mean maps are what they are for.
"""

import numpy as np
from numpy.typing import NDArray

from feelingit.types import REGIONS, Mask, Region

Outline = tuple[tuple[float, float], ...]

BEYOND = -0.1
"""Where outlines that reach across the midline begin: safely on its other side."""

FACE: Outline = (
    (BEYOND, 0.0),
    (0.14, 0.01),
    (0.25, 0.06),
    (0.33, 0.14),
    (0.385, 0.26),
    (0.405, 0.40),
    (0.40, 0.54),
    (0.37, 0.68),
    (0.31, 0.81),
    (0.23, 0.91),
    (0.13, 0.975),
    (BEYOND, 0.99),
)
"""Hairline to jaw: distance from the vertical midline and distance from the top edge, as shares of
the crop's width and height. Only half is written down; the other half is its mirror image."""

OUTLINES: dict[Region, Outline] = {
    "mouth": (
        (BEYOND, 0.675),
        (0.10, 0.68),
        (0.19, 0.72),
        (0.23, 0.78),
        (0.19, 0.85),
        (0.10, 0.885),
        (BEYOND, 0.89),
    ),
    "eyes": (
        (0.08, 0.37),
        (0.13, 0.32),
        (0.24, 0.31),
        (0.33, 0.35),
        (0.34, 0.40),
        (0.28, 0.45),
        (0.16, 0.455),
        (0.09, 0.42),
    ),
    "brows": (
        (BEYOND, 0.23),
        (0.10, 0.215),
        (0.24, 0.20),
        (0.33, 0.235),
        (0.37, 0.31),
        (0.35, 0.36),
        (0.33, 0.35),
        (0.24, 0.31),
        (0.13, 0.32),
        (0.08, 0.37),
        (BEYOND, 0.37),
    ),
    "nose": (
        (BEYOND, 0.37),
        (0.08, 0.37),
        (0.08, 0.50),
        (0.15, 0.58),
        (0.15, 0.65),
        (0.10, 0.68),
        (BEYOND, 0.675),
    ),
    "forehead": ((BEYOND, 0.0), (0.5, 0.0), (0.5, 0.31), (BEYOND, 0.31)),
    "chin": ((BEYOND, 0.86), (0.17, 0.86), (0.30, 1.0), (BEYOND, 1.0)),
    "cheeks": ((BEYOND, 0.0), (0.5, 0.0), (0.5, 1.0), (BEYOND, 1.0)),
}
"""Outlines as in `FACE`; where two overlap the earlier one has the pixel, so that the last three
are what is left of the face above, below and beside the others. The skin between the brows
belongs to the brows (it is drawn together with them), the upper lip's to the mouth."""


def canonical_regions(height: int, width: int) -> Mask:
    """Say of every pixel of a crop in which region of the face it lies.

    A pixel belongs to the region that holds its centre. Every region has pixels from 16 x 16 on.

    Returns:
        `bool [7, height, width]` in the order of `REGIONS`; disjoint, symmetric from left to
        right, together `face_area`. Here True is *inside*, not hidden.
    """
    free = face_area(height, width)
    regions = np.zeros((len(REGIONS), height, width), dtype=np.bool_)
    for name, outline in OUTLINES.items():
        inside = _fill(outline, height, width) & free
        regions[REGIONS.index(name)] = inside
        free &= ~inside
    return regions


def face_area(height: int, width: int) -> Mask:
    """Say which pixels of a crop show the face, not hair, neck or background.

    Returns:
        `bool [height, width]`, True inside.
    """
    return _fill(FACE, height, width)


def _fill(outline: Outline, height: int, width: int) -> NDArray[np.bool_]:
    """Find the pixels whose centres lie inside an outline or its mirror image (even-odd rule)."""
    # Whole numbers until the last division, so that mirrored columns are equal to the last bit.
    from_midline = np.abs(2 * np.arange(width) + 1 - width) / (2 * width)
    from_top = ((np.arange(height) + 0.5) / height)[:, None]
    inside = np.zeros((height, width), dtype=np.bool_)
    for (u0, v0), (u1, v1) in zip(outline, outline[1:] + outline[:1], strict=True):
        if v0 == v1:
            continue
        spans = (from_top < v0) != (from_top < v1)
        crossing = u0 + (from_top - v0) / (v1 - v0) * (u1 - u0)
        inside ^= spans & (from_midline < crossing)
    return inside
