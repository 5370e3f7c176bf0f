"""The frame of one face: coordinates that turn, shift and grow with the head.

u runs from the image's left to its right eye, v from the eyes down to the mouth; (0, 0) is
midway between the eyes' centres and the distance between these is 1. Knows nothing of pixels'
values.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks.points import JAW, LEFT_EYE, RIGHT_EYE

Points = NDArray[np.float32]

SMALLEST_UNIT = 0.02
"""The least distance between the eyes that is believed, as a share of the image's longer side."""

_TURNS = np.linspace(0, np.pi, 11)[1:-1]
_ARCH = np.stack([np.cos(_TURNS), np.sin(_TURNS)])


class FaceFrame:
    """One face's landmarks and its coordinates.

    Args:
        points: `float32 [68, 2]`, x and y in pixels.
        height: Of the picture in pixels.
        width: Of the picture in pixels.

    Attributes:
        points: The landmarks in pixels.
        origin: Midway between the eyes' centres, in pixels.
        unit: The distance between the eyes' centres, in pixels.
        right: Unit vector along u, in pixels.
        down: Unit vector along v, in pixels.
    """

    def __init__(self, points: Points, height: int, width: int) -> None:
        self.points = np.asarray(points, dtype=np.float32)
        self.height, self.width = height, width
        left, right = self.points[LEFT_EYE].mean(axis=0), self.points[RIGHT_EYE].mean(axis=0)
        across = right - left
        distance = float(np.hypot(*across))
        self.origin: Points = ((left + right) / 2).astype(np.float32)
        self.unit = max(distance, SMALLEST_UNIT * max(height, width))
        upright = np.array([1, 0], np.float32)
        self.right: Points = (across / distance if distance > 0 else upright).astype(np.float32)
        self.down: Points = np.array([-self.right[1], self.right[0]], np.float32)

    def at(self, *uv: tuple[float, float] | NDArray[np.floating]) -> Points:
        """Bring points from face coordinates to pixels: `(u, v)`s or one `[k, 2]` -> `[k, 2]`."""
        given = np.atleast_2d(np.asarray(uv[0] if len(uv) == 1 else uv, dtype=np.float32))
        axes = np.stack([self.right, self.down])
        placed: Points = self.origin + self.unit * (given @ axes)
        return placed

    def of(self, pixels: NDArray[np.floating]) -> Points:
        """Bring points from pixels to face coordinates: `[..., 2]` -> `[..., 2]`."""
        axes = np.stack([self.right, self.down], axis=1)
        found = ((np.asarray(pixels, np.float32) - self.origin) @ axes) / np.float32(self.unit)
        return found.astype(np.float32, copy=False)

    @cached_property
    def uv(self) -> Points:
        """The landmarks in face coordinates, `float32 [68, 2]`."""
        return self.of(self.points)

    @cached_property
    def angle(self) -> float:
        """The head's tilt in the picture, in radians; positive turns u towards the lower edge."""
        return float(np.arctan2(self.right[1], self.right[0]))

    @cached_property
    def chin(self) -> float:
        """How far the chin lies below the eyes, v of landmark 8."""
        return float(self.uv[8, 1])

    @cached_property
    def crown(self) -> float:
        """Where the skull ends, v above the eyes, negative; landmarks do not reach so high.

        The eyes lie about half-way between crown and chin (Farkas 1994, "Anthropometry of the
        Head and Face"); a little less is taken, since an open mouth lowers the chin.
        """
        return -float(np.clip(0.95 * self.chin, 1.3, 2.1))

    @cached_property
    def hairline(self) -> float:
        """Where the forehead ends, v above the eyes, negative: two thirds of the way up."""
        return 0.66 * self.crown

    @cached_property
    def sides(self) -> tuple[float, float]:
        """Where the face ends at the height of the eyes: u at the image's left and right."""
        return float(self.uv[0, 0]), float(self.uv[16, 0])

    @cached_property
    def turn(self) -> float:
        """How far the head is turned, -1 to 1: 0 is frontal, positive towards the image's right.

        By how far the bridge of the nose lies from the middle of the face.
        """
        left, right = self.sides
        middle, half = (left + right) / 2, max((right - left) / 2, 1e-3)
        return float(np.clip((self.uv[30, 0] - middle) / half, -1, 1))

    def face_outline(self, grow: float = 0.0) -> Points:
        """Give the face's outline with its forehead, in pixels: `[k, 2]`, closed, clockwise.

        Args:
            grow: How much larger, as a share of the distance from the face's middle.
        """
        jaw = self.uv[JAW]
        left, right = self.sides
        middle, half = (left + right) / 2, (right - left) / 2
        start = (jaw[0, 1] + jaw[16, 1]) / 2
        arch = np.stack(
            [middle + half * _ARCH[0], start + (self.hairline - start) * _ARCH[1]], axis=1
        )
        outline = np.concatenate([jaw, arch.astype(np.float32)])
        centre = np.array([middle, (self.hairline + self.chin) / 2], np.float32)
        return self.at(centre + (outline - centre) * (1 + grow))
