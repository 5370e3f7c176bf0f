"""Cut faces out of a picture as FER2013 does: at its scale and place, but upright.

Knows nothing about detectors but the form of their boxes (`detectors.contract`), and nothing about
what is made of the crops.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks import TRUSTED, locate
from feelingit.landmarks.alignment import align
from feelingit.predict.detectors.whole_picture import is_whole
from feelingit.predict.face import Box
from feelingit.predict.picture import Picture, grey_of
from feelingit.resizing import fitted
from feelingit.types import Images, Landmarks

FACE_SCALE = 1.0235
FACE_ACROSS, FACE_DOWN = 0.502, 0.51
"""How FER2013 frames a face: the canonical face (`landmarks.canonical_landmarks`) is this many
times as large in a crop, and its frame's middle lies this share from the crop's left and top.

Medians over the 5,305 faces whose landmarks are trusted among every fifth of the training split's
28,709; their middle halves lie from 0.94 to 1.11, 0.48 to 0.52 and 0.48 to 0.53. The median turn
is half a degree, its standard deviation 11 degrees (`docs/detectors.md`)."""

LOCATED_AT = 48
"""The side of the pictures in which landmarks are looked for: what their network takes."""
FINER = 2
"""Crops are drawn this many times too large and then averaged, which keeps them sharp and free of
stripes."""

Complex = NDArray[np.complex128]


class Framed(NamedTuple):
    """Faces as a classifier wants them; row i is box i.

    Attributes:
        images: `uint8 [n, side, side]`, grey.
        landmarks: `float32 [n, 68, 2]` in pixels of the picture, the first pixel's centre at
            (0, 0).
        quality: `float32 [n]`, the chance that they are right; believed from `TRUSTED` on.
    """

    images: Images
    landmarks: Landmarks
    quality: NDArray[np.float32]


class Crops(NamedTuple):
    """Where square crops lie in the picture.

    The point z of a crop, as a share of its side from its corner, lies `turn * z + shift` from the
    picture's corner; x is real, y imaginary.

    Attributes:
        turn: `complex128 [n]`: the sides in pixels, turned.
        shift: `complex128 [n]`: the crops' corners.
    """

    turn: Complex
    shift: Complex

    def where(self, keep: NDArray[np.bool_], other: "Crops") -> "Crops":
        """Take these crops where `keep` says so, the other ones elsewhere."""
        return Crops(np.where(keep, self.turn, other.turn), np.where(keep, self.shift, other.shift))


def frame_faces(picture: Picture, boxes: Sequence[Box], side: int) -> Framed:
    """Cut faces out as FER2013 frames them, turned upright by their landmarks.

    Where the landmarks are not trusted, the box itself is cut out; a box over the whole picture
    says that the picture is framed already, and is only resized.

    Args:
        picture: `uint8 [height, width, 3]`, RGB.
        boxes: As detectors give them (`detectors.contract`); may be empty, and may reach beyond
            the picture, whose border is then repeated.
        side: Of the crops, in pixels.
    """
    grey = grey_of(picture)
    drawn = _of_boxes(boxes)
    found = _look(grey, drawn)
    images = cut_out(grey, found.crops.where(found.quality >= TRUSTED, drawn), side)
    for row, box in enumerate(boxes):
        if is_whole(box, *grey.shape):
            images[row] = fitted(grey, side, side)
    return Framed(images, found.landmarks, found.quality)


class Looked(NamedTuple):
    """What was found in boxes; row i is box i.

    Attributes:
        landmarks: As in `Framed`.
        quality: As in `Framed`.
        crops: Where FER2013's crops of these faces lie, turned upright by the landmarks.
    """

    landmarks: Landmarks
    quality: NDArray[np.float32]
    crops: Crops


def located_in(picture: Picture, boxes: Sequence[Box]) -> Looked:
    """Look for landmarks in boxes; where there is no face, their quality says so.

    Args:
        picture: `uint8 [height, width, 3]`, RGB.
        boxes: As detectors give them.
    """
    return _look(grey_of(picture), _of_boxes(boxes))


def _look(grey: Images, crops: Crops) -> Looked:
    """Look in the boxes, bring the faces upright, and look again; keep the better look."""
    first = _look_once(grey, crops)
    again = _look_once(grey, first.crops)
    better = again.quality > first.quality
    return Looked(
        np.where(better[:, None, None], again.landmarks, first.landmarks),
        np.maximum(first.quality, again.quality),
        again.crops.where(better, first.crops),
    )


def _look_once(grey: Images, crops: Crops) -> Looked:
    seen = locate(cut_out(grey, crops, LOCATED_AT), threads=1)
    return Looked(_placed(crops, seen.landmarks), seen.quality, _framed(crops, seen.landmarks))


def _of_boxes(boxes: Sequence[Box]) -> Crops:
    """Take the smallest squares around the boxes, upright."""
    left, top, width, height = np.array(boxes, dtype=np.float64).reshape(-1, 4).T
    side = np.maximum(np.maximum(width, height), 1.0)
    corner = (left + width / 2 - side / 2) + 1j * (top + height / 2 - side / 2)
    return Crops(side.astype(np.complex128), corner)


def _placed(crops: Crops, landmarks: Landmarks) -> Landmarks:
    """Bring landmarks from pixels of the crops to pixels of the picture."""
    share = (landmarks.astype(np.float64) + 0.5) / LOCATED_AT
    there = crops.turn[:, None] * (share[..., 0] + 1j * share[..., 1]) + crops.shift[:, None]
    return np.stack([there.real - 0.5, there.imag - 0.5], axis=-1).astype(np.float32)


def _framed(crops: Crops, landmarks: Landmarks) -> Crops:
    """Say where FER2013's crops of these faces lie, turned upright."""
    face = align(landmarks, LOCATED_AT, LOCATED_AT)
    # From pixels, which are counted from their centres, to shares of the side.
    corner = (face.shift - face.turn * (0.5 + 0.5j) + (0.5 + 0.5j)) / LOCATED_AT
    turn = face.turn / FACE_SCALE
    middle = face.turn * (0.5 + 0.5j) + corner
    shift = middle - turn * (FACE_ACROSS + 1j * FACE_DOWN)
    return Crops(crops.turn * turn, crops.turn * shift + crops.shift)


def cut_out(grey: Images, crops: Crops, side: int) -> Images:
    """Draw crops, averaging where they shrink and repeating the border where they reach beyond.

    Args:
        grey: `uint8 [height, width]`.
        crops: Where they lie in it.
        side: Of the result, in pixels.

    Returns:
        `uint8 [n, side, side]`.
    """
    images = np.empty((len(crops.turn), side, side), dtype=np.uint8)
    for row, (turn, shift) in enumerate(zip(*crops, strict=True)):
        images[row] = _cut_out(grey, complex(turn), complex(shift), side)
    return images


def _cut_out(grey: Images, turn: complex, shift: complex, side: int) -> Images:
    part, left, top = _part(grey, turn, shift)
    fine = side * FINER
    shrink = max(1.0, abs(turn) / fine)
    height, width = (max(1, round(size / shrink)) for size in part.shape)
    small = fitted(part, height, width)
    # Shares of the part, not of the picture, and in its shrunken pixels.
    across, down = width / part.shape[1], height / part.shape[0]
    step = turn / fine
    start = shift - complex(left, top) + step * (0.5 + 0.5j)
    matrix = np.array([
        [step.real * across, -step.imag * across, start.real * across - 0.5],
        [step.imag * down, step.real * down, start.imag * down - 0.5],
    ])  # fmt: skip
    drawn = cv2.warpAffine(
        small,
        matrix,
        (fine, fine),
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return fitted(np.asarray(drawn, dtype=np.uint8), side, side)


def _part(grey: Images, turn: complex, shift: complex) -> tuple[Images, int, int]:
    """Take the part of the picture that a crop needs; say where its corner is."""
    corners = np.array([shift + turn * z for z in (0, 1, 1j, 1 + 1j)])
    margin = 2 + abs(turn) * 0.05
    height, width = grey.shape
    left, right = _within(corners.real, margin, width)
    top, bottom = _within(corners.imag, margin, height)
    return grey[top:bottom, left:right], left, top


def _within(places: NDArray[np.float64], margin: float, size: int) -> tuple[int, int]:
    first = int(np.clip(np.floor(places.min() - margin), 0, size - 1))
    last = int(np.clip(np.ceil(places.max() + margin), first + 1, size))
    return first, last
