"""Figure 8: how much each region of the face matters, to people and to the models."""

import numpy as np
from matplotlib.figure import Figure

from feelingit.emotions import EMOTIONS
from feelingit.report.figures.grids import Matrix, heatmap
from feelingit.report.numbers import RHO, decimal, listed
from feelingit.report.results import Model, Results
from feelingit.report.style import new_figure
from feelingit.types import REGIONS

TITLE = "Regions of the face: people and models"


def rated(results: Results) -> list[str]:
    """Give the emotions that people rated, in the package's order."""
    known = set(results.people["emotion"])
    return [emotion for emotion in EMOTIONS if emotion in known]


def people(results: Results) -> Matrix:
    """Give the ratings, 0 none to 3 high, rows emotions, columns regions."""
    table = results.people.set_index("emotion").loc[rated(results), list(REGIONS)]
    return table.to_numpy(dtype=np.float64)


def ratios(results: Results, model: Model) -> Matrix:
    """Give the baseline's saliency over area by region, mean over seeds; NaN where unknown."""
    ids = [training.model_id for training in results.of(model, results.baseline)]
    rows = results.shares[results.shares["model_id"].isin(ids)]
    table = rows.pivot_table(index="emotion", columns="region", values="ratio", aggfunc="mean")
    table = table.reindex(index=rated(results), columns=list(REGIONS))
    return table.to_numpy(dtype=np.float64)


def draw(results: Results) -> Figure:
    """Draw people's ratings on the left and each model's ratios beside them."""
    models = results.models[:3]
    figure = new_figure(3.1)
    grid = figure.subplots(1, 1 + len(models))
    emotions = rated(results)
    heatmap(grid[0], people(results), emotions, REGIONS, (0, 3), turn=55)
    grid[0].set_title("people (Liu et al.)\n0 none to 3 high", fontsize=9.5, linespacing=1.05)
    matrices = [ratios(results, model) for model in models]
    finite = [m[np.isfinite(m)] for m in matrices]
    top = max([2.0, *(float(m.max()) for m in finite if m.size)])
    for axes, model, matrix in zip(grid[1:], models, matrices, strict=True):
        heatmap(axes, matrix, [""] * len(emotions), REGIONS, (0, top), digits=1, size=8.5, turn=55)
        axes.set_title(f"{model.label}\nsaliency ÷ area", fontsize=9.5, linespacing=1.05)
    return figure


def agreement(results: Results, model: Model) -> tuple[float, float]:
    """Give the baseline's mean rank correlation with people, and a centre-bias map's."""
    if results.agreement.empty:
        return float("nan"), float("nan")
    ids = [training.model_id for training in results.of(model, results.baseline)]
    rows = results.agreement[results.agreement["model_id"].isin(ids)]
    return float(rows["rho"].mean()), float(rows["rho_center"].mean())


def caption(results: Results) -> str:
    """Say how well the models' regions agree with people's, beside a centre-bias map."""
    parts = []
    for model in results.models:
        rho, centre = agreement(results, model)
        if np.isfinite(rho):
            parts.append(
                f"{model.label} {RHO} = {decimal(rho)} (centre-bias map {decimal(centre)})"
            )
    found = f" Mean rank correlation over emotions: {listed(parts)}." if parts else ""
    return (
        "Left, how much each region moves in each emotion by Liu, Meng, et al.'s maps, read by eye "
        "off their figure. Right, each model's share of saliency in a region divided by the "
        f"region's share of the area (1 is an even spread), arm “{results.baseline.label.lower()}”."
        f"{found}"
    )


def alt(results: Results) -> str:
    """Describe the figure for those who do not see it."""
    names = ", ".join(model.label for model in results.models)
    return (
        f"Heatmaps of {len(rated(results))} emotions by {len(REGIONS)} face regions: people's "
        f"ratings, and the saliency ratios of {names}."
    )
