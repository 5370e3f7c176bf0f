"""How every figure looks, and how it is saved: same content, same bytes.

Knows nothing about what a figure shows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from feelingit.report.palette import GREY, INK

WIDTH = 7.2
"""Inches: the page's column."""

STYLE: dict[Any, object] = {
    "font.family": "serif",
    "font.serif": ["STIXGeneral"],  # comes with matplotlib, so figures look alike everywhere
    "mathtext.fontset": "stix",
    "font.size": 10,
    "axes.titlesize": 10.5,
    "axes.labelsize": 10,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.fontsize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.7,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.major.width": 0.7,
    "ytick.major.width": 0.7,
    "lines.linewidth": 1.3,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "feelingit",
    "image.interpolation": "nearest",
    "axes.unicode_minus": True,
}
_DATED = ("Date", "Creator", "Format", "Type")
"""What matplotlib would write into an SVG and changes from run to run, or says nothing."""
RESOLUTION = 180
"""Dots an inch of the PNG."""


@contextmanager
def styled() -> Iterator[None]:
    """Draw and save within this: no setting of the caller's matplotlib leaks in or out."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        yield


def new_figure(height: float, *, free: bool = False) -> Figure:
    """Open an empty figure as wide as the column, `height` inches high.

    Its parts are kept from overlapping, unless it is `free`: then they stay where they are put.
    """
    return Figure(figsize=(WIDTH, height), layout=None if free else "constrained")


def save(figure: Figure, folder: Path, name: str) -> None:
    """Write `name.svg` and `name.png`, without dates or versions in them.

    The canvases print at once: `savefig` would draw everything twice for each format.
    """
    svg, png = FigureCanvasSVG(figure), FigureCanvasAgg(figure)
    svg.print_svg(folder / f"{name}.svg", metadata=dict.fromkeys(_DATED))  # type: ignore[no-untyped-call]
    figure.set_layout_engine("none")  # laid out by now, and the same in both
    figure.set_dpi(RESOLUTION)
    png.print_png(folder / f"{name}.png", metadata={"Software": None})  # type: ignore[no-untyped-call]
