"""Contact sheets: many small pictures in rows and columns, labelled at the margins.

One mosaic in one pair of axes: dozens of axes would take seconds to lay out.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from feelingit.report.style import WIDTH, new_figure

Picture = NDArray[np.uint8]
GAP = 0.06
"""Between pictures, as a share of a picture's side."""
WIDEST = 1.4
"""Inches: no cell is wider, however few there are."""
LARGEST = 72
"""Pixels: larger pictures are reduced to this side, or a sheet of them would weigh megabytes."""


def mosaic(rows: Sequence[Sequence[Picture | None]], side: tuple[int, int]) -> Picture:
    """Lay pictures out on white, `uint8 [height, width, 3]`.

    Args:
        rows: Pictures `uint8 [h, w]` or `[h, w, 3]`, none larger than `side`; None stays white.
        side: Height and width of a cell in pixels.
    """
    height, width = side
    gap = gap_of(width)
    columns = max(len(row) for row in rows)
    shape = (len(rows) * (height + gap) - gap, columns * (width + gap) - gap, 3)
    canvas = np.full(shape, 255, dtype=np.uint8)
    for r, row in enumerate(rows):
        for c, picture in enumerate(row):
            if picture is not None:
                _paste(canvas, picture, r * (height + gap), c * (width + gap))
    return canvas


def gap_of(width: int) -> int:
    """Give the pixels between cells of this width."""
    return max(1, round(GAP * width))


def _paste(canvas: Picture, picture: Picture, top: int, left: int) -> None:
    deep = picture[:, :, None] if picture.ndim == 2 else picture  # noqa: PLR2004 - grey
    canvas[top : top + deep.shape[0], left : left + deep.shape[1]] = deep


def _reduced(
    rows: Sequence[Sequence[Picture | None]], side: tuple[int, int]
) -> tuple[list[list[Picture | None]], tuple[int, int]]:
    """Bring pictures that are larger than need be down by a whole factor."""
    factor = -(-max(side) // LARGEST)
    if factor == 1:
        return [list(row) for row in rows], side
    small = [[None if p is None else _shrunk(p, factor) for p in row] for row in rows]
    return small, (side[0] // factor, side[1] // factor)


def _shrunk(picture: Picture, factor: int) -> Picture:
    size = (picture.shape[1] // factor, picture.shape[0] // factor)
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def sheet(
    rows: Sequence[Sequence[Picture | None]],
    side: tuple[int, int],
    columns: Sequence[str],
    *,
    labels: Sequence[str] = (),
    colours: Sequence[str] = (),
    room: float = 0.0,
) -> tuple[Figure, Axes]:
    """Draw a mosaic with a label above each column and before each row.

    Args:
        rows: See `mosaic`.
        side: See `mosaic`.
        columns: Labels above, one a column.
        labels: Labels on the left, one a row.
        colours: Of a stripe above each column; none by default.
        room: Inches below, for a colour bar.
    """
    rows, side = _reduced(rows, side)
    picture = mosaic(rows, side)
    margin = 1.05 if labels else 0.02
    scale = min((WIDTH - margin - 0.02) / picture.shape[1], WIDEST / side[1])
    head = 0.3 + 0.18 * max(text.count("\n") for text in columns)
    height = picture.shape[0] * scale + head + 0.02 + room
    figure = new_figure(height, free=True)
    box = (margin / WIDTH, (room + 0.02) / height)
    axes = figure.add_axes((*box, picture.shape[1] * scale / WIDTH,
                            picture.shape[0] * scale / height))  # fmt: skip
    axes.imshow(picture, aspect="auto", interpolation="none")
    axes.set_axis_off()
    gap = gap_of(side[1])
    step = side[1] + gap
    for c, text in enumerate(columns):
        for up, line in enumerate(reversed(text.split("\n"))):
            axes.annotate(line, (c * step + side[1] / 2 - 0.5, 0), (0, 9 + 11 * up), ha="center",
                          textcoords="offset points", va="baseline", fontsize=10)  # fmt: skip
        if colours:
            _stripe(axes, c * step, side[1], colours[c])
    for r, text in enumerate(labels):
        axes.text(-gap, r * (side[0] + gap) + side[0] / 2, text, ha="right", va="center",
                  fontsize=9.5, linespacing=1.0)  # fmt: skip
    return figure, axes


def _stripe(axes: Axes, left: float, width: float, colour: str) -> None:
    """Mark a column with its colour; the label itself stays black to be read easily."""
    axes.plot([left - 0.5, left + width - 0.5], [-0.07 * width] * 2, color=colour, lw=2.5,
              clip_on=False, solid_capstyle="butt", scalex=False, scaley=False)  # fmt: skip
