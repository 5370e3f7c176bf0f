"""Draw what the faces of a video show over time: a panel a face, the emotions stacked."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from feelingit.emotions import EMOTIONS
from feelingit.palette import EMOTION_COLOURS, GREY
from feelingit.predict.video.timeline import Run, Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_FACES = 6
"""Panels; faces that are seen less have none."""
WIDTH = 7.2
PANEL = 1.45
"""Inches, of a panel with its title."""
AROUND = 1.0
"""Inches, of legend and axis."""
MOST_STEPS = 2000
"""Along time; more than the figure has dots for are averaged."""
MINUTES_FROM = 180.0
"""Seconds from which on the axis counts in minutes."""
STEPS = (30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0)
"""Seconds that may lie between two ticks then."""
MOST_TICKS = 10
LONGEST_TITLE = 28
"""Letters that have room beside the legend."""


def draw_timeline(timeline: Timeline, path: Path, title: str) -> None:
    """Draw a timeline and write it, whole or not at all.

    Where a face is not seen its panel is empty. Of more than six faces, those are drawn that are
    seen longest, and the figure says how many are not.

    Args:
        timeline: Gathered from a whole video.
        path: The figure to be: `.png`, `.pdf` or `.svg`.
        title: Stands above it, as the video's name.

    Raises:
        InputError: A name with another ending.
        RunFolderError: The disk is full or the folder cannot be written.
    """
    from feelingit.figure_style import styled, write_figure  # noqa: PLC0415 - needs matplotlib

    with styled(), warnings.catch_warnings():
        # Of letters in the video's name that the font does not have.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        write_figure(timeline_figure(timeline, title), path)


def timeline_figure(timeline: Timeline, title: str) -> "Figure":
    """Draw a timeline; see `draw_timeline`. Call it within `figure_style.styled`."""
    from matplotlib.figure import Figure  # noqa: PLC0415 - heavy

    faces = timeline.faces()
    shown = faces[:MOST_FACES]
    rows = max(1, len(shown))
    figure = Figure(figsize=(WIDTH, rows * PANEL + AROUND), layout="constrained")
    panels = figure.subplots(rows, 1, sharex=True, squeeze=False)[:, 0]
    for panel, face_id in zip(panels, shown, strict=False):
        _panel(panel, timeline, face_id)
    if not shown:
        _nobody(panels[0], timeline.frames)
    _time_axis(panels[-1], timeline.end_s)
    figure.suptitle(_short(title), fontsize="medium", x=0.01, ha="left", parse_math=False)
    _legend(figure)
    if len(faces) > len(shown):
        rest = f"{len(faces) - len(shown)} more faces, seen less, are not shown"
        figure.supxlabel(rest, fontsize="small", color=GREY, x=0.99, ha="right")
    return figure


def _panel(axes: "Axes", timeline: Timeline, face_id: int) -> None:
    runs = timeline.runs(face_id)
    together = max(1, -(-timeline.seen(face_id) // MOST_STEPS))
    for run in runs:
        _stack(axes, _averaged(run, together))
    share = timeline.seen(face_id) / timeline.frames
    axes.set_title(f"face {face_id}, seen in {share:.0%} of the frames", loc="left", fontsize=9)
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.5, 1])
    axes.set_ylabel("probability")


def _stack(axes: "Axes", run: Run) -> None:
    tops = np.cumsum(run.probabilities, axis=1)
    tops = np.vstack((tops, tops[-1:]))
    lower = np.zeros(len(tops))
    for upper, emotion in zip(tops.T, EMOTIONS, strict=True):
        axes.fill_between(run.times, lower, upper, color=EMOTION_COLOURS[emotion], lw=0)
        lower = upper
    # Not the areas' own edges, which would widen the gaps between runs.
    axes.plot(run.times, tops[:, :-1], color="white", lw=0.4, solid_capstyle="butt")


def _averaged(run: Run, together: int) -> Run:
    """Take neighbouring frames together: a figure has no room for all of a long video."""
    starts = np.arange(0, len(run.probabilities), together)
    counts = np.diff(np.append(starts, len(run.probabilities)))
    sums = np.add.reduceat(run.probabilities, starts, axis=0)
    times = np.append(run.times[:-1][starts], run.times[-1])
    return Run(times, (sums / counts[:, None]).astype(np.float32))


def _nobody(axes: "Axes", frames: int) -> None:
    axes.set_yticks([])
    said = f"no face was found in {frames} frames"
    axes.text(0.5, 0.5, said, transform=axes.transAxes, ha="center", va="center")


def _time_axis(axes: "Axes", end_s: float) -> None:
    axes.set_xlim(0, end_s or 1.0)
    if end_s < MINUTES_FROM:
        axes.set_xlabel("time in seconds")
        return
    from matplotlib.ticker import FuncFormatter, MultipleLocator  # noqa: PLC0415 - heavy

    step = next((step for step in STEPS if end_s / step <= MOST_TICKS), end_s / MOST_TICKS)
    axes.xaxis.set_major_locator(MultipleLocator(step))
    axes.xaxis.set_major_formatter(FuncFormatter(_clock))
    axes.set_xlabel("time in minutes and seconds")


def _short(title: str) -> str:
    """Keep the end of a long name, where its ending and mostly its number are."""
    return title if len(title) <= LONGEST_TITLE else f"…{title[1 - LONGEST_TITLE :]}"


def _clock(seconds: float, _place: int | None) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def _legend(figure: "Figure") -> None:
    from matplotlib.patches import Patch  # noqa: PLC0415 - heavy

    patches = [Patch(color=EMOTION_COLOURS[emotion], label=emotion) for emotion in EMOTIONS]
    figure.legend(
        handles=patches, loc="outside upper right", ncols=len(EMOTIONS), handlelength=1.0,
        columnspacing=1.0, borderaxespad=0.2,
    )  # fmt: skip
