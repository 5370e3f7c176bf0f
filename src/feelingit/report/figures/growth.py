"""Accuracy against the share of the face that is hidden, growing from each side."""

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from feelingit.emotions import EMOTIONS
from feelingit.palette import EMOTION_COLOURS, INK
from feelingit.report.covered import arms_of
from feelingit.report.figures.accuracy import GUESSING, most_frequent
from feelingit.report.figures.grids import panels
from feelingit.report.growing import DIRECTIONS, curve, directions, middle
from feelingit.report.numbers import listed, percent
from feelingit.report.palette import ARM_COLOURS, MARKERS
from feelingit.report.results import Arm, Model, Results

TITLE = "Accuracy against the share of the face hidden"
TITLE_EMOTIONS = "Emotions against the share of the face hidden"
DASHES = ("-", (0, (5, 1.5)), (0, (1, 1)), (0, (5, 1.5, 1, 1.5)), (0, (3, 1, 1, 1, 1, 1)))


def draw(results: Results, model: Model) -> Figure:
    """Draw a panel a direction with a line an arm, and one with all directions of the first."""
    shown, arms = directions(results), arms_of(results, model)
    figure, grid = panels(len(shown) + (len(shown) > 1), 3, 2.35)
    for axes, direction in zip(grid, shown, strict=False):
        for place, arm in enumerate(arms):
            _line(axes, curve(results, model, arm, direction), place)
        axes.set_title(DIRECTIONS[direction])
    if len(shown) > 1:
        for place, direction in enumerate(shown):
            found = curve(results, model, arms[0], direction)
            grid[-1].plot(100 * found.index, 100 * found["accuracy"], color=ARM_COLOURS[0],
                          linestyle=DASHES[place], lw=1.2, label=direction)  # fmt: skip
        grid[-1].set_title(f"all, “{arms[0].label.lower()}”", fontsize=9.5)
        grid[-1].legend(fontsize=7.5, loc="upper right", handlelength=2.2, labelspacing=0.25,
                        borderaxespad=0.2)  # fmt: skip
    _frame(figure, grid, results)
    handles = [
        Line2D([], [], color=ARM_COLOURS[i], marker=MARKERS[i], ms=4, label=arm.label)
        for i, arm in enumerate(arms)
    ]
    handles.append(Line2D([], [], **GUESSING, label="most frequent emotion"))
    figure.legend(handles=handles, loc="outside upper center", ncols=4)
    return figure


def draw_emotions(results: Results, model: Model) -> Figure:
    """Draw the baseline's emotions, a panel a direction."""
    shown, arm = directions(results), arms_of(results, model)[0]
    figure, grid = panels(len(shown), 3, 2.35)
    for axes, direction in zip(grid, shown, strict=True):
        for emotion in EMOTIONS:
            found = curve(results, model, arm, direction, emotion)
            axes.plot(100 * found.index, 100 * found["accuracy"], color=EMOTION_COLOURS[emotion],
                      lw=1.3, marker="o", ms=2.5)  # fmt: skip
        axes.set_title(DIRECTIONS[direction])
    _frame(figure, grid, results, guessing=False)
    handles = [Line2D([], [], color=EMOTION_COLOURS[e], lw=1.6, label=e) for e in EMOTIONS]
    figure.legend(handles=handles, loc="outside upper center", ncols=7, columnspacing=1.2,
                  handlelength=1.3)  # fmt: skip
    return figure


def _line(axes: Axes, found: pd.DataFrame, place: int) -> None:
    x, colour = 100 * found.index, ARM_COLOURS[place]
    axes.fill_between(x, 100 * found["low"], 100 * found["high"], color=colour, alpha=0.18, lw=0)
    axes.plot(x, 100 * found["accuracy"], color=colour, marker=MARKERS[place], ms=3.5)


def _frame(figure: Figure, grid: list[Axes], results: Results, *, guessing: bool = True) -> None:
    for place, axes in enumerate(grid):
        axes.set(xlim=(-2, 102), ylim=(0, None))
        axes.set_xticks(range(0, 101, 20))
        if guessing:
            axes.axhline(100 * most_frequent(results), **GUESSING, zorder=0)
        if place % 3:
            axes.tick_params(labelleft=False)
    top = max(axes.get_ylim()[1] for axes in grid)
    for axes in grid:
        axes.set_ylim(0, top)
    figure.supxlabel("share of the face hidden (%)", fontsize=10)
    figure.supylabel("accuracy (%)", fontsize=10, color=INK)


def at_middle(results: Results, model: Model, arm: Arm) -> dict[str, float]:
    """Give the accuracy with about half of the face hidden, by direction."""
    share = middle(results)
    found = {d: curve(results, model, arm, d)["accuracy"].get(share) for d in directions(results)}
    return {direction: float(value) for direction, value in found.items() if value is not None}


def caption(results: Results, model: Model) -> str:
    """Say from which side hiding costs the most."""
    arm = arms_of(results, model)[0]
    found = at_middle(results, model, arm)
    ranked = sorted(found, key=found.__getitem__)
    parts = [f"{DIRECTIONS[name]} {percent(found[name])} %" for name in ranked]
    text = (
        f"{model.label}: accuracy on the test faces when a growing share of the face, not of the "
        "picture, is blackened, with 95 % bootstrap intervals; at 0 the bare face. The dashed "
        f"line is what always naming the most frequent emotion gives "
        f"({percent(most_frequent(results))} %)."
    )
    if parts:
        text += (
            f" With {percent(middle(results), 0)} % hidden “{arm.label.lower()}” names right: "
            f"{listed(parts)}."
        )
    return text


def caption_emotions(results: Results, model: Model) -> str:
    """Say which emotion holds out longest and which is lost first."""
    arm, share = arms_of(results, model)[0], middle(results)
    kept: dict[str, tuple[str, float]] = {}
    for direction in directions(results):
        curves = {e: curve(results, model, arm, direction, e)["accuracy"] for e in EMOTIONS}
        drops = {e: float(c.iloc[0] - c.get(share, float("nan"))) for e, c in curves.items()}
        known = {e: drop for e, drop in drops.items() if not math.isnan(drop)}
        if known:
            worst = max(known, key=known.__getitem__)
            kept[direction] = (worst, known[worst])
    parts = [f"{DIRECTIONS[d]} {e} ({percent(drop)} points)" for d, (e, drop) in kept.items()]
    return (
        f"{model.label}, “{arm.label.lower()}”: share of each emotion's test faces that is named "
        f"right. With {percent(share, 0)} % hidden the emotion that has lost most: {listed(parts)}."
    )


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    parts = []
    for direction in directions(results):
        found = curve(results, model, arms_of(results, model)[0], direction)["accuracy"]
        steps = ", ".join(f"{percent(s, 0)} % {percent(v, 0)}" for s, v in found.items())  # type: ignore[arg-type]
        parts.append(f"{DIRECTIONS[direction]}: {steps}")
    return (
        "Line charts of accuracy in percent by share of the face hidden, a line an arm. First "
        f"arm, {'; '.join(parts)}."
    )


def alt_emotions(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    sides = listed([DIRECTIONS[d] for d in directions(results)])
    return (
        f"Line charts of {model.label}'s accuracy by share of the face hidden {sides}, a line for "
        f"each of {len(EMOTIONS)} emotions."
    )
