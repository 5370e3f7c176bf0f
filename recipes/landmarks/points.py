"""The 68 points: which mesh vertices stand for each, what becomes of them in a mirror.

A point is the middle between two of MediaPipe's mesh vertices, often the same one twice. Started
from the mesh's own contours (jaw from the face's oval); where another vertex of the same contour,
or the middle between two neighbours, lay nearer to dlib's points (median over the validation
faces that dlib's detector finds, left and right together), it was taken instead.
"""

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]

_JAW = ((127, 127), (234, 93), (93, 132), (58, 58), (172, 172), (136, 150), (149, 149), (176, 148))
_JAW_RIGHT = (
    *((400, 377), (378, 378), (365, 379), (397, 397)),
    *((288, 288), (323, 361), (454, 323), (356, 356)),
)
_BROWS = (
    *((70, 70), (63, 63), (66, 105), (66, 107), (55, 107)),
    *((285, 336), (296, 336), (296, 334), (293, 293), (300, 300)),
)
_NOSE = (
    *((168, 168), (197, 197), (5, 195), (4, 4)),
    *((75, 75), (97, 97), (2, 2), (326, 326), (305, 305)),
)
_EYES = (
    *((33, 33), (160, 160), (158, 158), (133, 155), (153, 153), (144, 144)),
    *((362, 382), (385, 385), (387, 387), (263, 263), (373, 373), (380, 380)),
)
_LIPS_OUTSIDE = (
    *((61, 61), (39, 74), (37, 72), (0, 11), (267, 302), (269, 304), (291, 291)),
    *((321, 405), (314, 314), (17, 17), (84, 84), (91, 181)),
)
_LIPS_INSIDE = (
    *((78, 78), (82, 82), (13, 13), (312, 312)),
    *((308, 308), (317, 317), (14, 14), (87, 87)),
)

MESH_OF_LANDMARK = (
    *(*_JAW, (152, 152), *_JAW_RIGHT),
    *_BROWS,
    *_NOSE,
    *_EYES,
    *_LIPS_OUTSIDE,
    *_LIPS_INSIDE,
)
"""The two vertices between which each of the 68 points lies."""

MIRRORED = np.array(
    [
        *range(16, -1, -1),
        *range(26, 16, -1),
        *(27, 28, 29, 30, 35, 34, 33, 32, 31),
        *(45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40),
        *(54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55),
        *(64, 63, 62, 61, 60, 67, 66, 65),
    ]
)
"""`mirrored[:, MIRRORED]` puts a mirrored face's points into their order again."""


def of_mesh(mesh: Points) -> Points:
    """Turn mesh vertices `[n, 468, 2]` into the 68 points `[n, 68, 2]`."""
    pairs = np.array(MESH_OF_LANDMARK)
    middle: Points = (mesh[:, pairs[:, 0]] + mesh[:, pairs[:, 1]]) / 2
    return middle


def eye_distance(points: Points) -> Points:
    """Measure from the middle of points 36-41 to that of points 42-47, `[n]` pixels."""
    apart = points[:, 36:42].mean(axis=1) - points[:, 42:48].mean(axis=1)
    return np.linalg.norm(apart, axis=1)


def error(points: Points, truth: Points) -> Points:
    """Measure the mean distance of 68 points to the truth, in distances between the eyes, `[n]`."""
    off = np.linalg.norm(points - truth, axis=2).mean(axis=1)
    return off / eye_distance(truth)
