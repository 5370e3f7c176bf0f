"""Triangles between landmarks: inside each, a face is mapped to the canonical one linearly.

The triangles (Delaunay 1934) are those of the canonical face: its landmarks, its forehead's edge,
and a wide square around the frame that keeps to the similarity.
"""

from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks.alignment import Alignment
from feelingit.landmarks.canonical import canonical_landmarks
from feelingit.landmarks.outlines import face_outline
from feelingit.landmarks.upright import upright
from feelingit.types import Landmarks

Points = NDArray[np.float32]
Places = NDArray[np.float32]

AROUND = 0.5
"""How far beyond the frame the square lies, in the frame's sides."""
NOWHERE = -1e4
_SHIFT = 4
_FAR = 16.0
_FLAT = 1e-2
"""Square pixels: triangles smaller than this are no triangles."""


class Mesh:
    """The triangles of a canonical frame.

    Args:
        size: The frame's side in pixels.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        face = canonical_landmarks(size, size)[None]
        lines = np.array([-AROUND, 0.5, 1 + AROUND]) * size - 0.5
        around = [(x, y) for x in lines for y in lines if (x, y) != (lines[1], lines[1])]
        self._around = np.array(around, np.float32)
        self.points: Points = np.concatenate([face[0], _forehead(face, size)[0], self._around])
        self.triangles = _delaunay(self.points)

    def controls(self, landmarks: Landmarks, alignment: Alignment, side: int) -> Points:
        """Find the mesh's points in faces.

        Args:
            landmarks: `float32 [n, 68, 2]` in pixels.
            alignment: Of these faces.
            side: The picture's longer side in pixels.

        Returns:
            `float32 [n, k, 2]` in pixels.
        """
        around = np.empty((len(landmarks), len(self._around), 2), np.float32)
        for index in range(len(landmarks)):
            around[index] = alignment.in_picture(index, self._around)
        return np.concatenate([landmarks, _forehead(landmarks, side), around], axis=1)

    def in_picture(self, controls: Points) -> Places:
        """Say of the frame's pixels where they lie in a face's picture, `[size, size, 2]`."""
        corners, shares = self._shares
        first, second, third = (
            controls.take(corners[..., k], axis=0) * shares[..., k, None] for k in range(3)
        )
        places: Places = first + second + third
        return places

    def in_frame(self, controls: Points, height: int, width: int) -> Places:
        """Say of a picture's pixels where they lie in the frame, `[height, width, 2]`."""
        # From those that are turned over, being behind others, to the largest: a triangle's
        # edge takes pixels that lie just outside it, where a narrow one leads astray.
        areas = _areas(controls[self.triangles]) * np.sign(_areas(self.points[self.triangles]))
        order = np.argsort(areas, kind="stable")
        triangles = self.triangles[order[np.abs(areas[order]) > _FLAT]]
        within = _rasterised(controls, triangles, height, width)
        steps = _steps(controls[triangles], self.points[triangles]).take(within, axis=0)
        x, y = np.arange(width, dtype=np.float32)[:, None], np.arange(height)[:, None, None]
        places = x * steps[..., 0, :] + y * steps[..., 1, :] + steps[..., 2, :]
        return places.astype(np.float32)

    @cached_property
    def _shares(self) -> tuple[NDArray[np.int64], Points]:
        """Say of the frame's pixels between which points they lie, and how near to each."""
        within = _rasterised(self.points, self.triangles, self.size, self.size)
        corners = self.triangles[within]
        y, x = np.mgrid[: self.size, : self.size].astype(np.float32)
        first, second, third = np.moveaxis(self.points[corners], -2, 0)
        here = np.stack([x, y], axis=-1)
        parts = (
            np.stack([here, second, third], axis=-2),
            np.stack([first, here, third], axis=-2),
            np.stack([first, second, here], axis=-2),
        )
        shares = np.stack([_areas(part) for part in parts], axis=-1)
        return corners, shares / _areas(self.points[corners])[..., None]


def _forehead(landmarks: Landmarks, side: int) -> Points:
    face = upright(landmarks, side)
    return face.in_pixels(face_outline(face)[:, 17:])


def _delaunay(points: Points) -> NDArray[np.int64]:
    """Triangulate points, `int64 [t, 3]`."""
    low, high = points.min(axis=0) - 1, points.max(axis=0) + 1
    division = cv2.Subdiv2D((*map(float, low), *map(float, high - low)))
    for x, y in points.tolist():
        division.insert((x, y))
    triangles = []
    for corners in np.asarray(division.getTriangleList()).reshape(-1, 3, 2):
        found = [np.abs(points - corner).sum(axis=1) for corner in corners]
        if max(distance.min() for distance in found) < 1e-3:  # noqa: PLR2004 - one of ours
            triangles.append([int(distance.argmin()) for distance in found])
    return np.array(triangles)


def _areas(corners: Points) -> Points:
    """Give the areas of triangles `[..., 3, 2]`, negative where they are turned over."""
    along, across = (corners[..., k, :] - corners[..., 0, :] for k in (1, 2))
    twice: Points = along[..., 0] * across[..., 1] - along[..., 1] * across[..., 0]
    return twice / np.float32(2)


def _steps(corners: Points, onto: Points) -> Points:
    """Find what brings triangles `[t, 3, 2]` onto others: steps along x and y, and the start.

    Returns:
        `float32 [t + 1, 3, 2]`; the last one, of what lies in no triangle, leads nowhere.
    """
    ones = np.ones((*corners.shape[:2], 1))
    steps = np.linalg.solve(np.concatenate([corners, ones], axis=-1), onto.astype(np.float64))
    nowhere = np.array([[[0, 0], [0, 0], [NOWHERE, NOWHERE]]])
    return np.concatenate([steps, nowhere]).astype(np.float32)


def _rasterised(
    points: Points, triangles: NDArray[np.int64], height: int, width: int
) -> NDArray[np.uint8]:
    """Say of every pixel in which triangle it lies; their number where it lies in none."""
    within = np.full((height, width), len(triangles), np.uint8)
    reach = _FAR * max(height, width)
    fixed = np.rint(np.clip(points, -reach, reach) * 2**_SHIFT).astype(np.int32)
    for number, corners in enumerate(fixed[triangles]):
        cv2.fillConvexPoly(within, corners, number, cv2.LINE_8, _SHIFT)
    return within
