"""Which answers become more frequent under each covering, and which rarer."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from feelingit.emotions import EMOTIONS
from feelingit.report.answer_flows import flows, gains
from feelingit.report.covered import Lookup, arms_of, everyday, groups
from feelingit.report.figures.covering_emotions import SHORT, side_by_side
from feelingit.report.figures.grids import Matrix, heatmap
from feelingit.report.names import condition_label
from feelingit.report.numbers import count, percent
from feelingit.report.results import Arm, Model, Results

TITLE = "What covered faces are taken for"


def rows_of(results: Results, model: Model) -> list[str]:
    """Give the rows: every covering."""
    return [name for group in groups(results, model) for name in group.coverings]


def values(results: Results, model: Model, arm: Arm) -> Matrix:
    """Give how many more faces are given each answer, in percent of all, a row a covering."""
    found = [gains(flows(results, model, arm, name)) for name in rows_of(results, model)]
    return np.array([[100 * row[emotion] for emotion in EMOTIONS] for row in found])


def draw(results: Results, model: Model) -> Figure:
    """Draw a panel an arm on one scale: blue where an answer is given more often."""
    matrices = {arm.name: values(results, model, arm) for arm in arms_of(results, model)}
    top = max(5.0, float(np.nanmax([np.abs(matrix).max() for matrix in matrices.values()])))

    def panel(axes: Axes, found: Lookup, labels: list[str]) -> None:
        heatmap(axes, matrices[found.arm.name], labels, SHORT, (-top, top), size=7, turn=90,
                diverging=True)  # fmt: skip

    return side_by_side(results, model, rows_of(results, model), panel)


def favourite(results: Results, model: Model, arm: Arm) -> tuple[str, int, int, float]:
    """Give the answer that grows most over the everyday coverings.

    Returns:
        The answer, under how many of how many coverings it is the one that grows most, and by
        how much it grows on average, as a share of all faces.
    """
    found = [gains(flows(results, model, arm, name)) for name in everyday(results, model)]
    means = {e: float(np.mean([row[e] for row in found])) for e in EMOTIONS}
    best = max(means, key=means.__getitem__)
    first = sum(max(row, key=row.__getitem__) == best for row in found)
    return best, first, len(found), means[best]


def caption(results: Results, model: Model) -> str:
    """Say which answer grows most."""
    text = (
        f"{model.label}: how many more (blue) or fewer (red) of all test faces are given each "
        "answer when covered than when bare, in percentage points, a panel for each training arm."
    )
    if everyday(results, model):
        arm = arms_of(results, model)[0]
        answer, first, number, mean = favourite(results, model, arm)
        text += (
            f" For “{arm.label.lower()}” {answer} grows most, by {percent(mean)} on average; it is "
            f"the answer that grows most under {count(first)} of {count(number)} coverings."
        )
    return text


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    names = rows_of(results, model)
    worst = (
        "" if not names else f", from {condition_label(names[0])} to {condition_label(names[-1])}"
    )
    return (
        f"Heat maps of the change in how often each of {len(EMOTIONS)} answers is given, for "
        f"{len(names)} coverings{worst}, {len(arms_of(results, model))} arms of {model.label}."
    )
