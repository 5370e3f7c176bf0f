"""Accuracy for every pair of what was trained on and what was tested on."""

import numpy as np
from matplotlib.figure import Figure

from feelingit.report.figures.grids import Matrix, heatmap, panels
from feelingit.report.names import condition_label, condition_prose
from feelingit.report.numbers import TIMES, percent
from feelingit.report.results import Model, Results

TITLE = f"Trained on {TIMES} tested on"


def values(results: Results, model: Model) -> Matrix:
    """Give accuracies in percent, rows the arms, columns the conditions."""
    return np.array(
        [[100 * results.score(model, arm, c) for c in results.studied] for arm in results.arms]
    )


def draw(results: Results) -> Figure:
    """Draw a heatmap a model on one scale."""
    matrices = [values(results, model) for model in results.models]
    finite = np.concatenate([m[np.isfinite(m)] for m in matrices])
    limits = (float(finite.min()), float(finite.max()))
    figure, grid = panels(len(matrices), 2, 0.9 + 0.36 * len(results.arms))
    columns = [condition_label(c).replace("random ", "") for c in results.studied]
    for i, (axes, model, matrix) in enumerate(zip(grid, results.models, matrices, strict=True)):
        rows = [arm.label for arm in results.arms] if i % 2 == 0 else [""] * len(results.arms)
        heatmap(axes, matrix, rows, columns, limits, digits=1, turn=35)
        axes.set_title(model.label)
    grid[0].set_ylabel("trained on")
    figure.supxlabel("tested on", fontsize=10)
    return figure


def worst_transfer(results: Results, model: Model) -> tuple[str, float]:
    """Give the condition that costs the baseline the most when it was not trained on it."""
    bare = results.score(model, results.baseline, "none")
    costs = {c: bare - results.score(model, results.baseline, c) for c in results.studied}
    worst = max(costs, key=lambda name: np.nan_to_num(costs[name], nan=-1))
    return worst, costs[worst]


def caption(results: Results) -> str:
    """Say what an unexpected mask costs each model."""
    parts = []
    for model in results.models:
        worst, cost = worst_transfer(results, model)
        if np.isfinite(cost) and worst != "none":
            parts.append(
                f"{model.label} as trained on bare faces loses {percent(cost)} points with "
                f"{condition_prose(worst)} hidden."
            )
    return (
        "Accuracy in percent of every arm under every condition, mean over seeds; darker is "
        f"better. Beyond the diagonal a model meets a mask it has not seen. {' '.join(parts)}"
    ).strip()


def alt(results: Results) -> str:
    """Describe the figure for those who do not see it."""
    names = ", ".join(model.label for model in results.models)
    return (
        f"Heatmaps of accuracy for {names}: {len(results.arms)} training arms by "
        f"{len(results.studied)} test conditions; the figures are in the table of scores."
    )
