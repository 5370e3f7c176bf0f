"""The head behind the face: a skull in three dimensions, turned and nodding as the landmarks say.

Lengths are those between the eyes of a frontal face. x runs to the image's right, y down, z
towards the camera; the origin is on the head's axis, at the height of the eyes. Seen from afar:
nothing grows as it comes nearer. Knows nothing of what is worn.
"""

from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from feelingit.occlusion.drawing import FaceFrame, Points

Numbers = NDArray[np.float32]

EYES = 0.88
"""How far before the ends of the jaw's line the eyes lie: fits MediaPipe's mesh at all turns."""
MIDDLE, DEPTH = -0.25, 1.4
"""Where the skull's middle lies from front to back, and how far it reaches from there.

A head is about 19 cm long and eyes are 6.3 cm apart (Farkas 1994, "Anthropometry of the Head and
Face"): 3 from front to back, of which the forehead lies a fifth before the eyes.
"""
BREADTH = 1.1
"""The skull's breadth as a share of the jaw's between its ends."""
MOST_TURN, MOST_NOD = 1.4, 0.45
"""Tangent and sine of the largest turn and nod that are believed."""


class Head:
    """One head, as it is turned.

    Args:
        frame: The face's coordinates.

    Attributes:
        frame: The face's coordinates.
        stretch: Face units to a unit of the head: the eyes of a turned face are seen closer.
        half: Half the skull's breadth.
        crown: Where the skull ends, y, negative.
        chin: Where the chin ends, y.
    """

    def __init__(self, frame: FaceFrame) -> None:
        self.frame = frame
        left, right = frame.sides
        aside = float(np.clip(-(left + right) / 2 / EYES, -MOST_TURN, MOST_TURN))
        ears = float(frame.uv[0, 1] + frame.uv[16, 1]) / 2
        nodding = -ears / (EYES * np.hypot(1, aside))
        self._nodding = float(np.clip(nodding, -MOST_NOD, MOST_NOD))
        self._level = float(np.sqrt(1 - self._nodding**2))
        self._tangent = aside / self._level
        self.stretch = float(np.hypot(1, self._tangent))
        self.half = BREADTH * float(np.clip((right - left) / 2, 0.85, 1.25))
        self.crown = frame.crown / self.stretch
        self.chin = float(np.clip(frame.chin / self.stretch, 1.2, 2.4))

    @property
    def yaw(self) -> float:
        """How far it is turned to the image's right, in radians."""
        return float(np.arctan(self._tangent))

    @property
    def nod(self) -> float:
        """How far it looks down, in radians."""
        return float(np.arcsin(self._nodding))

    def place(self, x: ArrayLike, y: ArrayLike, z: ArrayLike) -> Points:
        """Bring points of the head to face coordinates: three of `[...]` -> `[..., 2]`."""
        x, y, z = np.asarray(x), np.asarray(y), np.asarray(z)
        nearer = (z - EYES) * self._level - y * self._nodding
        lower = (z - EYES) * self._nodding + y * self._level
        placed: Points = np.empty((*np.broadcast_shapes(x.shape, nearer.shape), 2), np.float32)
        placed[..., 0] = x + nearer * self._tangent
        placed[..., 1] = lower * self.stretch
        return placed

    def around(self, longitude: ArrayLike, y: ArrayLike, swell: ArrayLike = 1.0) -> Points:
        """Give points around the head, in face coordinates.

        Args:
            longitude: In radians, 0 in front and positive towards the image's right.
            y: Their height.
            swell: How far from the axis, as a share of the skull's own distance.
        """
        x = self.half * np.asarray(swell) * np.sin(longitude)
        z = MIDDLE + DEPTH * np.asarray(swell) * np.cos(longitude)
        return self.place(x, y, z)

    @cached_property
    def axis(self) -> float:
        """Where the skull's middle is seen, u."""
        return float((MIDDLE - EYES) * self._level * self._tangent)

    @cached_property
    def reach(self) -> float:
        """How far to each side of its middle the skull is seen to reach, in face coordinates."""
        return float(np.hypot(self.half, DEPTH * self._level * self._tangent))

    @cached_property
    def ahead(self) -> float:
        """The longitude that faces the camera; what lies over a quarter turn off is not seen."""
        return -float(np.arctan2(DEPTH * self._level * self._tangent, self.half))
