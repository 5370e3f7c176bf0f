"""Emotions that people and a model still read with the mouth, or the eyes, out of sight.

People's figures are of Wegrzyn et al. 2017; they answered when they liked, so that only the order
of emotions can be compared.
"""

from dataclasses import dataclass
from typing import Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.stats import spearmanr

from feelingit.emotions import EMOTIONS
from feelingit.palette import EMOTION_COLOURS, GREY
from feelingit.report.covered import Lookup, arms_of
from feelingit.report.names import condition_label
from feelingit.report.numbers import RHO, decimal, listed
from feelingit.report.results import Model, Results
from feelingit.report.style import new_figure

TITLE = "What people and the model still read"
MOUTH = ("nose_mouth_shape", "lower_face")
EYES = ("eyes_shape", "eyes")
"""What covers that part: the mask on the face, or the band, whichever was tested first."""


@dataclass(frozen=True)
class Compared:
    """Seven emotions as people and as the model name them rightly, in percent or in points."""

    title: str
    people: "pd.Series[float]"
    model: "pd.Series[float]"

    @property
    def rho(self) -> float:
        """Spearman's rank correlation; NaN where either names all emotions alike."""
        if min(self.people.nunique(), self.model.nunique()) == 1:
            return float("nan")
        return float(spearmanr(self.people, self.model).statistic)


def covered_by(results: Results) -> tuple[str, str] | None:
    """Name what covers the mouth and what the eyes; None where the run lacks one."""
    found = [next((n for n in names if n in results.conditions), "") for names in (MOUTH, EYES)]
    return (found[0], found[1]) if all(found) else None


def compared(results: Results, model: Model) -> list[Compared]:
    """Set people beside the baseline arm: mouth hidden, eyes hidden, and their difference."""
    names = covered_by(results)
    if names is None or results.people_covered.empty:
        return []
    found = Lookup(results, model, arms_of(results, model)[0])
    theirs = results.people_covered.pivot_table(
        index="emotion", columns="visible", values="correct_percent"
    )
    ours = {name: _accuracies(found, name) for name in names}
    mouth, eyes = names
    without_mouth, without_eyes = theirs["eyes_without_mouth"], theirs["mouth_without_eyes"]
    parts = [
        Compared("mouth covered", without_mouth, ours[mouth]),
        Compared("eyes covered", without_eyes, ours[eyes]),
        Compared("worth of the mouth", without_eyes - without_mouth, ours[eyes] - ours[mouth]),
    ]
    whole = all(part.model.notna().all() for part in parts)
    return [_in_order(part) for part in parts] if whole else []


def _accuracies(found: Lookup, name: str) -> "pd.Series[float]":
    return pd.Series({e: 100 * found.value(name, "accuracy", e) for e in EMOTIONS})


def _in_order(part: Compared) -> Compared:
    order = list(EMOTIONS)
    return Compared(part.title, part.people.reindex(order), part.model.reindex(order))


def draw(results: Results, model: Model) -> Figure:
    """Draw three charts of ranks: people's order on the left, the model's on the right."""
    parts = compared(results, model)
    figure = new_figure(2.6)
    grid = figure.subplots(1, len(parts), squeeze=False)[0]
    for axes, part in zip(grid, parts, strict=True):
        _ranks(axes, part, model)
    figure.get_layout_engine().set(wspace=0.03)  # type: ignore[union-attr, call-arg]
    return figure


def _ranks(axes: Axes, part: Compared, model: Model) -> None:
    people, ours = (_places(values) for values in (part.people, part.model))
    for emotion in EMOTIONS:
        colour = EMOTION_COLOURS[emotion]
        axes.plot([0, 1], [people[emotion], ours[emotion]], color=colour, lw=2.2, marker="o",
                  ms=5, clip_on=False)  # fmt: skip
        at = people[emotion], ours[emotion]
        figures = [decimal(float(values[emotion]), 0) for values in (part.people, part.model)]
        _label(axes, (0, at[0]), f"{emotion}  {figures[0]}", -7, "right")
        _label(axes, (1, at[1]), f"{figures[1]}  {emotion}", 7, "left")
    axes.set(xlim=(0, 1), ylim=(len(EMOTIONS) - 0.5, -0.6))
    axes.set_axis_off()
    axes.set_title(f"{part.title}, {RHO} = {decimal(part.rho)}", fontsize=10, pad=16)
    for x, text in ((0, "people"), (1, model.label)):
        axes.annotate(text, (x, -0.6), (0, 2), textcoords="offset points", ha="center",
                      va="bottom", fontsize=9, color=GREY, annotation_clip=False)  # fmt: skip


def _label(
    axes: Axes, at: tuple[float, float], text: str, shift: int, side: Literal["left", "right"]
) -> None:
    axes.annotate(text, at, (shift, 0), textcoords="offset points", ha=side, va="center",
                  fontsize=8.5)  # fmt: skip


def _places(values: "pd.Series[float]") -> dict[str, int]:
    """Rank the emotions, the best known first."""
    order = values.sort_values(ascending=False, kind="stable").index
    return {str(emotion): place for place, emotion in enumerate(order)}


def caption(results: Results, model: Model) -> str:
    """Say how well the orders agree, and what was compared."""
    names = covered_by(results)
    if names is None:
        return ""
    mouth, eyes = (condition_label(name) for name in names)
    arm = arms_of(results, model)[0]
    parts = [f"{part.title} {decimal(part.rho)}" for part in compared(results, model)]
    return (
        "The emotions in the order, from the top, in which they are named rightly, in percent: by "
        "people (N = 94, Wegrzyn et al. 2017) while the mouth, "
        f"or the eyes, had not yet been uncovered, and by {model.label}, “{arm.label.lower()}”, "
        f"under “{mouth}” and under “{eyes}”. On the right, accuracy with the mouth visible minus "
        "that with the eyes visible, in points. People answered when they liked, "
        f"so only the order can be compared. Spearman's {RHO}: {listed(parts)}; with seven "
        "emotions only strong agreement can be told from chance."
    )


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    parts = []
    for part in compared(results, model):
        pairs = ", ".join(
            f"{e} {decimal(float(part.people[e]), 0)} and {decimal(float(part.model[e]), 0)}"
            for e in EMOTIONS
        )
        parts.append(f"{part.title}: {pairs}")
    return f"Charts of the ranks of people's accuracy and {model.label}'s. {'; '.join(parts)}."
