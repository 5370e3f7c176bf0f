"""How much each region of the face matters: people's sources and the models side by side.

A panel an emotion. On its left a narrow column for each source on people, the darker the more
(each from its least to its most in that emotion); on its right the models' saliency over area.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.palette import EMOTION_COLOURS, GREY, SEQUENTIAL
from feelingit.report.looking.methods import label, main_method
from feelingit.report.looking.regions import RATIO, faces, ratios, shares_of, strongest
from feelingit.report.numbers import TIMES, count, decimal, listed
from feelingit.report.results import Model, Results
from feelingit.report.style import WIDTH, new_figure
from feelingit.saliency.people import SOURCES
from feelingit.types import REGIONS

TITLE = "Regions of the face: people and models"
ACROSS, DOWN = 4, 2
LEFT, GAP, HEAD, BETWEEN, FOOT = 0.72, 0.16, 0.42, 0.62, 0.5
"""Inches: for the regions' names, between panels, above, between rows of panels, and below."""
LINE, SOURCE = 0.215, 0.15
"""Inches: a region's height, and a source's width."""
MOST = 4
"""Models beyond which dots would hide each other."""


def shown(results: Results) -> list[Model]:
    """Give the models that have shares of regions by the method that stands for all."""
    method = main_method(results)
    return [m for m in results.models if len(shares_of(results, m, method))][:MOST]


def draw(results: Results) -> Figure:
    """Draw a panel an emotion; the eighth place is the key's."""
    models, height = shown(results), HEAD + DOWN * LINE * len(REGIONS) + BETWEEN + FOOT
    figure = new_figure(height, free=True)
    width = (WIDTH - LEFT - 0.02) / ACROSS - GAP
    people = len(results.looking.people)
    top = _top(results, models)
    for place, emotion in enumerate(EMOTIONS):
        down, across = divmod(place, ACROSS)
        left = LEFT + across * (width + GAP)
        bottom = height - HEAD - (down + 1) * LINE * len(REGIONS) - down * BETWEEN
        box = (left / WIDTH, bottom / height, people * SOURCE / WIDTH,
               LINE * len(REGIONS) / height)  # fmt: skip
        axes = figure.add_axes(box)
        _people(axes, results, emotion, named=across == 0)
        wide = (width - people * SOURCE) / WIDTH
        dots = figure.add_axes((box[0] + box[2], box[1], wide, box[3]))
        _dots(dots, results, models, emotion, top)
        figure.text((left + width / 2) / WIDTH, (bottom + LINE * len(REGIONS) + 0.225) / height,
                    emotion, ha="center", fontsize=10.5)  # fmt: skip
        stripe = Line2D([left / WIDTH, (left + width) / WIDTH], [0, 0], lw=2.5,
                        color=EMOTION_COLOURS[emotion], solid_capstyle="butt")  # fmt: skip
        stripe.set_ydata([(bottom + LINE * len(REGIONS) + 0.16) / height] * 2)
        figure.add_artist(stripe)
    _key(figure, results, models, (LEFT + 3 * (width + GAP), height))
    return figure


def _top(results: Results, models: list[Model]) -> float:
    """Give the end of the scale of all panels: nearly the highest interval."""
    method = main_method(results)
    ends = [ratios(results, model, method, RATIO[2]).to_numpy() for model in models]
    finite = np.concatenate([end[np.isfinite(end)] for end in ends]) if ends else np.array([2.0])
    return max(2.0, float(np.ceil(2 * np.max(finite)) / 2)) if finite.size else 2.0


def _people(axes: Axes, results: Results, emotion: str, *, named: bool) -> None:
    """Draw each source's regions, from its least to its most in this emotion."""
    tables = results.looking.people
    columns = []
    for table in tables.values():
        row = table.reindex([emotion]).to_numpy(dtype=np.float64)[0]
        columns.append(row if np.isnan(row).all() else _scaled(row))
    if columns:
        axes.imshow(np.ma.masked_invalid(np.stack(columns, axis=1)), cmap=SEQUENTIAL, vmin=0,
                    vmax=1.15, aspect="auto", interpolation="none")  # fmt: skip
        for place, values in enumerate(columns):
            if np.isnan(values).all():
                axes.text(place, len(REGIONS) / 2 - 0.5, "none", rotation=90, ha="center",
                          va="center", fontsize=8.5, color=GREY)  # fmt: skip
    for place in range(len(columns)):
        axes.axvline(place + 0.5, color="white", lw=1.5)
    axes.set_xticks(range(len(columns)), [_letter(name) for name in tables], fontsize=8.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0, pad=1)
    axes.set_yticks(range(len(REGIONS)), REGIONS if named else [""] * len(REGIONS))
    axes.spines[:].set_visible(False)


def _scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bring values to 0, the least, to 1, the most."""
    low, high = np.nanmin(values), np.nanmax(values)
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def _letter(source: str) -> str:
    return SOURCES[source].label[0] if source in SOURCES else source[0].upper()


def _dots(axes: Axes, results: Results, models: list[Model], emotion: str, top: float) -> None:
    method = main_method(results)
    rows = np.arange(len(REGIONS), dtype=float)
    for place, model in enumerate(models):
        mean, low, high = (
            ratios(results, model, method, column).loc[emotion].to_numpy() for column in RATIO
        )
        at = rows + 0.26 * (place - (len(models) - 1) / 2)
        axes.hlines(at, low, high, color=model.colour, lw=1.4)
        axes.plot(mean, at, model.marker, color=model.colour, ms=4.2, linestyle="none")
    if not models or all(ratios(results, m, method).loc[emotion].isna().all() for m in models):
        axes.text(
            0.5,
            0.5,
            "no face",
            transform=axes.transAxes,
            ha="center",
            color=GREY,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 2},
        )
    axes.axvline(1, color=GREY, lw=0.8, linestyle=(0, (4, 3)), zorder=0)
    for row in rows[:-1]:
        axes.axhline(row + 0.5, color="#EDEDED", lw=0.7, zorder=-1)
    axes.set(xlim=(0, top), ylim=(len(REGIONS) - 0.5, -0.5), yticks=[])
    axes.set_xticks(np.arange(0, top + 0.1, 1 if top <= 4 else 2))  # noqa: PLR2004 - room
    axes.tick_params(labelsize=8.5, length=2)
    axes.spines["left"].set_color("#CFCFCF")


def _key(
    figure: Figure, results: Results, models: list[Model], corner: tuple[float, float]
) -> None:
    """Say in the eighth place what the marks mean."""
    left, height = corner
    top = height - HEAD - LINE * len(REGIONS) - BETWEEN
    lines = ["darker: matters more to people"]
    lines += [f"{_letter(name)}  {_label(name)}" for name in results.looking.people]
    for place, text in enumerate(lines):
        figure.text(left / WIDTH, (top - 0.05 - 0.17 * place) / height, text, fontsize=8.5)
    marks = [Line2D([], [], color=m.colour, marker=m.marker, lw=1.4, ms=4.2, label=m.label)
             for m in models]  # fmt: skip
    marks.append(Line2D([], [], color=GREY, lw=0.8, linestyle=(0, (4, 3)), label="even spread"))
    figure.legend(handles=marks, loc="upper left", fontsize=8.5, handlelength=1.6, borderpad=0,
                  bbox_to_anchor=(left / WIDTH - 0.005,
                                  (top - 0.08 - 0.17 * len(lines)) / height))  # fmt: skip
    middle = (LEFT + (WIDTH - LEFT) / 2) / WIDTH
    figure.text(middle, 0.1 / height, f"saliency ÷ area, {label(main_method(results))}",
                ha="center", fontsize=9.5)  # fmt: skip


def _label(source: str) -> str:
    return SOURCES[source].label if source in SOURCES else source


def caption(results: Results) -> str:
    """Say what both sides are, of how many faces, and which region each model leads with."""
    method = main_method(results)
    fewest, most = faces(results, method)
    of = count(most) if fewest == most else f"{count(fewest)} to {count(most)}"
    people = "; ".join(
        f"{_letter(name)}, {_label(name)}: {SOURCES[name].says}"
        for name in results.looking.people
        if name in SOURCES
    )
    found = "; ".join(text for model in shown(results) if (text := _leading(results, model)))
    return (
        "Right in each panel: the share of a model's saliency that falls on a region, divided by "
        f"the region's share of the face's area, so that 1 is an even spread; {label(method)}, "
        f"test faces named right (n = {of} an emotion), with 95 % bootstrap intervals over faces. "
        f"Left: people, each source from its least to its most in that emotion ({people}). {found}."
    )


def _leading(results: Results, model: Model) -> str:
    """Say which region is looked at most, and for how many emotions."""
    best = strongest(results, model, main_method(results))
    if not best:
        return ""
    regions = [region for region, _ in best.values()]
    first = max(dict.fromkeys(regions), key=regions.count)
    mean = float(np.mean([ratio for region, ratio in best.values() if region == first]))
    return (
        f"{model.label}'s most watched region is the {first} in {count(regions.count(first))} of "
        f"{count(len(best))} emotions ({decimal(mean, 1)} {TIMES} its area there)"
    )


def alt(results: Results) -> str:
    """Describe the figure for those who do not see it."""
    parts = []
    for model in shown(results):
        best = strongest(results, model, main_method(results))
        parts.append(
            f"{model.label}: " + ", ".join(f"{e} {region}" for e, (region, _) in best.items())
        )
    names = listed([_label(name) for name in results.looking.people])
    return (
        f"A panel an emotion with {len(REGIONS)} face regions: people's figures ({names}) and the "
        f"models' saliency over area. Most watched regions, {'; '.join(parts)}."
    )
