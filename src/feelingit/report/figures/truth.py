"""The test of the instrument: drawn faces whose emotion lies in one known region alone."""

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from feelingit.palette import GREY
from feelingit.report.looking.methods import heading, label
from feelingit.report.names import sentence_case
from feelingit.report.numbers import TIMES, counted, decimal, listed, percent
from feelingit.report.palette import MARKERS, METHOD_COLOURS
from feelingit.report.results import Model, Results
from feelingit.report.style import new_figure
from feelingit.saliency.methods.names import METHOD_NAMES

TITLE = "Do the methods find what is known to be there"
CENTER = "center_bias"
"""The method of the rows that say what a look at the middle comes to."""


def shown(results: Results) -> list[Model]:
    """Give the models that were trained on drawn faces."""
    table = results.looking.truth
    return [] if table.empty else [m for m in results.models if (table["model"] == m.name).any()]


def methods_of(table: pd.DataFrame) -> list[str]:
    """Give the methods that were put to this test, in the order of tables."""
    known = [name for name in table["method"].unique() if name != CENTER]
    first = [name for name in METHOD_NAMES if name in known]
    return first + [name for name in known if name not in first]


def draw(results: Results) -> Figure:
    """Draw a panel a model: regions down, each method's ratio with its interval."""
    models, table = shown(results), results.looking.truth
    names = methods_of(table)
    regions = list(dict.fromkeys(table["region"]))
    figure = new_figure(0.95 + 0.19 * len(names) * len(regions))
    grid = figure.subplots(1, len(models), sharex=True, sharey=True, squeeze=False)[0]
    for axes, model in zip(grid, models, strict=True):
        own = table[table["model"] == model.name].set_index(["region", "method"])
        for r, region in enumerate(regions):
            for place, method in enumerate(names):
                if (region, method) in own.index:
                    row = own.loc[(region, method)]
                    y = r + 0.8 * ((place + 0.5) / len(names) - 0.5)
                    colour = METHOD_COLOURS[place % len(METHOD_COLOURS)]
                    axes.hlines(y, row["low"], row["high"], color=colour, lw=1.4)
                    axes.plot(row["ratio"], y, MARKERS[place % len(MARKERS)], color=colour, ms=4.5,
                              mfc=colour if row["passes"] is True else "white")  # fmt: skip
            if (region, CENTER) in own.index:
                axes.vlines(own.loc[(region, CENTER)]["ratio"], r - 0.42, r + 0.42, color=GREY,
                            lw=1.2)  # fmt: skip
        if not own["ratio"].notna().any():
            axes.text(0.5, 0.5, "not tested: the network\ndid not learn these faces", ha="center",
                      va="center", transform=axes.transAxes, color=GREY)  # fmt: skip
        axes.axvline(1, color=GREY, lw=0.9, linestyle=(0, (4, 3)), zorder=0)
        axes.set_title(model.label)
        axes.set_yticks(range(len(regions)), [f"{region} alone" for region in regions])
        axes.set(ylim=(len(regions) - 0.5, -0.5), xlim=(0, None))
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel("saliency in the true region ÷ its area")
    _key(figure, names, table)
    return figure


def _key(figure: Figure, names: list[str], table: pd.DataFrame) -> None:
    marks = [Line2D([], [], color=METHOD_COLOURS[i % len(METHOD_COLOURS)], lw=1.4,
                    marker=MARKERS[i % len(MARKERS)], ms=4.5, label=heading(name))
             for i, name in enumerate(names)]  # fmt: skip
    marks.append(Line2D([], [], color=GREY, lw=0.9, linestyle=(0, (4, 3)), label="chance"))
    if (table["method"] == CENTER).any():
        marks.append(Line2D([], [], color=GREY, lw=1.2, label="look at the middle"))
    figure.legend(handles=marks, loc="outside upper center", ncols=4)


def caption(results: Results) -> str:
    """Say how it was tested, how well the networks learnt, and who finds every region."""
    table = results.looking.truth
    table = table[table["model"].isin([model.name for model in shown(results)])]
    of = table[table["method"] != CENTER]
    accuracy = of["accuracy"].dropna()
    learnt = f" They name {_range(accuracy)} % of new ones right." if len(accuracy) else ""
    found = "; ".join(_found(results, model) for model in shown(results))
    return (
        "Networks were trained on drawn faces whose emotion shows in one region alone, so that "
        f"whatever they know they have from there.{learnt} Shown is the share of saliency in that "
        f"region over the region's share of the face, on {counted(int(of['faces'].max()), 'face')} "
        "a region at most, with 95 % bootstrap intervals; 1 is chance; hollow marks "
        "fail, for they are "
        "not above chance and above a look at the middle. "
        f"{sentence_case(found)}."
    )


def _range(shares: "pd.Series[float]") -> str:
    low, high = percent(shares.min(), 0), percent(shares.max(), 0)
    return low if low == high else f"{low} to {high}"


def _found(results: Results, model: Model) -> str:
    own = results.looking.truth[results.looking.truth["model"] == model.name]
    ratios = {}
    for method in methods_of(own):
        rows = own[(own["method"] == method) & own["ratio"].notna()]
        verdicts = [value for value in rows["passes"] if value is not None]
        if len(rows) and verdicts and all(verdicts):
            ratios[label(method)] = float(np.mean(rows["ratio"]))
    if not own["ratio"].notna().any():
        return (
            f"{model.label} did not learn to tell such faces apart, so that no method could be "
            "tested on it"
        )
    if not ratios:
        return f"on {model.label} no method finds every region"
    best = max(ratios, key=ratios.__getitem__)
    return (
        f"on {model.label}, {listed(list(ratios))} find every region, {best} the best "
        f"({decimal(ratios[best], 1)} {TIMES} chance on average)"
    )


def alt(results: Results) -> str:
    """Describe the figure for those who do not see it."""
    found = "; ".join(_found(results, model) for model in shown(results))
    return f"Dots of saliency in the true region over its area, by region and method: {found}."
