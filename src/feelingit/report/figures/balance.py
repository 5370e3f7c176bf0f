"""Figure 1: how many faces there are of each emotion, before and after cleaning."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.faces import LEAKED
from feelingit.palette import EMOTION_COLOURS, GREY
from feelingit.report.numbers import count, percent
from feelingit.report.results import Results
from feelingit.report.style import new_figure

TITLE = "Categories of the data set"
NAMES = {"train": "training", "validation": "validation", "test": "test"}
TINTS = {"train": 0.0, "validation": 0.4, "test": 0.7}


def totals(results: Results, when: str) -> dict[str, int]:
    """Count faces by emotion over all splits, `when` being `before` or `after`.

    Leaked copies are set aside: they are not in use.
    """
    splits = results.cleaning["balance"][when].items()
    used = [counts for name, counts in splits if name != LEAKED]
    return {e: sum(int(counts.get(e, 0)) for counts in used) for e in EMOTIONS}


def draw(results: Results) -> Figure:
    """Draw two bars an emotion: as read, and as used, divided by split."""
    figure = new_figure(3.6)
    axes = figure.subplots()
    before, places = totals(results, "before"), np.arange(len(EMOTIONS), dtype=np.float64)
    axes.barh(places - 0.2, list(before.values()), 0.34, color="white", edgecolor=GREY, lw=0.8)
    _stacked(axes, results, places + 0.2)
    for place, emotion in enumerate(EMOTIONS):
        axes.annotate(count(before[emotion]), (before[emotion], place - 0.2), (3, 0),
                      textcoords="offset points", va="center", fontsize=8, color=GREY)  # fmt: skip
    axes.set_yticks(places, EMOTIONS)
    axes.invert_yaxis()
    axes.set_xlabel("faces")
    axes.margins(x=0.09)
    axes.xaxis.set_major_formatter(lambda value, _: count(value))
    axes.tick_params(axis="y", length=0)
    handles = [Patch(facecolor="white", edgecolor=GREY, label="as read")]
    handles += [
        Patch(color=_tint(GREY, tint), label=f"used: {NAMES[split]}")
        for split, tint in TINTS.items()
    ]
    figure.legend(handles=handles, loc="outside upper center", ncols=4)
    return figure


def _stacked(axes: Axes, results: Results, places: NDArray[np.float64]) -> None:
    after = results.cleaning["balance"]["after"]
    left = np.zeros(len(EMOTIONS))
    for split, tint in TINTS.items():
        widths = np.array([int(after.get(split, {}).get(e, 0)) for e in EMOTIONS])
        colours = [_tint(EMOTION_COLOURS[e], tint) for e in EMOTIONS]
        axes.barh(places, widths, 0.34, left=left, color=colours)
        left += widths
    for place, total in zip(places, left, strict=True):
        axes.annotate(count(total), (total, place), (3, 0), textcoords="offset points",
                      va="center", fontsize=8)  # fmt: skip


def _tint(colour: str, share: float) -> tuple[float, float, float]:
    """Mix a colour with white."""
    red, green, blue = (channel + (1 - channel) * share for channel in to_rgb(colour))
    return red, green, blue


def caption(results: Results) -> str:
    """Say how uneven the classes are and what cleaning changed."""
    before, after = totals(results, "before"), totals(results, "after")
    most, least = max(after, key=after.__getitem__), min(after, key=after.__getitem__)
    total = max(1, sum(after.values()))
    return (
        f"Faces of each emotion as read ({count(sum(before.values()))}) and as used "
        f"({count(sum(after.values()))}), divided into training, validation and test. "
        f"{percent(after[most] / total)} % are {most}, {percent(after[least] / total)} % {least}: "
        f"whoever always says “{most}” is right {percent(after[most] / total)} % of the time."
    )


def alt(results: Results) -> str:
    """Describe the figure for those who do not see it."""
    after = totals(results, "after")
    parts = ", ".join(f"{e} {count(n)}" for e, n in after.items())
    return f"Bar chart of the number of faces of each emotion after cleaning: {parts}."
