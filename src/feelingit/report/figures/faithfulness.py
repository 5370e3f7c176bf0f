"""Deletion and insertion: whether the places that a map names really carry the answer."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.typing import LineStyleType

from feelingit.palette import GREY, INK
from feelingit.report.looking.methods import heading, ids, label, methods, standing
from feelingit.report.names import two_lines
from feelingit.report.numbers import count, listed
from feelingit.report.results import Model, Results
from feelingit.report.style import new_figure

ORDERS: dict[str, tuple[str, str, LineStyleType, float]] = {
    "map": ("the map's order", INK, "-", 2.0),
    "random": ("by lot", GREY, (0, (1, 1.2)), 1.3),
    "center": ("from the centre", "#4477AA", (0, (5, 2)), 1.3),
    "mean_face": ("the mean face's map", "#AA3377", (0, (3, 1, 1, 1)), 1.3),
}
"""In which order places are hidden or shown, and how it is drawn."""
KINDS = {"deletion": "hidden first", "insertion": "shown first"}


def title(model: Model) -> str:
    """Name the figure."""
    return f"Does {model.label}'s answer hang on what the maps call important"


def shown(results: Results, model: Model) -> list[str]:
    """Give the methods that have curves."""
    table = results.looking.curves
    if table.empty:
        return []
    known = set(table.loc[table["model_id"].isin(ids(results, model)), "method"])
    return [name for name in methods(results) if name in known]


def draw(results: Results, model: Model) -> Figure:
    """Draw deletion above insertion, a column a method."""
    names = shown(results, model)
    figure = new_figure(3.5)
    grid = figure.subplots(2, len(names), sharex=True, sharey=True, squeeze=False)
    for row, kind in enumerate(KINDS):
        for column, method in enumerate(names):
            _panel(grid[row, column], results, model, method, kind)
        grid[row, 0].set_ylabel(kind)
    grid[0, 0].set_ylim(0, None)  # once all is drawn: the axes share it
    for axes, method in zip(grid[0], names, strict=True):
        axes.set_title(two_lines(heading(method)), fontsize=9.5, linespacing=1.05)
    figure.supxlabel("share of the picture hidden (above) or shown (below), in %", fontsize=9.5)
    figure.supylabel("probability of the answer (%)", fontsize=9.5)
    figure.legend(handles=[Line2D([], [], color=c, linestyle=s, lw=w, label=text)
                           for text, c, s, w in ORDERS.values()],
                  loc="outside upper center", ncols=4)  # fmt: skip
    return figure


def _panel(axes: Axes, results: Results, model: Model, method: str, kind: str) -> None:
    table = results.looking.curves
    chosen = table[
        table["model_id"].isin(ids(results, model))
        & (table["method"] == method)
        & (table["kind"] == kind)
    ]
    for order, (_, colour, style, width) in ORDERS.items():
        rows = chosen[chosen["order"] == order].groupby("share")
        mean = rows[["probability", "low", "high"]].mean()
        if len(mean):
            at = 100 * mean.index.to_numpy(dtype=float)
            axes.plot(at, 100 * mean["probability"], color=colour, linestyle=style, lw=width)
        if order == "map" and len(mean):
            axes.fill_between(at, 100 * mean["low"], 100 * mean["high"], color=colour, alpha=0.15,
                              lw=0)  # fmt: skip
    axes.set(xlim=(0, 100), xticks=(0, 50, 100))


def caption(results: Results, model: Model) -> str:
    """Say how to read the curves, and for which methods they are as they should be."""
    rows = results.looking.curves
    rows = rows[rows["model_id"].isin(ids(results, model))]
    beaten = {
        kind: [
            label(method)
            for method in shown(results, model)
            if {kind, f"{kind}_center", f"{kind}_mean_face"}
            <= set(standing(results, model, method).passed)
        ]
        for kind in KINDS
    }
    found = " ".join(
        f"{kind.capitalize()} passes against all three orders for "
        f"{listed(names) if names else 'no method'}."
        for kind, names in beaten.items()
    )
    return (
        "Above, the places that a map calls important are hidden first: the sooner the answer's "
        "probability falls, the better the map. Below they are shown first on a hidden face: the "
        "sooner it rises, the better. Beside the map's order, a random one, that of a map that "
        "only favours the centre, and that of the map of the emotion's mean face. Means over "
        f"{count(rows['faces'].max())} test faces at most, shaded the 95 % bootstrap interval. "
        f"{found}"
    )


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    names = listed([label(name) for name in shown(results, model)])
    return (
        f"Curves of the probability of {model.label}'s answer while places are hidden, and while "
        f"they are shown, in four orders, for {names}."
    )
