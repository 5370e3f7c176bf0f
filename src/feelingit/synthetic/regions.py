"""The seven regions of a drawn face, pixel by pixel.

They divide the face without gaps or overlaps, whatever hair or glasses lie upon it. Each one
takes in all that its action units can change: the mouth's reaches to the folds around it, the
brows' to the furrow between them.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.synthetic.curves import Points
from feelingit.synthetic.geometry import EAR_LEVEL, Sketch
from feelingit.types import REGIONS, Mask, Region

REGION_OF_LANDMARK: tuple[Region, ...] = (
    *("cheeks",) * 5,
    *("chin",) * 7,
    *("cheeks",) * 5,
    *("brows",) * 10,
    *("nose",) * 9,
    *("eyes",) * 12,
    *("mouth",) * 20,
)
"""The region that each of the 68 landmarks belongs to; the jaw's lie on its edge."""

_OUTSIDE = 255
_SHIFT = 4
_FAR = 2.0


def region_masks(sketch: Sketch, size: int) -> Mask:
    """Say which pixels belong to which region.

    Returns:
        `bool [7, size, size]` in the order of `REGIONS`; no pixel is in two.
    """
    face = np.zeros((size, size), dtype=np.uint8)
    labels = np.zeros((size, size), dtype=np.uint8)
    layers = _layers(sketch)
    shapes = [sketch.outline, *(shape for _, shape, _ in layers)]
    outline, *placed = _placed(sketch, shapes, size)
    _paint(face, outline, 1, 0)
    for (region, _, margin), shape in zip(layers, placed, strict=True):
        _paint(labels, shape, REGIONS.index(region), round(2 * margin * size))
    labels[face == 0] = _OUTSIDE
    return np.asarray(labels == np.arange(len(REGIONS), dtype=np.uint8)[:, None, None])


def _layers(sketch: Sketch) -> Sequence[tuple[Region, Points, float]]:
    """List the regions' shapes from the lowest layer up, with the margin around each shape.

    The forehead is the ground, and what no other region covers.
    """
    points = sketch.landmarks
    return (
        ("cheeks", _below(EAR_LEVEL), 0),
        ("chin", _chin(sketch.neutral), 0),
        ("nose", _nose(points), 0),
        ("mouth", _hull(points[48:60]), 0.045),
        ("eyes", _eye(points, 36, -1), 0.032),
        ("eyes", _eye(points, 42, 1), 0.032),
        ("brows", _between_brows(points), 0),
        ("brows", _ribbon(points[17:22]), 0.014),
        ("brows", _ribbon(points[22:27]), 0.014),
    )


def _below(level: float) -> Points:
    return np.array([(-_FAR, level), (_FAR, level), (_FAR, _FAR), (-_FAR, _FAR)])


def _chin(neutral: Points) -> Points:
    """Take the jaw in between its fifth and its fifth last landmark."""
    below_mouth, beside = neutral[57, 1] + 0.02, neutral[[4, 5], 1].mean()
    wide = abs(neutral[5, 0])
    top = [(-_FAR, beside), (-wide, beside), (-0.15, below_mouth)]
    return np.array([*top, *((-x, y) for x, y in reversed(top)), (_FAR, _FAR), (-_FAR, _FAR)])


def _nose(points: Points) -> Points:
    left, right, base = points[31], points[35], points[33]
    return np.array(
        [
            (-0.05, 0.375),
            (-0.068, 0.5),
            (left[0] - 0.035, left[1] - 0.055),
            (left[0] - 0.035, left[1] + 0.03),
            (0.0, base[1] + 0.03),
            (right[0] + 0.035, right[1] + 0.03),
            (right[0] + 0.035, right[1] - 0.055),
            (0.068, 0.5),
            (0.05, 0.375),
        ]
    )


def _eye(points: Points, first: int, side: int) -> Points:
    """Take in the crow's feet, which lie outwards of the outer corner."""
    outer = points[first if side < 0 else first + 3]
    return _hull(np.vstack((points[first : first + 6], outer + np.array([side * 0.035, 0.0]))))


def _between_brows(points: Points) -> Points:
    level = points[[21, 22], 1].mean()
    left, right = min(points[21, 0], -0.055), max(points[22, 0], 0.055)
    top, bottom = level - 0.06, min(level + 0.045, 0.37)
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])


def _ribbon(line: Points) -> Points:
    half = np.array([0.0, 0.015])
    return np.vstack((line - half, (line + half)[::-1]))


def _hull(points: Points) -> Points:
    hull = cv2.convexHull(points.astype(np.float32))
    return hull[:, 0].astype(np.float64)


def _placed(sketch: Sketch, shapes: Sequence[Points], size: int) -> list[NDArray[np.int32]]:
    """Pose upright shapes, all at once, in OpenCV's fixed-point pixels."""
    pixels = sketch.posed(np.vstack(shapes)) * size - 0.5
    fixed = np.rint(pixels * 2**_SHIFT).astype(np.int32)
    return np.split(fixed, np.cumsum([len(shape) for shape in shapes])[:-1])


def _paint(labels: NDArray[np.uint8], shape: NDArray[np.int32], label: int, edge: int) -> None:
    """Fill a shape and draw its edge, so many pixels thick."""
    cv2.fillPoly(labels, [shape], label, cv2.LINE_8, _SHIFT)
    if edge:
        cv2.polylines(labels, [shape], True, label, edge, cv2.LINE_8, _SHIFT)
