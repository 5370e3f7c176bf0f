"""Accuracy of each arm under its own mask, beside the published figures."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from feelingit.palette import GREY
from feelingit.report.names import condition_prose, two_lines
from feelingit.report.numbers import percent, points
from feelingit.report.published import has_published, published_row
from feelingit.report.results import Model, Results
from feelingit.report.style import new_figure

TITLE = "Accuracy under each mask"
GUESSING: dict[str, Any] = {"color": GREY, "lw": 0.8, "linestyle": (0, (4, 3))}
"""The line of always saying the most frequent emotion."""


def draw(results: Results) -> Figure:
    """Draw each accuracy with its interval, each seed as a small mark, published ones hollow."""
    figure = new_figure(3.5)
    axes = figure.subplots()
    offsets = np.linspace(-0.22, 0.22, len(results.models)) if len(results.models) > 1 else [0.0]
    for model, offset in zip(results.models, offsets, strict=True):
        _series(axes, results, model, float(offset))
    axes.axhline(100 * most_frequent(results), **GUESSING, zorder=0)
    labels = [two_lines(arm.label) for arm in results.arms]
    axes.set_xticks(range(len(labels)), labels, linespacing=1.05)
    axes.set_xlim(-0.5, len(labels) - 0.5)
    axes.set_ylim(bottom=0)
    axes.set_ylabel("accuracy (%)")
    axes.tick_params(axis="x", length=0)
    figure.legend(handles=_legend(results), loc="outside upper center", ncols=4)
    return figure


def _series(axes: Axes, results: Results, model: Model, offset: float) -> None:
    for place, arm in enumerate(results.arms):
        rows = results.rows(model, arm, arm.own)
        x = place + offset
        for _, row in rows.iterrows():
            axes.plot([x, x], [100 * row["accuracy_low"], 100 * row["accuracy_high"]],
                      color=model.colour, lw=1.4)  # fmt: skip
        if len(rows) > 1:
            axes.plot([x] * len(rows), 100 * rows["accuracy"], "_", color=model.colour, ms=8)
        if len(rows):
            axes.plot(x, 100 * rows["accuracy"].mean(), model.marker, color=model.colour, ms=6.5)
        published = published_row(results, model, arm, "accuracy")
        if published is not None:
            axes.plot(x + 0.1, published["overall"], model.marker, ms=6.5, mfc="white",
                      mec=model.colour, mew=1.1)  # fmt: skip


def _legend(results: Results) -> list[Line2D]:
    handles = [
        Line2D([], [], color=m.colour, marker=m.marker, ms=6.5, label=m.label)
        for m in results.models
    ]
    if compared(results):
        handles.append(Line2D([], [], lw=0, marker="o", ms=6.5, mfc="white", mec=GREY,
                              label="published"))  # fmt: skip
    return [*handles, Line2D([], [], **GUESSING, label="most frequent emotion")]


def compared(results: Results) -> bool:
    """Say whether any of these models has a published counterpart."""
    return any(has_published(results, model) for model in results.models)


def most_frequent(results: Results) -> float:
    """Give the accuracy of always naming the test data's most frequent emotion."""
    columns = [name for name in results.scores.columns if name.startswith("n_")]
    counts = results.scores.iloc[0][[c for c in columns if c != "n_with_leaks"]].astype(float)
    return float(counts.max() / counts.sum())


def losses(results: Results, model: Model) -> dict[str, float]:
    """Give what each own mask costs against the baseline, by condition, as shares."""
    bare = results.score(model, results.baseline, results.baseline.own)
    return {
        arm.own: bare - results.score(model, arm, arm.own)
        for arm in results.masked_arms
        if len(results.rows(model, arm, arm.own))
    }


def caption(results: Results) -> str:
    """Say which mask costs each model the most."""
    parts = []
    for model in results.models:
        cost = losses(results, model)
        if cost:
            worst = max(cost, key=lambda name: cost[name])
            verb = "loses" if cost[worst] >= 0 else "gains"
            parts.append(f"{model.label} {verb} {points(cost[worst])} when trained and tested with "
                         f"{condition_prose(worst)} hidden")  # fmt: skip
    seeds = " Marks are means over seeds, dashes the single seeds." * (len(results.seeds) > 1)
    hollow = "; hollow marks are the published figures" if compared(results) else ""
    found = f" {'; '.join(parts)}." if parts else ""
    return (
        f"Accuracy on the test faces, each arm {results.under_own}, with 95 % "
        f"bootstrap intervals{hollow}.{found}{seeds} The dashed "
        f"line is what always naming the most frequent emotion gives: "
        f"{percent(most_frequent(results))} %."
    )


def alt(results: Results) -> str:
    """Describe the figure for those who do not see it."""
    parts = [
        f"{model.label}: "
        + ", ".join(
            f"{arm.label.lower()} {percent(results.score(model, arm, arm.own))} %"
            for arm in results.arms
        )
        for model in results.models
    ]
    return f"Dot chart of accuracy with intervals. {'; '.join(parts)}."
