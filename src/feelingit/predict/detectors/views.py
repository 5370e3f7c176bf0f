"""Look at a picture from afar and from near: the square views in which faces are looked for.

A network that sees small squares finds faces that fill enough of one. It is shown the picture
with wide borders, as a whole, and in overlapping squares of a half and a quarter of its longer
side, so that what it finds and how long it takes hardly depend on the picture's size.
"""

from typing import NamedTuple

import numpy as np

from feelingit.predict.detectors.sizes import scaled
from feelingit.predict.picture import Picture

LEVELS = (2.0, 1.0, 0.5, 0.25)
"""The views' sides, as shares of the picture's longer one."""
OVERLAP = 0.33
"""Share of its side by which a view reaches into the next one, at least: a face that is no larger
is whole in one of them."""


ENLARGED = 2
"""How many times the pixels of a view of a part may be enlarged; the others always are."""


class View(NamedTuple):
    """A square of the picture, in pixels from its corner; it may reach beyond the border."""

    left: float
    top: float
    side: float


def views(picture: Picture, side: int) -> tuple[list[View], Picture]:
    """Cut the views out of a picture.

    Views of parts whose pixels would have to be enlarged too much are left out.

    Args:
        picture: `uint8 [height, width, 3]`.
        side: Of the views, in pixels.

    Returns:
        Where the views lie, and `uint8 [n, side, side, 3]`; black beyond the picture's border.
    """
    longest = max(picture.shape[:2])
    places: list[View] = []
    shown: list[Picture] = []
    for level in LEVELS:
        if level < 1 and longest * level * ENLARGED < side:
            break
        seen, scale = scaled(picture, round(side / level), enlarge=side / level / longest)
        for left in _starts(seen.shape[1], side):
            for top in _starts(seen.shape[0], side):
                places.append(View(left / scale, top / scale, side / scale))
                shown.append(_square(seen, left, top, side))
    return places, np.stack(shown)


def _starts(length: int, side: int) -> list[int]:
    """Say where the views begin along one side of the picture, evenly spaced."""
    room = length - side
    if room <= 0:
        return [room // 2]
    steps = int(np.ceil(room / (side * (1 - OVERLAP))))
    return [round(place) for place in np.linspace(0, room, steps + 1)]


def _square(picture: Picture, left: int, top: int, side: int) -> Picture:
    square = np.zeros((side, side, 3), dtype=np.uint8)
    part = picture[max(top, 0) : top + side, max(left, 0) : left + side]
    down, across = max(-top, 0), max(-left, 0)
    square[down : down + part.shape[0], across : across + part.shape[1]] = part
    return square
