"""Read the tables of a flatbuffer, a file whose parts point at each other.

Knows how they are laid out (FlatBuffers, "Internals"), and nothing of what they mean.
"""

import struct

import numpy as np
from numpy.typing import NDArray


class Table:
    """One table: numbered fields, each of which may be left out.

    Args:
        content: The whole file.
        place: Where the table begins.
    """

    def __init__(self, content: bytes, place: int) -> None:
        self._content = content
        self._place = place

    @classmethod
    def root(cls, content: bytes) -> "Table":
        """Open the table that a file begins with.

        Raises:
            ValueError: It cannot be one.
        """
        return cls(content, _number(content, 0, "<I"))

    def number(self, field: int, form: str) -> int:
        """Return a number, in `struct`'s letters; 0 where it is left out."""
        place = self._field(field)
        return _number(self._content, place, f"<{form}") if place else 0

    def table(self, field: int) -> "Table | None":
        """Open the table that a field points at."""
        place = self._field(field)
        return Table(self._content, place + _number(self._content, place, "<I")) if place else None

    def tables(self, field: int) -> list["Table"]:
        """Open all tables that a field points at."""
        first, count = self._list(field)
        places = range(first, first + 4 * count, 4)
        return [Table(self._content, at + _number(self._content, at, "<I")) for at in places]

    def integers(self, field: int) -> list[int]:
        """Return a list of integers of 32 bits."""
        first, count = self._list(field)
        self._within(first, 4 * count)
        return [int(one) for one in np.frombuffer(self._content, "<i4", count, first)]

    def bytes(self, field: int) -> NDArray[np.uint8]:
        """Return a list of bytes."""
        first, count = self._list(field)
        self._within(first, count)
        return np.frombuffer(self._content, np.uint8, count, first)

    def _field(self, field: int) -> int:
        """Say where a field lies; 0 where it is left out."""
        listed = self._place - _number(self._content, self._place, "<i")
        entry = 4 + 2 * field
        if entry >= _number(self._content, listed, "<H"):
            return 0
        offset = _number(self._content, listed + entry, "<H")
        return self._place + offset if offset else 0

    def _list(self, field: int) -> tuple[int, int]:
        """Say where a list begins, and how long it is."""
        place = self._field(field)
        if not place:
            return 0, 0
        place += _number(self._content, place, "<I")
        count = _number(self._content, place, "<I")
        self._within(place + 4, count)
        return place + 4, count

    def _within(self, first: int, length: int) -> None:
        if first + length > len(self._content):
            raise ValueError("a list reaches beyond the file's end")


def _number(content: bytes, place: int, form: str) -> int:
    if not 0 <= place <= len(content) - struct.calcsize(form):
        raise ValueError("a part lies beyond the file's end")
    (number,) = struct.unpack_from(form, content, place)
    return int(number)
