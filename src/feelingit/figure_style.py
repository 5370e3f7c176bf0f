"""How every figure looks, in the report and beside photos and videos, and how one is written.

Knows nothing about what a figure shows. Imports matplotlib: import it where a figure is drawn.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from feelingit.errors import InputError
from feelingit.files import write_whole
from feelingit.palette import GREY, INK

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
FORMATS = (".png", ".pdf", ".svg")
DOTS_PER_INCH = 200


@contextmanager
def styled() -> Iterator[None]:
    """Draw and save within this: no setting of the caller's matplotlib leaks in or out."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(STYLE)
        yield


def figure_path(path: Path) -> Path:
    """Check that a figure can be written under this name, before it is drawn.

    Raises:
        InputError: The name does not end in one of `FORMATS`.
    """
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"{path}: a figure is written as {', '.join(FORMATS)}; name one of these")
    return path


def write_figure(figure: Figure, path: Path) -> None:
    """Write a figure, whole or not at all, as the format that its name ends in.

    Call it within `styled`.

    Raises:
        InputError: As `figure_path`.
        RunFolderError: The disk is full or the folder cannot be written.
    """
    ending = figure_path(path).suffix.lower().removeprefix(".")
    dated = {"png": "Software", "pdf": "CreationDate", "svg": "Date"}[ending]
    write_whole(
        path,
        lambda partial: figure.savefig(
            partial, format=ending, dpi=DOTS_PER_INCH, metadata={dated: None}
        ),
    )
