"""What makes the answer for a face less sure, in words of `face.Note`.

Each limit stands where accuracy on FER2013's validation faces has clearly fallen
(`docs/detectors.md` has the figures).
"""

import numpy as np

from feelingit.landmarks import TRUSTED
from feelingit.landmarks.points import LEFT_EYE, RIGHT_EYE
from feelingit.predict.face import Box, Note
from feelingit.predict.picture import Picture, grey_of
from feelingit.types import Landmarks

SMALL = 32
"""Pixels of the box's side below which a face is small."""
DARK = 60
"""The grey value, of 255, that nine in ten pixels of a dark face do not reach."""
CUT_OFF = 0.15
"""Share of the box outside the picture from which a face is cut off."""
TURNED = 0.3
"""How far the nose's tip lies off the middle between the eyes' outer corners, as a share of their
distance, from which a face is turned away: one in twenty of FER2013's."""
SAMPLED = 64
"""Rows and columns of a face, about, that are looked at for its brightness."""
NOSE_TIP = 30


def notes_of(picture: Picture, box: Box, landmarks: Landmarks, quality: float) -> tuple[Note, ...]:
    """Say what makes the answer for one face less sure.

    Args:
        picture: `uint8 [height, width, 3]`, RGB.
        box: Where the face is.
        landmarks: `float32 [68, 2]` in pixels of the picture.
        quality: The chance that they are right.
    """
    trusted = quality >= TRUSTED
    found: dict[Note, bool] = {
        "small": max(box.width, box.height) < SMALL,
        "dark": _brightness(picture, box) < DARK,
        "cut_off": _outside(picture, box) > CUT_OFF,
        "turned": trusted and sideways(landmarks) > TURNED,
        "covered": not trusted,
    }
    return tuple(note for note, holds in found.items() if holds)


def sideways(landmarks: Landmarks) -> float:
    """Measure how far a face looks to a side: 0 straight at the camera, about 0.5 in profile."""
    left, right = landmarks[LEFT_EYE][0], landmarks[RIGHT_EYE][3]
    across = right - left
    reach = float(across @ across)
    if reach == 0:
        return 1.0
    return abs(float((landmarks[NOSE_TIP] - left) @ across) / reach - 0.5)


def _brightness(picture: Picture, box: Box) -> float:
    left, top, right, bottom = _inside(picture, box)
    step = max(1, max(right - left, bottom - top) // SAMPLED)
    face = picture[top:bottom:step, left:right:step]
    return float(np.percentile(grey_of(np.ascontiguousarray(face)), 90)) if face.size else 255.0


def _outside(picture: Picture, box: Box) -> float:
    left, top, right, bottom = _inside(picture, box)
    area = max(box.width, 1) * max(box.height, 1)
    return 1 - (right - left) * (bottom - top) / area


def _inside(picture: Picture, box: Box) -> tuple[int, int, int, int]:
    """Round the part of the box that lies in the picture: left, top, right, bottom."""
    height, width = picture.shape[:2]
    left, right = np.clip([box.left, box.left + box.width], 0, width).round().astype(int)
    top, bottom = np.clip([box.top, box.top + box.height], 0, height).round().astype(int)
    return int(left), int(top), int(right), int(bottom)
