"""How wide the report's figures are, and how they are saved: same content, same bytes.

Knows nothing about what a figure shows, nor how figures look (that is `figure_style`).
"""

from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

WIDTH = 7.2
"""Inches: the page's column."""

_DATED = ("Date", "Creator", "Format", "Type")
"""What matplotlib would write into an SVG and changes from run to run, or says nothing."""
RESOLUTION = 180
"""Dots an inch of the PNG."""


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
