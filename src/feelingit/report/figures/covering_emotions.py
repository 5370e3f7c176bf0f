"""Accuracy of each emotion under each covering, and its distance to the control's."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from feelingit.emotions import EMOTIONS
from feelingit.report.covered import Lookup, arms_of, everyday, groups
from feelingit.report.figures.coverings import control_name
from feelingit.report.figures.grids import Matrix, heatmap
from feelingit.report.names import condition_label
from feelingit.report.numbers import count, decimal, points
from feelingit.report.results import NONE, Model, Results
from feelingit.report.style import new_figure

SHORT = ("angry", "disgust", "fear", "happy", "neutral", "sad", "surprise")
ROW = 0.19
TITLE = "Accuracy by covering and emotion"
TITLE_BESIDE = "Place and amount, by covering and emotion"


def rows_of(results: Results, model: Model, *, beside: bool = False) -> list[str]:
    """Give the rows: the bare face and every covering, or those that have a control."""
    names = [name for group in groups(results, model) for name in group.coverings]
    if not beside:
        return [NONE, *names]
    found = Lookup(results, model, arms_of(results, model)[0])
    return [name for name in names if found.beside(name)]


def values(found: Lookup, names: list[str], column: str) -> Matrix:
    """Give a column in percent, rows the coverings, columns the emotions."""
    return np.array([[100 * found.value(n, column, e) for e in EMOTIONS] for n in names])


def draw(results: Results, model: Model) -> Figure:
    """Draw accuracies, a panel an arm."""
    names = rows_of(results, model)

    def panel(axes: Axes, found: Lookup, labels: list[str]) -> None:
        matrix = values(found, names, "accuracy")
        heatmap(axes, matrix, labels, SHORT, (0, 100), size=7, turn=90)

    return side_by_side(results, model, names, panel)


def draw_beside(results: Results, model: Model) -> Figure:
    """Draw the differences from the controls, a panel an arm, on one scale."""
    names = rows_of(results, model, beside=True)
    found = [Lookup(results, model, arm) for arm in arms_of(results, model)]
    sizes = np.concatenate([np.abs(values(each, names, "difference")).ravel() for each in found])
    top = max(10.0, float(np.nanpercentile(sizes, 98)))

    def panel(axes: Axes, found: Lookup, labels: list[str]) -> None:
        matrix = values(found, names, "difference")
        heatmap(axes, matrix, labels, SHORT, (-top, top), size=7, turn=90, diverging=True)

    return side_by_side(results, model, names, panel)


def side_by_side(
    results: Results,
    model: Model,
    names: list[str],
    panel: Callable[[Axes, Lookup, list[str]], None],
) -> Figure:
    """Draw a panel an arm, each with the coverings as rows and groups set apart."""
    arms = arms_of(results, model)
    figure = new_figure(0.95 + ROW * len(names))
    grid = figure.subplots(1, len(arms), squeeze=False)[0]
    labels = ["bare face" if name == NONE else condition_label(name) for name in names]
    for axes, arm in zip(grid, arms, strict=True):
        panel(axes, Lookup(results, model, arm), labels if axes is grid[0] else [""] * len(names))
        axes.set_title(arm.label)
        _part(axes, results, model, names)
    return figure


def _part(axes: Axes, results: Results, model: Model, names: list[str]) -> None:
    """Part the groups by a wider white line."""
    for group in groups(results, model):
        places = [names.index(name) for name in group.coverings if name in names]
        if places and min(places) > 0:
            axes.axhline(min(places) - 0.5, color="white", lw=5)
    axes.set_xlim(-0.5, len(EMOTIONS) - 0.5)


def hardest(results: Results, model: Model) -> tuple[str, str, float]:
    """Give the everyday covering and emotion at which the baseline loses most against bare."""
    found = Lookup(results, model, arms_of(results, model)[0])
    costs = {
        (name, emotion): found.value(name, "cost", emotion)
        for name in everyday(results, model)
        for emotion in EMOTIONS
    }
    known = {key: cost for key, cost in costs.items() if not np.isnan(cost)}
    name, emotion = max(known, key=known.__getitem__)
    return name, emotion, known[name, emotion]


def caption(results: Results, model: Model) -> str:
    """Say where an emotion suffers most."""
    text = (
        f"{model.label}: share in percent of each emotion's test faces that is named right, a "
        "panel for each training arm, rows in the order of the figure of all coverings."
    )
    if everyday(results, model):
        name, emotion, cost = hardest(results, model)
        label = arms_of(results, model)[0].label
        text += (
            f" “{label}” loses most on {emotion} faces under {condition_label(name)} "
            f"({points(cost)})."
        )
    return text


def caption_beside(results: Results, model: Model) -> str:
    """Say what the colours mean, and how many differences are beyond chance."""
    arm = arms_of(results, model)[0]
    found = Lookup(results, model, arm)
    names = rows_of(results, model, beside=True)
    pairs = [(name, emotion) for name in names for emotion in EMOTIONS]
    worse = sum(found.value(n, "difference_high", e) < 0 for n, e in pairs)
    better = sum(found.value(n, "difference_low", e) > 0 for n, e in pairs)
    chance = decimal(0.025 * len(pairs), 0)
    return (
        f"{model.label}: accuracy under the covering minus that under the {control_name(results)}, "
        "in percentage points; red where the covered place matters more than its area. For "
        f"“{arm.label.lower()}” the 95 % interval lies below zero in {count(worse)} of "
        f"{count(len(pairs))} cells and above in {count(better)}; {chance} each would be expected "
        "by chance alone."
    )


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    return (
        f"Heat maps of accuracy for {len(rows_of(results, model)) - 1} coverings and the bare "
        f"face by {len(EMOTIONS)} emotions, {len(arms_of(results, model))} arms of {model.label}; "
        "the figures are in the tables of coverings by emotion."
    )


def alt_beside(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    return (
        f"Heat maps of the difference from the control for "
        f"{len(rows_of(results, model, beside=True))} coverings by {len(EMOTIONS)} emotions, "
        f"{len(arms_of(results, model))} arms of {model.label}."
    )
