"""Heatmaps with their numbers written in, several beside each other."""

from collections.abc import Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from feelingit.palette import DIVERGING, INK, SEQUENTIAL
from feelingit.report.numbers import decimal
from feelingit.report.style import new_figure

Matrix = NDArray[np.float64]

ENDS = 0.6
"""From where on, between the middle and either end, a diverging scale is dark."""


def panels(number: int, across: int, height: float) -> tuple[Figure, list[Axes]]:
    """Open a figure of equal panels, `height` inches a row; spare places stay empty."""
    across = min(across, number)
    down = -(-number // across)
    figure = new_figure(height * down)
    grid = figure.subplots(down, across, squeeze=False).ravel()
    for axes in grid[number:]:
        axes.set_axis_off()
    return figure, list(grid[:number])


def heatmap(
    axes: Axes,
    values: Matrix,
    rows: Sequence[str],
    columns: Sequence[str],
    limits: tuple[float, float],
    *,
    digits: int = 0,
    size: float = 9,
    turn: float = 0,
    diverging: bool = False,
) -> None:
    """Draw a matrix, each cell with its number in the ink that can be read on its colour."""
    axes.imshow(np.ma.masked_invalid(values), cmap=DIVERGING if diverging else SEQUENTIAL,
                vmin=limits[0], vmax=limits[1], aspect="auto")  # fmt: skip
    middle, half = sum(limits) / 2, (limits[1] - limits[0]) / 2
    for (r, c), value in np.ndenumerate(values):
        if np.isfinite(value):
            dark = abs(value - middle) > ENDS * half if diverging else value > middle
            colour = "white" if dark else INK
            axes.text(c, r, decimal(float(value), digits), ha="center", va="center", color=colour,
                      fontsize=size, in_layout=False)  # fmt: skip
    axes.set_xticks(range(len(columns)), columns, rotation=turn)
    if turn:
        for label in axes.get_xticklabels():
            upright = turn == 90  # noqa: PLR2004 - degrees
            label.set(ha="right", va="center" if upright else "top", rotation_mode="anchor")
    axes.set_yticks(range(len(rows)), rows)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    _lines(axes, values.shape)


def _lines(axes: Axes, shape: tuple[int, ...]) -> None:
    """Part the cells by white lines."""
    axes.set_xticks(np.arange(0.5, shape[1] - 1), minor=True)
    axes.set_yticks(np.arange(0.5, shape[0] - 1), minor=True)
    axes.grid(which="minor", color="white", linewidth=mpl.rcParams["lines.linewidth"])
    axes.tick_params(which="minor", length=0)
