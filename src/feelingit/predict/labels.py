"""What is written beside a face: a tag that names the emotion, or that and bars of all seven.

Knows nothing about where in the picture it goes.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from feelingit.emotions import EMOTIONS
from feelingit.palette import EMOTION_COLOURS, INK
from feelingit.predict.face import Face

Label = NDArray[np.uint8]
"""`uint8 [height, width, 3]`, RGB, opaque."""
Colour = tuple[int, int, int]

SIZES = (8, 9, 10, 11, 12, 14, 16, 18, 21, 24, 28, 32, 37, 43, 50, 58, 67, 78, 90, 104, 120, 140)
"""Heights of letters, in pixels per em: few, so that labels in a video do not tremble."""

UNSURE = "unsure"
BAR = 5.0
"""Length of a bar of 1, in em."""
LINE = 1.3
DIGIT = 0.68
"""Height of a digit, in em."""
PADDING = 0.35


def rgb(colour: str) -> Colour:
    """Read `#RRGGBB`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


CARD = rgb(INK)
TRACK: Colour = (70, 70, 70)
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
QUIET: Colour = (205, 205, 205)
UNSURE_COLOUR: Colour = WHITE


def colour_of(face: Face) -> Colour:
    """Give the colour of a face's emotion; white where it is unsure."""
    return UNSURE_COLOUR if face.emotion is None else _COLOURS[face.emotion]


_COLOURS = {str(name): rgb(colour) for name, colour in EMOTION_COLOURS.items()}


def names_of(face: Face, *, alone: bool) -> tuple[str, ...]:
    """Say in fewer and fewer words what a face shows.

    Args:
        face: With probabilities.
        alone: Whether it is the only face of its picture, and needs no number.
    """
    name = face.emotion or UNSURE
    sure = f"{name} {percent(face.confidence or 0)} %" if face.emotion else name
    number = face.face_id if face.face_id is not None else None if alone else face.face
    return (sure, name) if number is None else (f"{number}: {sure}", sure, name)


def percent(probability: float) -> int:
    """Round to whole per cent."""
    return round(100 * probability)


def tag(text: str, colour: Colour, size: int) -> Label:
    """Write a text in black or white, whichever is read more easily, on a colour."""
    return _tag(text, colour, size).copy()


def tag_size(text: str, size: int) -> tuple[int, int]:
    """Give the width and height of a tag, in pixels."""
    return _width(text, size) + 2 * _padding(size), _line(size)


def bars(face: Face, title: str, size: int) -> Label:
    """Draw a tag over the bars of the seven probabilities, in whole per cent."""
    probabilities = face.probabilities or {}
    width, height = bars_size(title, size)
    card = Image.new("RGB", (width, height), CARD)
    card.paste(Image.fromarray(_tag(title, colour_of(face), size)), (0, 0))
    draw = ImageDraw.Draw(card)
    for row, name in enumerate(EMOTIONS, start=1):
        _bar(draw, row * _line(size) + _padding(size) // 2, name, probabilities[name], size)
    return np.asarray(card)


def bars_size(title: str, size: int) -> tuple[int, int]:
    """Give the width and height of what `bars` draws, in pixels."""
    text, bar, number = _columns(size)
    width = text + bar + number + 4 * _padding(size)
    height = (len(EMOTIONS) + 1) * _line(size) + _padding(size)
    return max(width, tag_size(title, size)[0]), height


def size_near(wanted: float) -> int:
    """Give the largest of `SIZES` that is no larger than wanted, or the smallest."""
    return max((size for size in SIZES if size <= wanted), default=SIZES[0])


def sizes_down(largest: float, smallest: float) -> Sequence[int]:
    """Give those of `SIZES` between, from the largest down; at least one."""
    top, bottom = size_near(largest), size_near(smallest)
    return [size for size in reversed(SIZES) if bottom <= size <= top] or [bottom]


def _bar(draw: ImageDraw.ImageDraw, top: int, name: str, probability: float, size: int) -> None:
    text, bar, number = _columns(size)
    pad, middle, baseline = _padding(size), top + _line(size) // 2, _baseline(top, size)
    draw.text((pad, baseline), name, fill=QUIET, font=_font(size), anchor="ls")
    left, half = text + 2 * pad, max(1, round(0.3 * size))
    ends = (left, middle - half, left + bar - 1, middle + half - 1)
    draw.rectangle(ends, TRACK)
    if (length := round(bar * probability)) > 0:
        draw.rectangle((left, ends[1], left + length - 1, ends[3]), _COLOURS[name])
    right, share = left + bar + pad + number, str(percent(probability))
    draw.text((right, baseline), share, fill=QUIET, font=_font(size), anchor="rs")


@lru_cache(maxsize=512)
def _tag(text: str, colour: Colour, size: int) -> Label:
    card = Image.new("RGB", tag_size(text, size), colour)
    ink = BLACK if _luminance(colour) > 0.18 else WHITE  # noqa: PLR2004 - equal contrast to both
    place = (_padding(size), _baseline(0, size))
    ImageDraw.Draw(card).text(place, text, fill=ink, font=_font(size), anchor="ls")
    return np.asarray(card)


def _luminance(colour: Colour) -> float:
    """Give the relative luminance, 0 to 1 (WCAG 2.1)."""
    linear = [(c / 255 / 12.92) if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _columns(size: int) -> tuple[int, int, int]:
    """Give the widths of names, bars and numbers."""
    return max(_width(name, size) for name in EMOTIONS), round(BAR * size), _width("100", size)


def _line(size: int) -> int:
    """Give the height of a line: the letters, and a pixel above and below at least."""
    return max(round(LINE * size), sum(_font(size).getmetrics()) + 2)


def _baseline(top: int, size: int) -> int:
    """Give where letters stand, so that digits are in the middle of a line that begins at `top`."""
    return top + round(_line(size) / 2 + DIGIT * size / 2)


def _padding(size: int) -> int:
    return max(2, round(PADDING * size))


@lru_cache(maxsize=512)
def _width(text: str, size: int) -> int:
    return int(np.ceil(_font(size).getlength(text)))


@lru_cache(maxsize=len(SIZES))
def _font(size: int) -> FreeTypeFont:
    """Load the font that comes with Pillow."""
    font = ImageFont.load_default(size)
    assert isinstance(font, FreeTypeFont)  # noqa: S101 - Pillow's wheels all have FreeType
    return font
