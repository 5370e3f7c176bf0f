"""Contact sheets: many small pictures in rows and columns, labelled at the margins.

One mosaic in one pair of axes: dozens of axes would take seconds to lay out.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from feelingit.report.style import WIDTH, new_figure

Picture = NDArray[np.uint8]
GAP = 0.06
"""Between pictures, as a share of a picture's side."""
ENLARGE = 4
"""Pixels of the mosaic a pixel of a face: the gaps stay fine at 48 pixels a face."""


def mosaic(rows: Sequence[Sequence[Picture | None]], side: tuple[int, int]) -> Picture:
    """Lay pictures out on white, `uint8 [height, width, 3]`.

    Args:
        rows: Pictures `uint8 [h, w]` or `[h, w, 3]`, none larger than `side`; None stays white.
        side: Height and width of a cell in pixels.
    """
    height, width = (ENLARGE * length for length in side)
    gap = round(GAP * width)
    columns = max(len(row) for row in rows)
    shape = (len(rows) * (height + gap) - gap, columns * (width + gap) - gap, 3)
    canvas = np.full(shape, 255, dtype=np.uint8)
    for r, row in enumerate(rows):
        for c, picture in enumerate(row):
            if picture is not None:
                _paste(canvas, picture, r * (height + gap), c * (width + gap))
    return canvas


def _paste(canvas: Picture, picture: Picture, top: int, left: int) -> None:
    large = picture.repeat(ENLARGE, axis=0).repeat(ENLARGE, axis=1)
    if large.ndim == 2:  # noqa: PLR2004 - grey
        large = large[:, :, None]
    canvas[top : top + large.shape[0], left : left + large.shape[1]] = large


def sheet(
    rows: Sequence[Sequence[Picture | None]],
    side: tuple[int, int],
    columns: Sequence[str],
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
    picture = mosaic(rows, side)
    margin = 1.05 if labels else 0.02
    scale = (WIDTH - margin - 0.02) / picture.shape[1]
    head = 0.27 + 0.18 * max(text.count("\n") for text in columns)
    height = picture.shape[0] * scale + head + 0.02 + room
    figure = new_figure(height)
    figure.set_layout_engine("none")
    box = (margin / WIDTH, (room + 0.02) / height)
    axes = figure.add_axes((*box, picture.shape[1] * scale / WIDTH,
                            picture.shape[0] * scale / height))  # fmt: skip
    axes.imshow(picture, aspect="auto", interpolation="none")
    axes.set_axis_off()
    step = (1 + GAP) * ENLARGE * side[1]
    for c, text in enumerate(columns):
        axes.annotate(text, (c * step + ENLARGE * side[1] / 2, 0), (0, 6), ha="center",
                      textcoords="offset points", va="bottom", fontsize=10)  # fmt: skip
        if colours:
            _stripe(axes, c * step, ENLARGE * side[1], colours[c])
    row_step = ENLARGE * side[0] + round(GAP * ENLARGE * side[1])
    for r, text in enumerate(labels):
        axes.text(-8, r * row_step + ENLARGE * side[0] / 2, text, ha="right", va="center",
                  fontsize=9.5, linespacing=1.0)  # fmt: skip
    return figure, axes


def _stripe(axes: Axes, left: float, width: float, colour: str) -> None:
    """Mark a column with its colour; the label itself stays black to be read easily."""
    axes.axhline(-0.07 * width, color=colour, linewidth=2.5, clip_on=False,
                 xmin=left / axes.get_xlim()[1], xmax=(left + width) / axes.get_xlim()[1])  # fmt: skip
