"""How alike a method's maps stay when what the network has learnt is taken away, layer by layer."""

import pandas as pd
from matplotlib.figure import Figure

from feelingit.report.looking.methods import heading, ids, label, methods
from feelingit.report.numbers import decimal, listed
from feelingit.report.palette import MARKERS, METHOD_COLOURS
from feelingit.report.results import Model, Results
from feelingit.report.style import new_figure

TITLE = "Maps of networks that have forgotten"


def shown(results: Results) -> list[Model]:
    """Give the models that have such figures."""
    table = results.looking.randomised
    if table.empty:
        return []
    return [m for m in results.models if table["model_id"].isin(ids(results, m)).any()]


def draw(results: Results) -> Figure:
    """Draw a panel a model, a line a method."""
    models = shown(results)
    figure = new_figure(2.7)
    grid = figure.subplots(1, len(models), sharey=True, squeeze=False)[0]
    for axes, model in zip(grid, models, strict=True):
        for place, method in enumerate(methods(results)):
            rows = _similarity(results, model, method)
            if not rows.empty:
                colour = METHOD_COLOURS[place % len(METHOD_COLOURS)]
                axes.errorbar(rows.index, rows["similarity"],
                              (rows["similarity"] - rows["low"], rows["high"] - rows["similarity"]),
                              color=colour, marker=MARKERS[place % len(MARKERS)], ms=4, lw=1.4,
                              elinewidth=0.9, label=heading(method))  # fmt: skip
        axes.axhline(0, color="#CFCFCF", lw=0.7, zorder=0)
        axes.set_title(model.label)
        axes.set_xlabel("stages with fresh weights, from the top")
        axes.xaxis.get_major_locator().set_params(integer=True)
    grid[0].set_ylabel("similarity to the network's own map")
    handles, labels = max(
        (axes.get_legend_handles_labels() for axes in grid), key=lambda h: len(h[0])
    )
    figure.legend(handles, labels, loc="outside upper center", ncols=3)
    return figure


def _similarity(results: Results, model: Model, method: str) -> pd.DataFrame:
    table = results.looking.randomised
    rows = table[table["model_id"].isin(ids(results, model)) & (table["method"] == method)]
    return rows.groupby("layers")[["similarity", "low", "high"]].mean().dropna()


def caption(results: Results) -> str:
    """Say what it shows, and how alike maps are in the end."""
    return (
        "The network's stages lose what they have learnt, one after another from the last to the "
        "first (Adebayo et al. 2018). A map of what was learnt must change; one that stays as it "
        "was shows the picture, not the network. Similarity is the rank correlation with the "
        "network's own map, 1 where nothing changes, mean over test faces with 95 % bootstrap "
        f"intervals. {_ends(results)}"
    )


def _ends(results: Results) -> str:
    """Say between what similarities the curves end."""
    parts = []
    for model in shown(results):
        ends = {
            label(method): float(rows["similarity"].iloc[-1])
            for method in methods(results)
            if len(rows := _similarity(results, model, method))
        }
        if ends:
            most, least = max(ends, key=ends.__getitem__), min(ends, key=ends.__getitem__)
            parts.append(
                f"{decimal(ends[least])} ({least}) and {decimal(ends[most])} ({most}) on "
                f"{model.label}"
            )
    return f"It ends between {listed(parts)}." if parts else ""


def alt(results: Results) -> str:
    """Describe the figure for those who do not see it."""
    names = listed([model.label for model in shown(results)])
    return (
        f"Curves of how alike maps stay as layers of {names} are randomised, a line a method. "
        f"{_ends(results)}"
    )
