"""Whether a model is as often right as it is sure."""

import pandas as pd
from matplotlib.figure import Figure

from feelingit.palette import GREY, PALE
from feelingit.report.figures.grids import panels
from feelingit.report.numbers import listed, percent
from feelingit.report.results import Model, Results

TITLE = "Calibration"


def bins(results: Results, model: Model) -> pd.DataFrame:
    """Give the baseline's bins over seeds: `confidence`, `accuracy`, `share` of the faces."""
    ids = [training.model_id for training in results.of(model, results.baseline)]
    table = results.calibration
    rows = table[table["model_id"].isin(ids) & (table["tested_on"] == results.baseline.own)]
    rows = rows[rows["count"] > 0]
    weighted = rows.assign(
        confidence=rows["confidence"] * rows["count"], accuracy=rows["accuracy"] * rows["count"]
    )
    summed = weighted.groupby("bin")[["confidence", "accuracy", "count"]].sum()
    means = summed[["confidence", "accuracy"]].div(summed["count"], axis=0)
    return means.assign(share=summed["count"] / summed["count"].sum())


def draw(results: Results) -> Figure:
    """Draw accuracy against confidence over the share of faces, a panel a model."""
    figure, grid = panels(len(results.models), 3, 2.7)
    for axes, model in zip(grid, results.models, strict=True):
        table = bins(results, model)
        axes.bar(100 * table["confidence"], 100 * table["share"], 6, color=PALE)
        axes.plot([0, 100], [0, 100], color=GREY, lw=0.8, linestyle=(0, (4, 3)))
        axes.plot(100 * table["confidence"], 100 * table["accuracy"], color=model.colour,
                  marker=model.marker, ms=4.5)  # fmt: skip
        axes.set(xlim=(0, 100), ylim=(0, 100), title=model.label, xlabel="confidence (%)")
        axes.set_xticks(range(0, 101, 25))
        axes.set_yticks(range(0, 101, 25))
    grid[0].set_ylabel("accuracy (%)\nshare of faces (%, grey)")
    return figure


def caption(results: Results) -> str:
    """Say how far confidence and accuracy are apart."""
    errors, tilt = [], []
    for model in results.models:
        ece = results.score(model, results.baseline, results.baseline.own, "ece")
        errors.append(f"{percent(ece)} points for {model.label}")
        table = bins(results, model)
        gap = float(((table["confidence"] - table["accuracy"]) * table["share"]).sum())
        tilt.append(f"{model.label} is {'over' if gap > 0 else 'under'}confident")
    return (
        f"Accuracy by confidence in the arm “{results.baseline.label.lower()}”; on the dashed line "
        "a model is right as often as it says. Grey bars: share of the faces. Expected "
        f"calibration error: {listed(errors)}. On average {listed(tilt)}."
    )


def alt(results: Results) -> str:
    """Describe the figure for those who do not see it."""
    names = ", ".join(model.label for model in results.models)
    return f"Reliability diagrams of {names}: accuracy against confidence, with the diagonal."
