"""A bonnet: whatever sits on the skull from a rim up to the crown, and coordinates on it."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from feelingit.occlusion.coverings.headwear.head import DEPTH, MIDDLE, Head, Numbers
from feelingit.occlusion.drawing import Canvas, Points

STEPS: Numbers = np.sin(np.linspace(0, np.pi / 2, 11, dtype=np.float32))
ROUND = np.linspace(-np.pi / 2, np.pi / 2, 17, dtype=np.float32)
SEEN = 0.1
"""Cosine of the angle to the camera below which a line on the bonnet counts as round the corner."""


@dataclass(frozen=True)
class Bonnet:
    """What sits on the skull.

    Attributes:
        head: Whose.
        front: Height of the rim over the forehead, y.
        drop: How much lower the rim is over the ears.
        swell: How much wider than the skull.
        top: Where it ends, y.
    """

    head: Head
    front: float
    drop: float
    swell: float
    top: float

    def rim(self, longitude: ArrayLike) -> Numbers:
        """Give the height of the rim, y."""
        away: Numbers = 1 - np.cos(np.asarray(longitude, np.float32))
        return self.front + self.drop * away

    def at(self, longitude: ArrayLike, height: ArrayLike) -> Points:
        """Give points on it in face coordinates; height is 0 at the rim and 1 at the top."""
        up = np.asarray(height, np.float32)
        y = self.rim(longitude) * (1 - up) + self.top * up
        return self.head.around(longitude, y, self.swell * _dome(up))

    def band(self, low: float = 0.0, high: float = 1.0) -> Points:
        """Give the outline of what is seen of it between two heights, in pixels: closed."""
        ups = low + (high - low) * STEPS
        rounds = self.head.ahead + ROUND
        sides = np.ones_like(STEPS)
        longitude = [rounds, rounds[-1] * sides, rounds[::-1], rounds[0] * sides]
        height = [np.full_like(ROUND, low), ups, np.full_like(ROUND, high), ups[::-1]]
        return self.head.frame.at(self.at(np.concatenate(longitude), np.concatenate(height)))

    def parallel(self, height: float) -> Points:
        """Give what is seen of the line around it at one height, in pixels."""
        return self.head.frame.at(self.at(self.head.ahead + ROUND, height))

    def meridians(self, longitudes: Numbers) -> Points:
        """Give one line in pixels that runs along those seen of some meridians, rim to top."""
        seen = longitudes[np.cos(longitudes - self.head.ahead) > SEEN]
        there_and_back = np.concatenate([STEPS, STEPS[::-1]])
        line = self.at(seen[:, None], there_and_back[None])
        return self.head.frame.at(np.roll(line.reshape(-1, 2), len(STEPS), axis=0))

    def coordinates(self, canvas: Canvas) -> tuple[Numbers, Numbers, Numbers]:
        """Give every pixel's place on it.

        Returns:
            Longitude in radians, height from 0 at the rim to 1 at the top, both beyond these
            where the pixel is off it, and how far to the side its surface faces: -1 to the
            image's left, 1 to its right.
        """
        head = self.head
        u, v = canvas.uv
        across = (u - head.axis) / (head.reach * self.swell)
        facing = np.sqrt(np.maximum(1 - across * across, 0.04))
        # cos(longitude), of the rim that lies straight below or above the pixel.
        ahead = facing * math.cos(head.ahead) - across * math.sin(head.ahead)
        level, nodding = math.cos(head.nod), math.sin(head.nod)
        middle = float(head.place(0, 0, MIDDLE)[1]) / head.stretch
        rim = middle + level * (self.front + self.drop)
        low = rim + ahead * (nodding * DEPTH * self.swell - level * self.drop)
        high = float(self.at(head.ahead, 1.0)[1])
        height = (low * head.stretch - v) / np.maximum(low * head.stretch - high, 0.2)
        side = np.clip(across / _dome(np.clip(height, 0, 0.97)), -0.98, 0.98)
        return np.arcsin(side) + head.ahead, height, side


def _dome(height: ArrayLike) -> Numbers:
    """How wide a dome is at a height, 1 above its tucked-in rim and 0 at its top."""
    up = np.asarray(height, np.float32)
    tuck = np.maximum(1 - up / np.float32(0.12), 0)
    wide: Numbers = np.sqrt(1 - up * up * np.sqrt(up)) * (1 - np.float32(0.05) * tuck * tuck)
    return wide
