"""One picture that shows conditions on drawn faces, each with its name below."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from feelingit.occlusion.conditions import CONDITIONS, condition, covered
from feelingit.occlusion.controls import CONTROLS
from feelingit.occlusion.growth import DIRECTIONS
from feelingit.synthetic import draw_faces
from feelingit.types import Images

Picture = NDArray[np.uint8]

GROWN = 40
"""Percent of the face, of the growing coverings that are shown."""
CONTROLLED = "surgical_mask"
"""The covering whose controls are shown."""
PEOPLE = 12
"""How many people wear them, in turn."""
CELL = 144
"""Smaller faces are shown by a whole factor larger, up to this side in pixels."""
WIDE = 1240
"""Pixels that a sheet is wide at most, where it has more than one column."""
GAP = 10
"""Pixels between cells."""
TEXT = 0.09
"""The height of letters, as a share of a cell's side; names are up to 21 letters long."""
LEVELS = 26
"""Shades of grey: more would make the file larger and no covering clearer."""


def names_to_show() -> list[str]:
    """Give every listed condition, and one of each that is not: growing ones and controls."""
    grown = [f"{direction}_{GROWN}" for direction in DIRECTIONS]
    controls = [f"{CONTROLLED}@{kind}" for kind in CONTROLS] if CONTROLLED in CONDITIONS else []
    return [*CONDITIONS, *grown, *controls]


def sheet(names: Sequence[str], size: int = 48, seed: int = 0) -> Picture:
    """Draw conditions, one a cell, in their order.

    Args:
        names: Of the conditions.
        size: Side of the faces in pixels, 16 to 1024.
        seed: Another seed, other faces and other coverings.

    Returns:
        `uint8 [height, width]`.

    Raises:
        InputError: There is no such condition, or a size or seed is out of range.
    """
    for name in names:
        condition(name)
    people = draw_faces(PEOPLE, size, seed)
    pictures = []
    for place, name in enumerate(names):
        one = [place % PEOPLE]
        images, landmarks = people.faces.images[one], people.landmarks[one]
        pictures.append(covered(images, name, seed=seed, landmarks=landmarks).images[0])
    return _laid_out(names, pictures, size)


def _laid_out(names: Sequence[str], pictures: Sequence[Images], size: int) -> Picture:
    factor = max(1, CELL // size)
    side = factor * size
    columns = min(len(names), max(1, WIDE // (side + GAP)))
    rows = -(-len(names) // columns)
    text = max(9, round(TEXT * side))
    across, down = side + GAP, side + GAP + round(1.5 * text)
    page = Image.new("L", (columns * across + GAP, rows * down + GAP), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(text)
    for place, (name, picture) in enumerate(zip(names, pictures, strict=True)):
        left, top = GAP + place % columns * across, GAP + place // columns * down
        pen.rectangle((left, top, left + side - 1, top + side - 1), 232)
        page.paste(Image.fromarray(_shown(picture, factor)), (left, top))
        pen.text((left + side / 2, top + side + 4), name, 0, font, anchor="ma")
    return np.asarray(page)


def _shown(picture: Images, factor: int) -> Picture:
    """Enlarge a face smoothly, as a screen would, and keep to fewer shades."""
    height, width = picture.shape
    large = cv2.resize(picture, (width * factor, height * factor), interpolation=cv2.INTER_CUBIC)
    step = 255 / (LEVELS - 1)
    return np.asarray(np.rint(np.rint(large / step) * step), np.uint8)
