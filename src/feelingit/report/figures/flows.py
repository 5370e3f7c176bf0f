"""Which answers a covering turns into which: bands from the answers to the bare face."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from feelingit.emotions import EMOTIONS
from feelingit.palette import EMOTION_COLOURS, INK
from feelingit.report.answer_flows import answers, changed, flows, largest
from feelingit.report.covered import arms_of, worst_of_each_group
from feelingit.report.names import condition_label
from feelingit.report.numbers import listed, percent
from feelingit.report.results import Model, Results
from feelingit.report.style import new_figure

TITLE = "What becomes of the answers"
SHOWN = 6
ACROSS = 3
BAR = 0.05
"""Of a bar at either end, as a share of a panel's width."""
GAP = 0.012
"""Between answers, as a share of all faces."""
LEAST = 0.003
"""The share of faces below which a change is not drawn."""


def shown(results: Results, model: Model) -> list[str]:
    """Give the coverings to show: of each group the one that costs the baseline the most."""
    return worst_of_each_group(results, model, SHOWN)


def draw(results: Results, model: Model) -> Figure:
    """Draw a panel a covering: answers to the bare faces left, to the same ones covered right."""
    names, arm = shown(results, model), arms_of(results, model)[0]
    down = -(-len(names) // ACROSS)
    figure = new_figure(0.4 + 2.55 * down)
    grid = figure.subplots(down, ACROSS, squeeze=False).ravel()
    for axes in grid:
        axes.set_axis_off()
    for axes, name in zip(grid, names, strict=False):
        counts = flows(results, model, arm, name)
        _panel(axes, answers(counts) / counts.sum())
        axes.set_title(f"{condition_label(name)}: {percent(changed(counts), 0)} % change",
                       fontsize=10)  # fmt: skip
    handles = [Patch(color=EMOTION_COLOURS[e], label=e) for e in EMOTIONS]
    figure.legend(handles=handles, loc="outside upper center", ncols=len(EMOTIONS),
                  columnspacing=1.2, handlelength=1.2, handletextpad=0.4)  # fmt: skip
    return figure


def _panel(axes: Axes, shares: np.ndarray) -> None:
    """Draw one panel; `shares [7, 7]` sum to 1, rows before, columns after."""
    left, right = _tops(shares.sum(axis=1)), _tops(shares.sum(axis=0))
    for e, emotion in enumerate(EMOTIONS):
        for x, top, size in ((0, left, shares[e].sum()), (1 - BAR, right, shares[:, e].sum())):
            axes.add_patch(Rectangle((x, top[e] - size), BAR, size, lw=0,
                                     color=EMOTION_COLOURS[emotion]))  # fmt: skip
    _ribbons(axes, shares, left.copy(), right.copy())
    bottom = min(left[-1] - shares[-1].sum(), right[-1] - shares[:, -1].sum())
    axes.set(xlim=(-0.02, 1.02), ylim=(bottom - 0.02, 0.02))
    for x, text, side in ((0, "bare", "left"), (1, "covered", "right")):
        axes.annotate(text, (x, bottom), (0, -3), textcoords="offset points", ha=side, va="top",
                      fontsize=8.5, color=INK, annotation_clip=False)  # fmt: skip


def _tops(sizes: np.ndarray) -> np.ndarray:
    """Stack bars from the top down: where each begins."""
    return np.asarray(-np.concatenate([[0], np.cumsum(sizes + GAP)[:-1]]))


def _ribbons(axes: Axes, shares: np.ndarray, left: np.ndarray, right: np.ndarray) -> None:
    """Lead each share from its place on the left to its place on the right, in order."""
    for before, after in np.ndindex(shares.shape):
        size = float(shares[before, after])
        start, end = float(left[before]), float(right[after])
        left[before] -= size
        right[after] -= size
        if before == after or size >= LEAST:
            colour = EMOTION_COLOURS[EMOTIONS[before]]
            alpha = 0.13 if before == after else 0.75
            axes.add_patch(PathPatch(_ribbon(start, end, size), facecolor=colour, alpha=alpha,
                                     lw=0, zorder=1 + (before != after)))  # fmt: skip


def _ribbon(start: float, end: float, size: float) -> Path:
    """Bend a band of even height from one bar to the other."""
    first, last = BAR + 0.005, 1 - BAR - 0.005
    middle = (first + last) / 2
    points = [
        (first, start), (middle, start), (middle, end), (last, end),
        (last, end - size), (middle, end - size), (middle, start - size), (first, start - size),
        (first, start),
    ]  # fmt: skip
    curve = [Path.CURVE4] * 3
    codes = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY]
    return Path(points, codes)


def caption(results: Results, model: Model) -> str:
    """Say what is drawn, and the largest change of each covering."""
    arm = arms_of(results, model)[0]
    parts = []
    for name in shown(results, model):
        most = largest(flows(results, model, arm, name))
        if most is not None:
            share = percent(most.share, 0)
            parts.append(f"{condition_label(name)}, {most.bare} to {most.covered} ({share} %)")
    changes = "; ".join(parts) or "none"
    return (
        f"{model.label}, “{arm.label.lower()}”: the answers to the bare test faces (left) and to "
        "the same faces covered (right), for the covering of each group that costs most. A band "
        "has the colour of the answer that it leaves; answers that stay are pale, and changes of "
        f"fewer than {percent(LEAST)} % of the faces are left out. The largest change, in brackets "
        f"its share of the faces first given that answer: {changes}."
    )


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    arm = arms_of(results, model)[0]
    parts = [
        f"{condition_label(name)} ({percent(changed(flows(results, model, arm, name)), 0)} % of "
        "the answers change)"
        for name in shown(results, model)
    ]
    return (
        f"Flow diagrams from the answers to bare faces to those to covered ones: {listed(parts)}."
    )
