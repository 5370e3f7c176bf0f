"""The outline of a mean face as lines, to lay over maps in the canonical frame."""

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from feelingit.landmarks import canonical_landmarks
from feelingit.landmarks.regions import FACE

BROWS = ((17, 22), (22, 27))
NOSE = ((27, 31), (31, 36))
EYES = ((36, 42), (42, 48))
LIPS = ((48, 60), (60, 68))
"""Which of the 68 points are drawn as a line; eyes and lips are closed."""

Points = NDArray[np.float64]


def face_lines(side: int) -> list[Points]:
    """Give the lines of a mean face in a square frame, each `float64 [k, 2]` in its pixels."""
    points = canonical_landmarks(side, side).astype(np.float64)
    drawn = [points[start:stop] for start, stop in (*BROWS, *NOSE)]
    drawn += [_closed(points[start:stop]) for start, stop in (*EYES, *LIPS)]
    return [_closed(_edge(side)), *drawn]


def _edge(side: int) -> Points:
    """Give the edge of the face: one half and its mirror image."""
    half = [(across, down) for across, down in FACE if across > 0]
    whole = [*half, *((-across, down) for across, down in reversed(half))]
    return np.array([((0.5 + across) * side - 0.5, down * side - 0.5) for across, down in whole])


def _closed(points: Points) -> Points:
    return np.concatenate([points, points[:1]])


def one_path(lines: list[Points]) -> Path:
    """Join lines into one path, so that a picture of many faces stays small."""
    codes = [[Path.MOVETO, *[Path.LINETO] * (len(line) - 1)] for line in lines]
    return Path(np.concatenate(lines), np.concatenate(codes))
