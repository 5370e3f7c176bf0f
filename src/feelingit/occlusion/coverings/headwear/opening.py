"""An opening in cloth: what is left free of the face, and where every pixel lies about it."""

import math
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from feelingit.occlusion.coverings.headwear.head import Head, Numbers
from feelingit.occlusion.drawing import Canvas, FaceFrame, Points, smooth

INSIDE, EYES = slice(17, 68), slice(36, 48)
"""The landmarks within the jaw's line, and those of both eyes."""
ANGLES = 721
"""Angles at which an opening's outline is known, from -180 to 180 degrees."""
EVEN = 72
"""Points of an even outline."""
ARCH = np.radians(np.linspace(5, 175, 9))


class Opening:
    """A closed line around its middle, every part of which is seen from there.

    Args:
        frame: The face's coordinates.
        outline: `[k, 2]` in face coordinates.
    """

    def __init__(self, frame: FaceFrame, outline: NDArray[np.float32]) -> None:
        self.frame, self.outline = frame, outline
        self.middle = (outline.min(axis=0) + outline.max(axis=0)) / 2

    @property
    def pixels(self) -> Points:
        """Its outline in pixels."""
        return self.frame.at(self.outline)

    @cached_property
    def _radii(self) -> Numbers:
        """How far the line is from the middle, at `ANGLES` angles from straight down onwards."""
        away = self.outline - self.middle
        angles = np.arctan2(away[:, 0], -away[:, 1])
        steps = np.linspace(-np.pi, np.pi, ANGLES)
        radii = np.interp(steps, angles, np.hypot(*away.T), period=math.tau)
        return np.asarray(radii, np.float32)

    def about(self, canvas: Canvas) -> tuple[Numbers, Numbers]:
        """Give where every pixel lies: the angle about the middle, and how far outside the line.

        Returns:
            Radians, 0 above the middle and positive towards the image's right; and face units,
            negative within.
        """
        u, v = canvas.uv
        across, down = u - self.middle[0], v - self.middle[1]
        angle = np.arctan2(across, -down)
        step = ((angle / math.tau + 0.5) * (ANGLES - 1) + 0.5).astype(np.int32)
        return angle, np.sqrt(across * across + down * down) - self._radii[step]


def face_oval(head: Head, top: float, tight: float) -> Opening:
    """Give the oval of the face that a headscarf leaves free.

    Args:
        head: Whose.
        top: The height of its upper edge, y.
        tight: How far it draws in from the jaw's line, as a share of the face's size.
    """
    frame = head.frame
    left, right = frame.sides
    centre = np.array([(left + right) / 2, 0.4 * frame.chin], np.float32)
    jaw = centre + (frame.uv[2:15:2] - centre) * np.array([1 - tight, 1 - 0.2 * tight], np.float32)
    half = (1 - tight) * (right - left) / 2
    start = (frame.uv[0, 1] + frame.uv[16, 1]) / 2
    high = float(head.place(0, top, 1.0)[1]) - start
    arch = np.stack(
        [centre[0] + half * np.cos(ARCH), start + high * np.sin(ARCH) ** 0.8], axis=1
    ).astype(np.float32)
    # The far side of a turned face reaches beyond its jaw's line.
    parts = centre + (frame.uv[INSIDE] - centre) * np.float32(1.08)
    oval = smooth(np.concatenate([jaw, arch]))
    return Opening(frame, rounded(hull(np.concatenate([oval, parts])), 3))


def eye_slit(head: Head, top: ArrayLike, bottom: ArrayLike, reach: float) -> Opening:
    """Give a slit that leaves the eyes free, from one side of the face to the other.

    Args:
        head: Whose.
        top: Heights of its upper edge, y, from one end over the middle to the other, `[k]`.
        bottom: Of its lower edge, likewise.
        reach: How far round the head it goes, in radians to each side.
    """
    upper, lower = np.asarray(top, np.float32), np.asarray(bottom, np.float32)
    high = np.linspace(-reach, reach, len(upper))
    low = np.linspace(reach, -reach, len(lower))
    edge = np.clip(np.concatenate([high, low]), head.ahead - 1.5, head.ahead + 1.5)
    outline = smooth(head.around(edge, np.concatenate([upper, lower[::-1]]), 0.97))
    eyes = head.frame.uv[EYES] * np.array([1.12, 1.0], np.float32)
    return Opening(head.frame, rounded(hull(np.concatenate([outline, eyes])), 1))


def hull(points: Points) -> Points:
    """Give the corners of the smallest convex outline about points, `[k, 2]`."""
    corners = cv2.convexHull(np.asarray(points, np.float32)).reshape(-1, 2)
    return corners.astype(np.float32)


def rounded(outline: Points, over: int = 4) -> Points:
    """Lay points evenly along a closed outline, and round its corners.

    Args:
        outline: `[k, 2]`.
        over: How many of the points to each side a corner is rounded over.

    Returns:
        `float32 [EVEN, 2]`.
    """
    closed = np.concatenate([outline, outline[:1]])
    walked = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    at = np.linspace(0, walked[-1], EVEN, endpoint=False)
    even = np.stack([np.interp(at, walked, closed[:, axis]) for axis in (0, 1)], axis=1)
    around = np.concatenate([even[-over:], even, even[:over]]).cumsum(axis=0)
    around = np.concatenate([np.zeros((1, 2)), around])
    width = 2 * over + 1
    mean: Points = ((around[width:] - around[:-width]) / width).astype(np.float32)
    return mean
