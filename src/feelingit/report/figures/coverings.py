"""Accuracy under each covering, beside the control of the same area, a column an arm."""

import math
from collections.abc import Iterator

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from feelingit.palette import GREY, INK
from feelingit.report.covered import Group, Lookup, arms_of, everyday, groups, most_costly
from feelingit.report.names import condition_label
from feelingit.report.numbers import counted, listed, percent
from feelingit.report.palette import ARM_COLOURS
from feelingit.report.results import Model, Results
from feelingit.report.style import new_figure

TITLE = "Accuracy under each covering"
ROW = 0.185
"""Inches a covering."""
SEEN = "#F3ECDA"
APART = 0.17
"""How far a covering's mark stands above its control's, in rows."""


def draw(results: Results, model: Model) -> Figure:
    """Draw each covering as a dot, its control as a hollow square, both with their intervals."""
    parts, arms = groups(results, model), arms_of(results, model)
    lines = sum(1 + len(part.coverings) for part in parts)
    figure = new_figure(0.95 + ROW * lines)
    grid = figure.subplots(1, len(arms), sharex=True, sharey=True, squeeze=False)[0]
    for place, (axes, arm) in enumerate(zip(grid, arms, strict=True)):
        found = Lookup(results, model, arm)
        for name, y in _places(parts):
            _mark(axes, found, name, y, ARM_COLOURS[place])
        axes.axvline(100 * found.bare(), color=ARM_COLOURS[place], lw=0.9, linestyle=(0, (4, 3)),
                     zorder=0)  # fmt: skip
        axes.set_title(arm.label)
        axes.tick_params(axis="y", length=0)
        axes.grid(axis="x", color="#EDEDED", lw=0.6, zorder=-2)
        axes.set_axisbelow(True)
    _labels(grid[0], parts, lines)
    grid[0].xaxis.set_major_locator(MaxNLocator(4, integer=True))
    figure.supxlabel("accuracy (%)", fontsize=10)
    figure.legend(handles=_legend(results, model), loc="outside upper center", ncols=4,
                  columnspacing=1.4, handletextpad=0.5)  # fmt: skip
    return figure


def _places(parts: list[Group]) -> Iterator[tuple[str, int]]:
    """Give each covering its row; a group's heading takes the row above its first."""
    row = 0
    for part in parts:
        row += 1
        for name in part.coverings:
            yield name, row
            row += 1


def _mark(axes: Axes, found: Lookup, name: str, y: int, colour: str) -> None:
    if found.seen(name):
        axes.axhspan(y - 0.5, y + 0.5, color=SEEN, lw=0, zorder=-3)
    value, low, high = (100 * found.value(name, c) for c in ("accuracy", "low", "high"))
    beside = bool(found.beside(name))
    up = y - APART * beside
    axes.plot([low, high], [up, up], color=colour, lw=1.2, solid_capstyle="butt")
    axes.plot(value, up, "o", ms=4, color=colour)
    if beside:
        columns = ("beside_accuracy", "beside_low", "beside_high")
        control, from_, to = (100 * found.value(name, c) for c in columns)
        down = y + APART
        axes.plot([from_, to], [down, down], color=GREY, lw=0.7, solid_capstyle="butt")
        axes.plot(control, down, "s", ms=3, mfc="white", mec=GREY, mew=0.8)


def _labels(axes: Axes, parts: list[Group], lines: int) -> None:
    places = list(_places(parts))
    axes.set_yticks([y for _, y in places], [condition_label(name) for name, _ in places])
    axes.set_ylim(lines - 0.4, -0.6)
    for part in parts:
        top = next(y for name, y in places if name == part.coverings[0]) - 1
        axes.annotate(part.label, (0, top + 0.12), (-6, 0), xycoords=axes.get_yaxis_transform(),
                      textcoords="offset points", ha="right", va="center", fontsize=9,
                      fontweight="bold", color=INK, annotation_clip=False)  # fmt: skip


def _legend(results: Results, model: Model) -> list[Line2D | Patch]:
    handles: list[Line2D | Patch] = [
        Line2D([], [], color=INK, marker="o", ms=4, lw=1.2, label="covered"),
        Line2D([], [], color=GREY, marker="s", ms=3, lw=0.7, mfc="white",
               label=control_name(results)),
        Line2D([], [], color=INK, lw=0.9, linestyle=(0, (4, 3)), label="bare face"),
    ]  # fmt: skip
    found = [Lookup(results, model, arm) for arm in arms_of(results, model)]
    names = [name for part in groups(results, model) for name in part.coverings]
    if any(each.seen(name) for each in found for name in names):
        handles.append(Patch(color=SEEN, label="seen in training"))
    return handles


def control_name(results: Results) -> str:
    """Say what stands beside the coverings."""
    beside = results.coverings["beside"].dropna().astype(str)
    kinds = {name.rpartition("@")[2] for name in beside if "@" in name}
    return "box of the same area" if kinds <= {"box"} else "control of the same pixels or area"


def beyond_control(found: Lookup, names: list[str]) -> tuple[list[str], list[str]]:
    """Give the coverings that have a control, and those that cost more than it beyond chance."""
    beside = [name for name in names if not math.isnan(found.value(name, "difference"))]
    return beside, [name for name in beside if found.value(name, "difference_high") < 0]


def caption(results: Results, model: Model) -> str:
    """Say which coverings cost the most, and which cost more than their area."""
    arm = arms_of(results, model)[0]
    found = Lookup(results, model, arm)
    ranked = most_costly(found, everyday(results, model))
    text = (
        f"{model.label}, a column for each training arm: accuracy on the test faces under each "
        "covering with 95 % bootstrap intervals"
    )
    beside, beyond = beyond_control(found, everyday(results, model))
    if beside:
        text += f"; below it the {control_name(results)}, which says what hiding anything costs"
    text += ". Coverings are sorted within their group by the first column."
    if ranked:
        costs = [f"{condition_label(name)} ({percent(found.cost(name))})" for name in ranked[:3]]
        text += (
            f" “{arm.label}” loses most under {listed(costs)}, in points, and least under "
            f"{condition_label(ranked[-1])} ({percent(found.cost(ranked[-1]))})."
        )
    if beside:
        text += (
            f" {counted(len(beyond), 'covering')} of {len(beside)} that hide something "
            f"{'costs' if len(beyond) == 1 else 'cost'} it more than the box, beyond chance."
        )
    return text


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    parts = []
    for arm in arms_of(results, model):
        found = Lookup(results, model, arm)
        ranked = most_costly(found, everyday(results, model))
        text = f"{arm.label}: {percent(found.bare())} % bare"
        if ranked:
            lowest = percent(found.accuracy(ranked[0]))
            text += f", lowest under {condition_label(ranked[0])} ({lowest} %)"
        parts.append(text)
    number = sum(len(part.coverings) for part in groups(results, model))
    return (
        f"Dot charts of accuracy under {number} coverings, in {len(parts)} columns. "
        f"{'; '.join(parts)}. The figures are in the table of coverings."
    )
