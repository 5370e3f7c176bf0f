"""A sheet laid over the lower face: the outline of a mask, and coordinates that lie in its cloth.

s runs across from the image's left edge (-1) over the face's middle (0) to the right edge (1), t
from the upper edge (0) to the lower one (1). Knows nothing of grey values.
"""

import itertools
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from feelingit.occlusion.drawing import Canvas, FaceFrame, Layer, Points, smooth

ROWS, COLUMNS = 4, 5
_T = np.linspace(0, 1, ROWS)
_FARTHEST = 100.0
"""Points are believed up to this many face units away."""
_KNOTS = 18
"""So many points along the picture's longer side are found exactly, those between linearly."""
_NEAREST = 1e-3
"""The least distance between two lines of the grid, in face units."""

_ROUNDED = np.array(
    [(-0.76, -0.76), (0, -1), (0.76, -0.76), (1, 0), (0.76, 0.76), (0, 1), (-0.76, 0.76), (-1, 0)]
)
_CHIN, _TIP = 8, 30
_USUAL_CHIN = 1.75
"""How far the chin lies below the eyes in a frontal face, in face units."""
_NOSE_PATH, _NOSE_AT = [27, 28, 29, 30, 33, 51], (0, 1 / 3, 2 / 3, 1, 1.5, 2)
_BEYOND = 1.5
"""So far, in distances of two lines of the grid, coordinates go on outside the sheet."""
_CROWDED = 0.4
"""Lines of the grid are crowded that are nearer than this share of the widest distance."""
_SLIVER = 0.04
"""The least width of a part of the sheet that is all but hidden, in face units."""
_LIFT = 0.12
"""How far cloth stands off the tip of a nose that points sideways, in face units."""
_ROUND = 0.62
"""How far out the points half-way to the edge lie: the face is rounder than flat."""
_MIDDLE = np.array([0, 0.45, 0.73, 1])[:, None]
"""How far down the middle the rows cross it: further than at the sides, where cloth is gathered."""


@dataclass(frozen=True)
class Fit:
    """How a mask sits.

    Attributes:
        bridge: Where its upper edge crosses the nose: 0 is between the eyes, 1 the tip, 2 the
            upper lip.
        upper: Landmark of the jaw, counted from the image's left ear, at its upper corner.
        lower: The same at its lower corner.
        inset: How far its sides stay inside the jaw, as a share of the way to the middle.
        below: How far it reaches below the chin, in face units.
        sag: How far the upper edge hangs between nose and corner, in face units.
    """

    bridge: float
    upper: float
    lower: float
    inset: float
    below: float
    sag: float


class Sheet:
    """A grid of points over the face, and what follows from it.

    Args:
        frame: The face's.
        grid: `float [4, 5, 2]`, face coordinates of the points at four t and five s.
    """

    def __init__(self, frame: FaceFrame, grid: NDArray[np.floating]) -> None:
        self.frame = frame
        self.grid = np.clip(grid, -_FARTHEST, _FARTHEST).astype(np.float64)

    def at(self, places: ArrayLike) -> NDArray[np.float64]:
        """Find the face coordinates of places of the sheet: s and t, `[k, 2]` -> `[k, 2]`."""
        s, t = np.asarray(places, np.float64).T
        row, column = t * (ROWS - 1), (s + 1) / 2 * (COLUMNS - 1)
        i = np.minimum(np.maximum(row, 0), ROWS - 2).astype(np.intp)
        j = np.minimum(np.maximum(column, 0), COLUMNS - 2).astype(np.intp)
        a, b = (row - i)[:, None], (column - j)[:, None]
        upper = self.grid[i, j] * (1 - b) + self.grid[i, j + 1] * b
        lower = self.grid[i + 1, j] * (1 - b) + self.grid[i + 1, j + 1] * b
        found: NDArray[np.float64] = upper * (1 - a) + lower * a
        return found

    def fill(self, canvas: Canvas) -> Layer:
        """Cover the sheet."""
        grid = self.grid
        top, bottom = smooth(grid[0], closed=False), smooth(grid[-1, ::-1], closed=False)
        edges = (top, grid[1:-1, -1], bottom, grid[-2:0:-1, 0])
        return canvas.fill(self.frame.at(np.concatenate(edges)))

    def part(self, s: tuple[float, float], t: tuple[float, float]) -> Points:
        """Give the rounded outline of a part of the sheet in pixels, closed."""
        middle = np.array([(s[0] + s[1]) / 2, (t[0] + t[1]) / 2])
        half = np.array([(s[1] - s[0]) / 2, (t[1] - t[0]) / 2])
        return self.frame.at(smooth(self.at(middle + half * _ROUNDED), steps=4))

    @cached_property
    def pixel(self) -> tuple[float, float]:
        """How far a pixel reaches, in s and in t."""
        across = float(np.hypot(*(self.grid[1, -1] - self.grid[1, 0]))) / 2
        down = float(np.hypot(*(self.grid[-1, 2] - self.grid[0, 2])))
        unit = self.frame.unit
        return 1 / max(across * unit, 1.0), 1 / max(down * unit, 1.0)

    def coordinates(self, canvas: Canvas) -> tuple[Layer, Layer]:
        """Find s and t of every pixel; outside the sheet they go on in its direction."""
        height, width = canvas.shape
        step = max(max(height, width) / _KNOTS, 1.0)
        rows, columns = int(np.ceil(height / step)) + 1, int(np.ceil(width / step)) + 1
        y, x = np.divmod(np.arange(rows * columns), columns)
        u, v = self.frame.of(np.stack([x, y], axis=1) * step).T
        columns_at = [_crossing(v, self.grid[:, k, ::-1]) for k in range(COLUMNS)]
        rows_at = [_crossing(u, smooth(row, closed=False, steps=3)) for row in self.grid]
        middle = COLUMNS // 2
        s = _steps(u, columns_at, middle) / middle
        t = _steps(v, rows_at, 0) / (ROWS - 1)
        found = np.stack([s, t], axis=1).astype(np.float32).reshape(rows, columns, 2)
        if step > 1:
            between = np.array([[1 / step, 0, 0], [0, 1 / step, 0]], np.float32)
            mode = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
            found = cv2.warpAffine(found, between, (width, height), flags=mode).astype(np.float32)
        return found[:height, :width, 0].copy(), found[:height, :width, 1].copy()


def worn(frame: FaceFrame, fit: Fit) -> Sheet:
    """Lay a mask over the face by its jaw and nose."""
    grid = np.empty((ROWS, COLUMNS, 2))
    grid[:, 2] = middle = _middle(frame, fit)
    indices = fit.upper + (fit.lower - fit.upper) * _T
    for edge, half, mirrored in ((0, 1, False), (4, 3, True)):
        side = _jaw(frame, indices, mirrored=mirrored)
        side[:, 0] += fit.inset * (middle[:, 0] - side[:, 0])
        grid[:, edge] = side
        grid[:, half] = middle + (side - middle) * _ROUND
        grid[1:-1, half, 1] = middle[1:-1, 1] + (side - middle)[1:-1, 1] * _ROUND**2
        grid[0, half, 1] += fit.sag
        under = _jaw(frame, np.array([(fit.lower + _CHIN) / 2]), mirrored=mirrored)
        grid[-1, half] = under[0] + (0, fit.below)
    # A head in profile hides a cheek behind the nose: there the cloth ends with the nose.
    for half, beyond in ((3, 2), (4, 3)):
        grid[:, half, 0] = np.maximum(grid[:, half, 0], grid[:, beyond, 0] + _SLIVER)
        grid[:, -1 - half, 0] = np.minimum(grid[:, -1 - half, 0], grid[:, -1 - beyond, 0] - _SLIVER)
    return Sheet(frame, grid)


def size(frame: FaceFrame) -> float:
    """Give the size of the head in face units: 1, and more where it is turned aside.

    The distance between the eyes shrinks as the head turns; widths of strings do not.
    """
    return min(max(frame.chin / _USUAL_CHIN, 1.0), 3.0)


def in_sight(frame: FaceFrame, side: int) -> float:
    """Say how much of one side of the head is seen: 1, and less on that which is turned away."""
    return min(max(1.6 - 2.2 * side * frame.turn, 0.0), 1.0)


def ear(frame: FaceFrame, side: int, height: float) -> NDArray[np.float64]:
    """Find where a string reaches the ear, in face coordinates.

    Args:
        frame: The face's.
        side: -1 for the image's left, 1 for its right.
        height: 0 at the ear's top, 1 at its lobe.
    """
    top, lobe = (frame.uv[0], frame.uv[2]) if side < 0 else (frame.uv[16], frame.uv[14])
    # A head that is turned away hides the ear behind the cheek.
    seen = min(max(1 - 3 * side * frame.turn, 0.0), 1.3)
    place = top + (lobe - top) * (0.1 + 0.75 * height)
    return np.array([place[0] + side * (0.02 + 0.12 * seen), place[1]])


def _middle(frame: FaceFrame, fit: Fit) -> NDArray[np.float64]:
    """Go down the mask's middle, from the nose to below the chin: `[4, 2]`."""
    nose = frame.uv[_NOSE_PATH]
    top: NDArray[np.float64] = np.array(
        [np.interp(fit.bridge, _NOSE_AT, nose[:, axis]) for axis in (0, 1)]
    )
    tip, chin = frame.uv[_TIP], frame.uv[_CHIN] + (0, fit.below)
    middle: NDArray[np.float64] = top + (chin - top) * _MIDDLE
    if top[1] < tip[1] < chin[1]:
        # The nose, which points where the head is turned, lifts the cloth off the face.
        across = (top[0], tip[0] + _LIFT * frame.turn, chin[0])
        middle[:, 0] = np.interp(middle[:, 1], (top[1], tip[1], chin[1]), across)
    return middle


def _jaw(frame: FaceFrame, index: NDArray[np.floating], *, mirrored: bool) -> NDArray[np.float64]:
    """Find places between the jaw's landmarks: `[k]` -> `[k, 2]`."""
    jaw = frame.uv[16::-1] if mirrored else frame.uv[:17]
    before = index.astype(np.intp)
    share = (index - before)[:, None]
    places: NDArray[np.float64] = jaw[before] * (1 - share) + jaw[before + 1] * share
    return places


def _crossing(x: NDArray[np.floating], line: NDArray[np.floating]) -> NDArray[np.float64]:
    """Say where a line from left to right, `[k, 2]`, stands at each x; level beyond its ends."""
    rising = np.maximum.accumulate(line[:, 0])
    return np.asarray(np.interp(x, rising, line[:, 1]), np.float64)


def _steps(
    x: NDArray[np.floating], lines: list[NDArray[np.float64]], origin: int
) -> NDArray[np.float64]:
    """Count the steps from one of the lines to x, with shares, and on beyond the outer ones.

    Where lines are crowded a step counts less than 1, as cloth seen from its edge shows less.

    Args:
        x: Where to count, `[k]`.
        lines: Where each line stands, `[k]`, in rising order.
        origin: The number of the line from which to count.
    """
    gaps = [np.maximum(b - a, _NEAREST) for a, b in itertools.pairwise(lines)]
    usual = np.maximum.reduce(gaps) * _CROWDED
    total = np.zeros_like(x, np.float64)
    for k, gap in enumerate(gaps):
        low = -_BEYOND if k == 0 else 0.0
        high = 1 + _BEYOND if k == len(gaps) - 1 else 1.0
        share = np.minimum(np.maximum((x - lines[k]) / gap, low), high)
        total += (share - (k < origin)) * np.minimum(gap / usual, 1)
    return total
