"""Lay faces over the canonical face as a whole: the similarity that brings landmarks nearest.

In the plane a similarity is one complex product and sum, so that all faces are solved at once
(Umeyama 1991 gives the same for any dimension).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks.canonical import canonical_landmarks
from feelingit.types import Landmarks

Complex = NDArray[np.complex128]
Points = NDArray[np.float32]

SMALLEST = 0.02
"""No face is believed to be smaller than this share of the picture's longer side."""

_JAW, _BROWS, _NOSE, _EYES, _MOUTH = 17, 10, 9, 12, 20
WEIGHTS = np.repeat(
    [0.5 / _JAW, 1 / _BROWS, 1 / _NOSE, 1 / _EYES, 1 / _MOUTH],
    [_JAW, _BROWS, _NOSE, _EYES, _MOUTH],
)
"""Every part counts as much, however many points it has; the jaw, which opens, half as much.

Of the weights tried on FER2013's validation faces, these bring the regions of single faces
nearest to the canonical ones.
"""


class Alignment(NamedTuple):
    """Similarities from the canonical frame into pictures, `z -> turn * z + shift`.

    Attributes:
        turn: `complex128 [n]`: how large and how turned a face is in its picture.
        shift: `complex128 [n]`: where the frame's first pixel lies in the picture.
    """

    turn: Complex
    shift: Complex

    @property
    def scale(self) -> NDArray[np.float64]:
        """The picture's pixels for one of the frame's, `[n]`."""
        return np.abs(self.turn)

    def in_picture(self, index: int, places: Points) -> Points:
        """Bring places in the frame `[..., 2]` into a face's picture."""
        return _real(self.turn[index] * _complex(places) + self.shift[index])

    def in_frame(self, index: int, places: Points) -> Points:
        """Bring places in a face's picture `[..., 2]` into the frame."""
        return _real((_complex(places) - self.shift[index]) / self.turn[index])


def align(landmarks: Landmarks, size: int, side: int) -> Alignment:
    """Find where the canonical frame lies in each picture.

    Args:
        landmarks: `float32 [n, 68, 2]` in pixels; where all are in one place, the face is taken
            for upright and as small as is believed.
        size: The frame's side in pixels.
        side: The picture's longer side in pixels.
    """
    model, seen = _complex(canonical_landmarks(size, size)), _complex(landmarks)
    share = WEIGHTS / WEIGHTS.sum()
    model_middle, middle = model @ share, seen @ share
    spread = model - model_middle
    turn = (seen - middle[:, None]) @ (share * spread.conj()) / (share @ np.abs(spread) ** 2)
    least = SMALLEST * side / size
    size_of = np.abs(turn)
    direction = np.where(size_of > 0, turn / np.where(size_of > 0, size_of, 1), 1)
    turn = direction * np.maximum(size_of, least)
    return Alignment(turn, middle - turn * model_middle)


def _complex(points: Points) -> Complex:
    wide = points.astype(np.float64)
    return wide[..., 0] + 1j * wide[..., 1]


def _real(numbers: Complex) -> Points:
    return np.stack([numbers.real, numbers.imag], axis=-1).astype(np.float32)
