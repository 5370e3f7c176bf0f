"""Sheets of mean maps: emotions across, one row a model or method, all on one scale.

Under each map lies the outline of a mean face; a full line marks where it is beyond chance more
than what it is compared with, a dotted line where it is less. Knows nothing of what is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
from contourpy import contour_generator
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.palette import EMOTION_COLOURS, GREY, INK
from feelingit.report.figures.face_lines import Points, face_lines, one_path
from feelingit.report.looking.means import Mean
from feelingit.report.numbers import TIMES, count
from feelingit.report.style import WIDTH, new_figure

COLUMNS = 8
"""Places across: seven emotions and what all come to; every sheet has cells of the same size."""
MARGIN, GAP, BELOW, HEAD, FOOT = 1.12, 0.05, 0.2, 0.34, 0.58
"""Inches: for the rows' labels, between cells, for the number below each, above, and below all."""
CELL = (WIDTH - MARGIN - 0.02) / COLUMNS - GAP
"""Inches: a cell's side."""
FAILED = TIMES
"""How the note on a method that fails begins: the font has no other cross."""
FAILS = "#A3221B"
TOP = 99.7
"""The percentile that the scale ends at."""
LEVELS = 25
"""Steps of colour: as many as can be told apart, and pictures of few colours are small."""


@dataclass(frozen=True)
class Row:
    """A row of a sheet: its label, a note on its method, and its maps."""

    label: str
    note: str
    means: Sequence[Mean]


@dataclass(frozen=True)
class Scale:
    """What colours mean: amounts from 0, or differences to both sides of 0."""

    top: float
    diverging: bool
    says: str

    @property
    def colours(self) -> mpl.colors.Colormap:
        """Give the colours."""
        return mpl.colormaps["RdBu_r" if self.diverging else "OrRd"].resampled(LEVELS)

    @property
    def norm(self) -> Normalize:
        """Give the range."""
        return Normalize(-self.top if self.diverging else 0, self.top)


def scale_of(rows: Sequence[Row], says: str, *, diverging: bool = False) -> Scale:
    """Choose one scale for all maps of a sheet, that ends near the strongest."""
    values = [np.abs(m.amount).ravel() for row in rows for m in row.means if m.drawn]
    top = float(np.percentile(np.concatenate(values), TOP)) if values else 0.0
    step = 0.25 if diverging else 0.5
    return Scale(max(2 * step, float(np.ceil(top / step) * step)), diverging, says)


def draw_sheet(rows: Sequence[Row], scale: Scale) -> Figure:
    """Draw a sheet; a cell of too few faces stays empty."""
    lines = max(1, len(rows))
    height = HEAD + lines * (CELL + BELOW) + FOOT
    figure = new_figure(height, free=True)
    figure.suppressComposite = True  # each map as it is, not all drawn anew as one large picture
    width = COLUMNS * (CELL + GAP)
    axes = figure.add_axes((MARGIN / WIDTH, FOOT / height, width / WIDTH,
                            lines * (CELL + BELOW) / height))  # fmt: skip
    axes.set(xlim=(0, width), ylim=(lines * (CELL + BELOW), 0))
    axes.set_axis_off()
    for place, row in enumerate(rows):
        _row(axes, row, place * (CELL + BELOW), scale)
    _heads(axes, max(len(row.means) for row in rows))
    _outlines(axes, rows)
    _bar(figure, scale, height)
    return figure


def _row(axes: Axes, row: Row, top: float, scale: Scale) -> None:
    for place, mean in enumerate(row.means):
        left = place * (CELL + GAP)
        if mean.drawn:
            axes.imshow(scale.norm(mean.amount), cmap=scale.colours, vmin=0, vmax=1,
                        extent=(left, left + CELL, top + CELL, top), aspect="auto",
                        interpolation="none", zorder=0)  # fmt: skip
        axes.text(left + CELL / 2, top + CELL + 0.02, _number(mean), ha="center", va="top",
                  fontsize=8.5, color=INK if mean.drawn else GREY)  # fmt: skip
    lines = row.label.split("\n")
    note = row.note.split("\n") if row.note else []
    middle = top + CELL / 2 - 0.145 * (len(lines) + len(note) - 1) / 2
    fails = row.note.startswith(FAILED)
    for place, line in enumerate([*lines, *note]):
        colour = INK if place < len(lines) else (FAILS if fails else GREY)
        axes.text(-0.08, middle + 0.145 * place, line, ha="right", va="center", color=colour,
                  fontsize=9.5 if place < len(lines) else 8.5)  # fmt: skip


def _number(mean: Mean) -> str:
    if not mean.count:
        return "no face"
    return f"n {count(mean.count)}" if mean.drawn else f"n {count(mean.count)}, too few"


def _heads(axes: Axes, columns: int) -> None:
    names = [*EMOTIONS, "all"][:columns]
    for place, name in enumerate(names):
        left = place * (CELL + GAP)
        axes.text(left + CELL / 2, -0.13, name, ha="center", va="baseline", fontsize=10)
        colour = EMOTION_COLOURS[EMOTIONS[place]] if place < len(EMOTIONS) else INK
        axes.plot([left, left + CELL], [-0.05, -0.05], color=colour, lw=2.5, clip_on=False,
                  solid_capstyle="butt")  # fmt: skip


def _outlines(axes: Axes, rows: Sequence[Row]) -> None:
    """Lay the faces, and what is beyond chance, over all maps at once."""
    middles: list[tuple[float, float]] = []
    more: list[Points] = []
    less: list[Points] = []
    for down, row in enumerate(rows):
        for across, mean in enumerate(row.means):
            if mean.drawn:
                corner = np.array([across * (CELL + GAP), down * (CELL + BELOW)])
                side = len(mean.amount)
                middles.append((corner[0] + CELL / 2, corner[1] + CELL / 2))
                more += _placed(_borders(mean.more), corner, side)
                less += _placed(_borders(mean.less), corner, side)
    _faces(axes, middles)
    for lines, width, style in ((less, 0.8, (0, (1, 1.2))), (more, 1.1, "-")):
        if lines:
            axes.add_patch(PathPatch(one_path(lines), facecolor="none", edgecolor=INK, lw=width,
                                     linestyle=style, zorder=3))  # fmt: skip


def _faces(axes: Axes, middles: Sequence[tuple[float, float]]) -> None:
    """Draw the face as a marker: an SVG holds its lines once, however many faces there are."""
    if not middles:
        return
    lines = [(line + 0.5) * [1, -1] + [-0.5, 0.5] for line in face_lines(1)]
    reach = max(float(np.abs(line).max()) for line in lines)
    axes.plot(*zip(*middles, strict=True), linestyle="none", marker=one_path(lines),
              markersize=2 * reach * CELL * 72, markerfacecolor="none", alpha=0.75,
              markeredgecolor="#4D4D4D", markeredgewidth=0.55, zorder=2)  # fmt: skip


def _placed(lines: list[Points], corner: NDArray[np.float64], side: int) -> list[Points]:
    return [corner + (line + 0.5) * CELL / side for line in lines]


def _borders(where: NDArray[np.bool_]) -> list[Points]:
    """Trace the borders of marked pixels, in pixels."""
    if not where.any():
        return []
    padded = np.pad(where.astype(np.float64), 1)
    found = contour_generator(z=padded).lines(0.5)
    return [np.clip(np.asarray(line) - 1, -0.5, len(where) - 0.5) for line in found]


def _bar(figure: Figure, scale: Scale, height: float) -> None:
    """Draw the scale below the sheet."""
    place = figure.add_axes((0.4, 0.36 / height, 0.35, 0.09 / height))
    shown = mpl.cm.ScalarMappable(scale.norm, scale.colours)
    figure.colorbar(shown, cax=place, orientation="horizontal")
    place.tick_params(labelsize=8.5, length=2)
    place.spines[:].set_visible(False)
    figure.text(0.575, 0.03 / height, scale.says, ha="center", fontsize=9)
