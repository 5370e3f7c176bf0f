"""Draw into a picture what was found in it: boxes around faces, and what they show beside them.

Where there is room, the bars of all seven probabilities stand beside a face; else a tag with its
emotion; a face too small for either has the colour alone. Letters are as large as the face allows,
and never smaller than can be read when the whole picture is looked at on a screen, unless there
is no room for that.
"""

from collections.abc import Sequence
from itertools import product

from feelingit.predict.face import Face
from feelingit.predict.labels import (
    Label,
    bars,
    bars_size,
    colour_of,
    names_of,
    sizes_down,
    tag,
    tag_size,
)
from feelingit.predict.outline import draw_outline
from feelingit.predict.picture import Picture
from feelingit.predict.placing import (
    Place,
    Rect,
    Room,
    above,
    below,
    inside_bottom,
    inside_top,
    left_low,
    left_of,
    rect_of,
    right_low,
    right_of,
)

READ = 1 / 75
"""Height of letters that can be read on a screen, as a share of the picture's longer side."""
LARGEST = 1 / 28
SMALL = 11
"""Pixels; letters are smaller only where there is no room."""
SMALLEST = 8
"""Pixels; below, letters cannot be told apart."""
ROWS = 11
"""How many letters' heights a box has when bars beside it are as high."""
TALLEST = 2.2
"""How many times as high as its face a card of bars may be."""
LETTERS = 7
"""How many letters' heights a box has when a tag is about as wide."""
WITHIN = 0.12
"""The most of its own face that a card of bars may cover, where nothing else is free."""
TAG_WITHIN = 0.25
"""Of a tag likewise."""
HIDDEN = 0.5
"""The most of a tag that may lie on other faces and labels; else the colour is all that is said."""

BESIDE: tuple[Place, ...] = (right_of, left_of, below, above)
LOW: tuple[Place, ...] = (below, right_low, left_low)
"""Where a card hides least of what a face says: hair, chin and neck."""
AT: tuple[Place, ...] = (above, below, right_of, left_of)
INSIDE: tuple[Place, ...] = (inside_top, inside_bottom)


def annotate(picture: Picture, faces: Sequence[Face]) -> Picture:
    """Draw the faces' boxes, emotions and probabilities into their picture.

    Args:
        picture: `uint8 [height, width, 3]`, RGB; stays as it is.
        faces: Those of this picture; rows without a face are passed over. One without a box
            is the whole picture. Unsure ones have a dashed white box.

    Returns:
        A new picture of the same size.
    """
    canvas = picture.copy()
    seen = [face for face in faces if face.success]
    if not seen or canvas.size == 0:
        return canvas
    height, width = canvas.shape[:2]
    places = [_place_of(face, height, width) for face in seen]
    for face, place in zip(seen, places, strict=True):
        draw_outline(canvas, place, colour_of(face), dashed=face.emotion is None)
    room = Room(height, width, places)
    for face, place in zip(seen, places, strict=True):
        found = _label(face, place, room, max(canvas.shape[:2]), alone=len(seen) == 1)
        if found is not None:
            label, where = found
            canvas[where.top : where.bottom, where.left : where.right] = label
            room.take(where)
    return canvas


def _place_of(face: Face, height: int, width: int) -> Rect:
    return Rect(0, 0, width, height) if face.box is None else rect_of(face.box, height, width)


def _label(
    face: Face, place: Rect, room: Room, longer_side: int, *, alone: bool
) -> tuple[Label, Rect] | None:
    """Find the most that can be said of a face, and where."""
    names = names_of(face, alone=alone)
    read = max(SMALL, longer_side * READ)
    largest = max(read, longer_side * LARGEST)
    sizes = sizes_down(min(max(place.height / ROWS, read), largest), read)
    for size in sizes:
        card = bars_size(names[0], size)
        if (where := _room_for_bars(card, place, room)) is not None:
            return bars(face, names[0], size), where
    sizes = sizes_down(min(max(place.width / LETTERS, read), largest), SMALLEST)
    for size, name in product(sizes, names):
        if (where := _room_for_tag(tag_size(name, size), place, room)) is not None:
            return tag(name, colour_of(face), size), where
    where = room.best(place, tag_size(names[-1], sizes[-1]), AT + INSIDE, HIDDEN)
    return None if where is None else (tag(names[-1], colour_of(face), sizes[-1]), where)


def _room_for_bars(card: tuple[int, int], place: Rect, room: Room) -> Rect | None:
    if room.is_whole(place):
        return room.free(place, card, (inside_bottom,), own=WITHIN)
    if card[1] > TALLEST * place.height:
        return None
    return room.free(place, card, BESIDE) or room.free(place, card, LOW, own=WITHIN)


def _room_for_tag(size: tuple[int, int], place: Rect, room: Room) -> Rect | None:
    own = 1.0 if room.is_whole(place) else TAG_WITHIN
    return room.free(place, size, AT) or room.free(place, size, INSIDE, own=own)
