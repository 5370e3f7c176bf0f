"""Where in a picture there is room for labels: beside their faces, on no other face or label.

Knows nothing about what labels say. Rectangles are `left, top, right, bottom` in whole pixels, the
last two outside.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.predict.face import Box
from feelingit.types import Mask

OWN_FACE = 0.3
"""How bad it is to cover a pixel of the face that a label is about, against 1 of another's."""


class Rect(NamedTuple):
    """A rectangle of pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top


Place = Callable[[Rect, int, int], Rect]
"""Puts a label of a width and height beside a rectangle, maybe beyond the picture's border."""


def right_of(face: Rect, width: int, height: int) -> Rect:
    """Put it at the right, tops level."""
    return Rect(face.right, face.top, face.right + width, face.top + height)


def left_of(face: Rect, width: int, height: int) -> Rect:
    """Put it at the left, tops level."""
    return Rect(face.left - width, face.top, face.left, face.top + height)


def right_low(face: Rect, width: int, height: int) -> Rect:
    """Put it at the right, bottoms level."""
    return Rect(face.right, face.bottom - height, face.right + width, face.bottom)


def left_low(face: Rect, width: int, height: int) -> Rect:
    """Put it at the left, bottoms level."""
    return Rect(face.left - width, face.bottom - height, face.left, face.bottom)


def above(face: Rect, width: int, height: int) -> Rect:
    """Put it on top, left edges flush."""
    return Rect(face.left, face.top - height, face.left + width, face.top)


def below(face: Rect, width: int, height: int) -> Rect:
    """Put it underneath, left edges flush."""
    return Rect(face.left, face.bottom, face.left + width, face.bottom + height)


def inside_top(face: Rect, width: int, height: int) -> Rect:
    """Put it into the upper left corner."""
    return Rect(face.left, face.top, face.left + width, face.top + height)


def inside_bottom(face: Rect, width: int, height: int) -> Rect:
    """Put it into the lower left corner."""
    return Rect(face.left, face.bottom - height, face.left + width, face.bottom)


class Room:
    """The room in one picture, less what is taken.

    Args:
        height: Of the picture, in pixels.
        width: Likewise.
        faces: Those that labels should not cover.
    """

    def __init__(self, height: int, width: int, faces: Sequence[Rect]) -> None:
        self._height, self._width = height, width
        self._taken = np.array(faces, dtype=np.int64).reshape(-1, 4)

    def free(
        self, face: Rect, size: tuple[int, int], places: Sequence[Place], own: float = 0.0
    ) -> Rect | None:
        """Give the first place where a label covers nothing.

        Args:
            face: That the label is about.
            size: The label's width and height.
            places: To try, in order.
            own: The share of `face` itself that may be covered.

        Returns:
            None if each place covers something, or the label is larger than the picture.
        """
        most = own * face.width * face.height
        for found in self._within(face, size, places):
            covered, is_own = self._covers(found), self._is(face)
            if not covered[~is_own].any() and (covered[is_own] <= most).all():
                return found
        return None

    def best(
        self, face: Rect, size: tuple[int, int], places: Sequence[Place], most: float
    ) -> Rect | None:
        """Give the place where a label covers least; None if that is a larger share of it."""
        found = list(self._within(face, size, places))
        best = min(found, key=lambda place: self._cost(place, face), default=None)
        area = size[0] * size[1]
        return None if best is None or self._cost(best, face) > most * area else best

    def is_whole(self, face: Rect) -> bool:
        """Tell whether a face is all that the picture shows."""
        return (face.width, face.height) == (self._width, self._height)

    def take(self, place: Rect) -> None:
        """Let no other label go there."""
        self._taken = np.concatenate((self._taken, np.array([place])))

    def _within(self, face: Rect, size: tuple[int, int], places: Sequence[Place]) -> Iterator[Rect]:
        """Give the places in turn, moved along the face into the picture.

        A place beyond the border, moved into the picture, would lie on the face: `free` sees that.
        """
        width, height = size
        if width > self._width or height > self._height:
            return
        for place in places:
            wanted = place(face, width, height)
            left = min(max(wanted.left, 0), self._width - width)
            top = min(max(wanted.top, 0), self._height - height)
            yield Rect(left, top, left + width, top + height)

    def _cost(self, place: Rect, face: Rect) -> float:
        return float((self._covers(place) * np.where(self._is(face), OWN_FACE, 1.0)).sum())

    def _is(self, face: Rect) -> Mask:
        same: Mask = (self._taken == np.array(face)).all(axis=1)
        return same

    def _covers(self, place: Rect) -> NDArray[np.int64]:
        """Count the pixels that it would take from each taken rectangle."""
        across = np.minimum(self._taken[:, 2], place.right) - np.maximum(
            self._taken[:, 0], place.left
        )
        down = np.minimum(self._taken[:, 3], place.bottom) - np.maximum(
            self._taken[:, 1], place.top
        )
        covered: NDArray[np.int64] = across.clip(0) * down.clip(0)
        return covered


def rect_of(box: Box, height: int, width: int) -> Rect:
    """Bring a box to whole pixels within a picture; it has at least one."""
    left = min(max(round(box.left), 0), width - 1)
    top = min(max(round(box.top), 0), height - 1)
    right = min(max(round(box.left + box.width), left + 1), width)
    bottom = min(max(round(box.top + box.height), top + 1), height)
    return Rect(left, top, right, bottom)
