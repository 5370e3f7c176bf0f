"""The seven regions of each face, from its own landmarks: what `regions` is for the mean face.

The regions divide the face without gaps or overlaps, as `canonical_regions` does: the skin
between the brows and down to the lids belongs to the brows, the upper lip's to the mouth.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks.outlines import face_outline, region_outlines
from feelingit.landmarks.upright import Points, Upright, upright
from feelingit.types import REGIONS, Images, Landmarks, Mask

OUTSIDE = 255
"""The label of what is no part of a face."""

_FINE_SIDE = 240
_SHIFT = 4
_FAR = 16.0
"""Points are kept within this many sides of the picture: cv2 counts in 32 bits."""

Fixed = NDArray[np.int32]


def face_regions(landmarks: Landmarks, height: int, width: int) -> Mask:
    """Say of every pixel in which region of each face it lies.

    A pixel belongs to the region that holds its centre, but for a tenth of a pixel at the edges
    of small pictures, half a pixel of large ones.

    Args:
        landmarks: `float32 [n, 68, 2]` in pixels; may lie outside the picture.
        height: Of the pictures, in pixels.
        width: Of the pictures, in pixels.

    Returns:
        `bool [n, 7, height, width]` in the order of `REGIONS`; disjoint, together `face_of`.
        Here True is *inside*, not hidden.

    Raises:
        ValueError: The landmarks are not of that shape, or not finite.
    """
    labels = region_labels(landmarks, height, width)
    regions = np.empty((len(labels), len(REGIONS), height, width), np.bool_)
    for number in range(len(REGIONS)):
        np.equal(labels, number, out=regions[:, number])
    return regions


def face_of(landmarks: Landmarks, height: int, width: int) -> Mask:
    """Say which pixels show each face: within the jaw line, and up to where hair usually begins.

    Landmarks end at the brows; the forehead reaches as far above the eyes as is usual for the
    distance between eyes and chin. A nose that a turned head shows beyond the cheek is part.

    Args:
        landmarks: `float32 [n, 68, 2]` in pixels; may lie outside the picture.
        height: Of the pictures, in pixels.
        width: Of the pictures, in pixels.

    Returns:
        `bool [n, height, width]`, True inside.

    Raises:
        ValueError: The landmarks are not of that shape, or not finite.
    """
    painter = _Painter(height, width)
    outlines = _face_shapes(painter, _upright(landmarks, height, width))
    inside = np.empty((len(landmarks), height, width), np.bool_)
    for index, (outline, features) in enumerate(zip(*outlines, strict=True)):
        inside[index] = painter.face(outline, features)
    return inside


def region_labels(landmarks: Landmarks, height: int, width: int) -> Images:
    """Number the pixels of each face by region.

    Returns:
        `uint8 [n, height, width]`, places in `REGIONS`, and `OUTSIDE`; otherwise as
        `face_regions`.
    """
    face = _upright(landmarks, height, width)
    painter = _Painter(height, width)
    named = region_outlines(face)
    numbers = [REGIONS.index(region) for region, _ in named]
    shapes = [painter.fixed(face.in_pixels(points)) for _, points in named]
    labels = np.empty((len(landmarks), height, width), np.uint8)
    for index, (outline, features, *parts) in enumerate(
        zip(*_face_shapes(painter, face), *shapes, strict=True)
    ):
        labels[index] = painter.regions(numbers, parts)
        labels[index][~painter.face(outline, features)] = OUTSIDE
    return labels


def _upright(landmarks: Landmarks, height: int, width: int) -> Upright:
    if landmarks.ndim != 3 or landmarks.shape[1:] != (68, 2):  # noqa: PLR2004 - the 68 points
        raise ValueError(f"expected landmarks [n, 68, 2], found {landmarks.shape}")
    if not np.isfinite(landmarks).all():
        raise ValueError("expected finite landmarks, found some that are not")
    return upright(landmarks.astype(np.float32, copy=False), max(height, width))


def _face_shapes(painter: "_Painter", face: Upright) -> tuple[Fixed, Fixed]:
    """Give each face's outline, and the points of brows, eyes, nose and mouth within it."""
    outline, features = face_outline(face), face.uv[:, 17:]
    return painter.fixed(face.in_pixels(outline)), painter.fixed(face.in_pixels(features))


class _Painter:
    """Fills outlines on a fine grid and reads it at the pixels' centres.

    Args:
        height: Of the pictures, in pixels.
        width: Of the pictures, in pixels.
    """

    def __init__(self, height: int, width: int) -> None:
        self._sides = max(height, width)
        # Odd, so that one fine pixel lies at the centre of each pixel.
        self._fine = 2 * max(0, round((_FINE_SIDE / self._sides - 1) / 2)) + 1
        self._canvas = np.empty((height * self._fine, width * self._fine), np.uint8)
        half = self._fine // 2
        self._centres = self._canvas[half :: self._fine, half :: self._fine]

    def fixed(self, points: Points) -> Fixed:
        """Bring points in pixels to fine pixels with fractional bits, as cv2 wants them."""
        reach = _FAR * self._sides
        near = np.clip(points, -reach, reach)
        fine: Fixed = np.rint(((near + 0.5) * self._fine - 0.5) * 2**_SHIFT).astype(np.int32)
        return fine

    def face(self, outline: Fixed, features: Fixed) -> Mask:
        """Fill a face's outline and the hull of its features."""
        self._canvas.fill(0)
        self._fill(outline, 1)
        self._fill(np.asarray(cv2.convexHull(features), np.int32), 1)
        inside: Mask = self._centres != 0
        return inside

    def regions(self, numbers: list[int], shapes: list[Fixed]) -> Images:
        """Fill one outline after the other, on cheeks."""
        self._canvas.fill(REGIONS.index("cheeks"))
        for number, shape in zip(numbers, shapes, strict=True):
            self._fill(shape, number)
        return self._centres

    def _fill(self, shape: Fixed, value: int) -> None:
        cv2.fillPoly(self._canvas, [shape], value, cv2.LINE_8, _SHIFT)
