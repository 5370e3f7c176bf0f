"""The line around a face: in a colour, between two dark ones, so that it is seen on anything."""

import numpy as np

from feelingit.palette import INK
from feelingit.predict.labels import Colour, rgb
from feelingit.predict.picture import Picture
from feelingit.predict.placing import Rect

THICKNESS = 1 / 120
"""Of the face."""
THINNEST = 1 / 600
"""Of the picture's longer side, as far as the face allows it."""
DASH = 4
"""Length of a dash and of a gap, in thicknesses."""


def draw_outline(canvas: Picture, place: Rect, colour: Colour, *, dashed: bool) -> None:
    """Draw a rectangle's border, inside of it, into a picture."""
    thickness = thickness_of(place, max(canvas.shape[:2]))
    edge = max(1, thickness // 3)
    _frame(canvas, place, thickness + 2 * edge, rgb(INK))
    inner = Rect(place.left + edge, place.top + edge, place.right - edge, place.bottom - edge)
    _frame(canvas, inner, thickness, colour, dash=DASH * thickness if dashed else 0)


def thickness_of(place: Rect, longer_side: int) -> int:
    """Give the line's thickness in pixels: of the face, and to be seen in the whole picture."""
    face = min(place.width, place.height)
    return max(1, round(max(face * THICKNESS, min(longer_side * THINNEST, face / 12))))


def _frame(canvas: Picture, place: Rect, thickness: int, colour: Colour, dash: int = 0) -> None:
    left, top, right, bottom = place
    across, down = min(thickness, place.width), min(thickness, place.height)
    for rows in (slice(top, top + down), slice(bottom - down, bottom)):
        _paint(canvas[rows, left:right].swapaxes(0, 1), colour, dash)
    for columns in (slice(left, left + across), slice(right - across, right)):
        _paint(canvas[top:bottom, columns], colour, dash)


def _paint(line: Picture, colour: Colour, dash: int) -> None:
    """Paint a stretch `[length, thickness, 3]`, or every other piece of it."""
    if dash:
        drawn = np.arange(len(line)) // dash % 2 == 0
        line[drawn] = colour
    else:
        line[:] = colour
