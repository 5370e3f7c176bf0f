"""A grey canvas: filled outlines, strokes, soft bumps and creases, anti-aliased.

Knows nothing about faces. The canvas is larger than the picture that comes out of it. Every
brush ends at a definite distance: what it did not touch stays as it was, to the bit.

Brushes only note what to draw; `picture` then places all their points at once (a face is some
hundred brushes of a few points each, so that placing them one by one would take half the time).
"""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.synthetic.curves import Points

Placed = NDArray[np.int32]
"""`int32 [k, 2]`: points in 1 / 2**_SHIFT pixels of the canvas, OpenCV's fixed point."""

_SHIFT = 4
_SMALLEST_SIDE = 144
_FINENESS = 2
_COARSENESS = 2
_CREASE_DEPTH = 0.62
_CREASE_SOFTNESS = 0.008


class Canvas:
    """A square picture in the making.

    Args:
        size: Side of the finished picture, in pixels.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.side = size * max(_FINENESS, -(-_SMALLEST_SIDE // size))
        self._grey = np.zeros((self.side, self.side), dtype=np.uint8)
        self._relief = np.zeros((self.side // _COARSENESS,) * 2, dtype=np.float32)
        self._creases = np.zeros((self.side, self.side), dtype=np.uint8)
        self._noted: list[tuple[Callable[[Placed], None], Points]] = []

    def ground(self, tone: float, across: float, down: float) -> None:
        """Shade the whole canvas evenly, by `across` and `down` from one side to the other."""
        slope = np.linspace(-0.5, 0.5, self.side, dtype=np.float32)
        self._grey[:] = np.clip(tone + across * slope[None, :] + down * slope[:, None], 0, 255)

    def fill(self, outline: Points, tone: float) -> None:
        """Fill a closed outline with one tone, 0 to 255."""
        self._noted.append((lambda points: self._fill(self._grey, points, tone), outline))

    def stroke(self, line: Points, tone: float, width: float) -> None:
        """Draw an open line; the width is a share of the side."""
        self._noted.append((lambda points: self._line(self._grey, points, tone, width), line))

    def ring(self, outline: Points, tone: float, width: float) -> None:
        """Draw a closed line."""
        self.stroke(np.vstack((outline, outline[:1])), tone, width)

    def blend(self, outline: Points, tone: float, opacity: float) -> None:
        """Lay a translucent tone over a closed outline."""
        self._noted.append((lambda points: self._blend(points, tone, opacity), outline))

    def bump(self, centre: tuple[float, float], radii: tuple[float, float], height: float) -> None:
        """Raise (lighten) or, below 0, hollow (darken) the relief within an ellipse."""
        if height:
            place = np.array([centre])
            self._noted.append((lambda points: self._bump(points, radii, height), place))

    def crease(self, line: Points, depth: float, width: float) -> None:
        """Fold the relief along a line; its ends are fainter. Depth is 0 to 1."""
        self._noted.append((lambda points: self._crease(points, min(depth, 1.0), width), line))

    def carve(self, within: Points) -> None:
        """Apply relief and creases so far to what is painted so far inside an outline."""
        self._noted.append((self._carve, within))

    def picture(self, place: Callable[[Points], Points]) -> NDArray[np.float32]:
        """Draw what was noted and shrink it to the picture.

        Args:
            place: From the points as noted to shares of the picture's side, 0 to 1.

        Returns:
            `float32 [size, size]`, 0 to 255.
        """
        shares = place(np.vstack([points for _, points in self._noted]))
        placed = np.rint((shares * self.side - 0.5) * 2**_SHIFT).astype(np.int32)
        start = 0
        for brush, points in self._noted:
            brush(placed[start : start + len(points)])
            start += len(points)
        small = cv2.resize(self._grey, (self.size, self.size), interpolation=cv2.INTER_AREA)
        return small.astype(np.float32)

    def _fill(self, layer: NDArray[np.uint8], points: Placed, tone: float) -> None:
        cv2.fillPoly(layer, [points], _byte(tone), cv2.LINE_AA, _SHIFT)

    def _line(self, layer: NDArray[np.uint8], points: Placed, tone: float, width: float) -> None:
        thickness = max(1, round(width * self.side))
        line = [points]
        cv2.polylines(layer, line, False, _byte(tone), thickness, cv2.LINE_AA, _SHIFT)

    def _blend(self, points: Placed, tone: float, opacity: float) -> None:
        rows, columns = self._box(points)
        before = self._grey[rows, columns].copy()
        self._fill(self._grey, points, tone)
        after = self._grey[rows, columns]
        after[:] = opacity * after + (1 - opacity) * before

    def _bump(self, points: Placed, radii: tuple[float, float], height: float) -> None:
        """Raise the relief; it is smooth, so half the canvas's resolution is enough."""
        side = len(self._relief)
        x, y = (points[0] / (_COARSENESS * 2**_SHIFT)).tolist()
        across, down = (radius * side for radius in radii)
        rows, columns = _span(y - down, y + down, side), _span(x - across, x + across, side)
        dx = (np.arange(columns.start, columns.stop, dtype=np.float32) - x) * (1 / across)
        dy = (np.arange(rows.start, rows.stop, dtype=np.float32) - y) * (1 / down)
        dome = np.maximum((1 - dx * dx) - (dy * dy)[:, None], 0)
        dome *= dome
        dome *= height
        self._relief[rows, columns] += dome

    def _crease(self, points: Placed, depth: float, width: float) -> None:
        trim = max(1, len(points) // 5)
        self._line(self._creases, points, 120 * depth, width)
        self._line(self._creases, points[trim:-trim], 215 * depth, width)

    def _carve(self, points: Placed) -> None:
        rows, columns = self._box(points)
        mask = np.zeros_like(self._grey)
        self._fill(mask, points, 255)
        reach = 2 * round(_CREASE_SOFTNESS * self.side) + 1
        creases = cv2.GaussianBlur(self._creases, (reach, reach), 0)[rows, columns]
        relief = cv2.resize(self._relief, (self.side, self.side))[rows, columns]
        relief = relief - creases * np.float32(_CREASE_DEPTH / 255)
        gain = 1 + relief * (mask[rows, columns] * np.float32(1 / 255))
        part = self._grey[rows, columns]
        part[:] = np.clip(part * gain, 0, 255)

    def _box(self, points: Placed) -> tuple[slice, slice]:
        """Bound points by whole pixels inside the canvas, with two to spare."""
        left, top = (points.min(axis=0) >> _SHIFT).tolist()
        right, bottom = (points.max(axis=0) >> _SHIFT).tolist()
        return _span(top, bottom, self.side), _span(left, right, self.side)


def _span(low: float, high: float, side: int) -> slice:
    start = min(max(int(low) - 2, 0), side)
    return slice(start, min(max(int(high) + 3, start), side))


def _byte(tone: float) -> int:
    return min(max(round(tone), 0), 255)
