"""The mean maps of one command as a figure: emotions across, right and wrong answers down.

Each map lies over the mean face of the emotion that was asked about. A line surrounds what is,
beyond chance, more than in the mean over all emotions.
"""

from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.figure_style import styled, write_figure
from feelingit.files import Json
from feelingit.palette import EMOTION_COLOURS, GREY, INK
from feelingit.saliency.atlas import RIGHT, WRONG, Atlas
from feelingit.study.explain_faces.trust import trust_in_words
from feelingit.types import Images

WIDTH, SIDE, GAP = 10.0, 1.22, 0.08
MARGIN, BELOW, HEAD, FOOT = 0.86, 0.22, 0.72, 0.85
"""Inches: of the figure, of a map, between maps; left of them, below each, above and below all."""
COLOURS = "YlOrRd"
VEIL = 0.35
"""How far a face is brought towards white, so that colours over it are seen."""
CLEAREST, DENSEST = 0.15, 0.85
"""Opacity of a map at 0 and at the end of the scale."""
TOP = 99.5
"""The percentile of all maps that the scale ends at."""
LEAST = 2.0
"""The scale ends here at least."""
CHANCE = 0.05
WARNING = "#A3221B"

Values = NDArray[np.float64]


def save_sheet(atlas: Atlas, about: Json, path: Path) -> None:
    """Draw an atlas and write it.

    Args:
        atlas: Of one condition and one method.
        about: What `explain.json` says.
        path: Of the figure.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    with styled():
        write_figure(sheet(atlas, about), path)


def sheet(atlas: Atlas, about: Json) -> Figure:
    """Draw an atlas; call it within `figure_style.styled`, or use `save_sheet`."""
    kinds = list(_kinds(about))
    height = HEAD + len(kinds) * (SIDE + BELOW) + FOOT
    figure = Figure(figsize=(WIDTH, height))
    top = _top(atlas)
    for row, (answers, words) in enumerate(kinds):
        bottom = height - HEAD - row * (SIDE + BELOW) - SIDE
        figure.text(
            (MARGIN - 0.1) / WIDTH, (bottom + SIDE / 2) / height, words, ha="right", va="center"
        )
        for number in range(len(EMOTIONS)):
            left = MARGIN + number * (SIDE + GAP)
            place = (left / WIDTH, bottom / height, SIDE / WIDTH, SIDE / height)
            _cell(figure.add_axes(place), atlas, answers, number, top)
    _heads(figure, about, height)
    _scale(figure, about, top, height)
    return figure


def _kinds(about: Json) -> Iterator[tuple[int, str]]:
    yield RIGHT, "right\nanswers" if about["labelled"] else "all\nanswers"
    if about["labelled"]:
        yield WRONG, "wrong\nanswers"


def _top(atlas: Atlas) -> float:
    """Choose where the scale ends, for all maps the same."""
    drawn = atlas.mean[0, 0][atlas.count[0, 0] > 0]
    return max(LEAST, float(np.ceil(np.percentile(drawn, TOP)))) if drawn.size else LEAST


def _cell(axes: Axes, atlas: Atlas, answers: int, number: int, top: float) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    for side in axes.spines.values():
        side.set(visible=True, color=GREY, linewidth=0.5)
    count = int(atlas.count[0, 0, answers, number])
    axes.set_xlabel(f"{count:,}" if count else "no map", color=INK if count else GREY, labelpad=2)
    if not count:
        return
    values = atlas.mean[0, 0, answers, number].astype(np.float64)
    axes.imshow(_veiled(atlas.mean_face[0, number]), cmap="gray", vmin=0, vmax=255)
    axes.imshow(_coloured(values, top), interpolation="bilinear")
    more = (atlas.p[0, 0, number] < CHANCE) & (values > atlas.over_all[0, 0])
    if answers == RIGHT and more.any():
        padded = np.pad(more.astype(np.float64), 1)
        place = np.arange(-1, len(more) + 1).clip(-0.45, len(more) - 0.55)
        axes.contour(place, place, padded, levels=[0.5], colors=[INK], linewidths=1.0)


def _veiled(face: Images) -> Values:
    return np.asarray(255 - (255 - face.astype(np.float64)) * (1 - VEIL))


def _coloured(values: Values, top: float) -> Values:
    """Colour a map, the stronger the denser, `float64 [height, width, 4]`."""
    share = np.clip(values / top, 0, 1)
    colours: Values = mpl.colormaps[COLOURS](share)
    colours[..., 3] = CLEAREST + (DENSEST - CLEAREST) * np.sqrt(share)
    return colours


def _heads(figure: Figure, about: Json, height: float) -> None:
    asked = about["asked"]
    figure.text(
        MARGIN / WIDTH,
        1 - 0.2 / height,
        f"{about['method']}: {asked['model']} on {about['of']}, {about['question']}",
        fontsize=12,
        va="center",
        parse_math=False,
    )
    for number, name in enumerate(EMOTIONS):
        left = MARGIN + number * (SIDE + GAP)
        figure.text(
            (left + SIDE / 2) / WIDTH, 1 - 0.55 / height, name, ha="center", va="center",
            color=EMOTION_COLOURS[name], fontsize=11,
        )  # fmt: skip


def _scale(figure: Figure, about: Json, top: float, height: float) -> None:
    """Draw what the colours mean, and say what the numbers and lines are."""
    axes = figure.add_axes((MARGIN / WIDTH, 0.42 / height, 2.4 / WIDTH, 0.13 / height))
    ramp = _coloured(np.linspace(0, top, 256)[None], top)
    axes.imshow(np.full((1, 256), 230), cmap="gray", vmin=0, vmax=255, aspect="auto",
                extent=(0, top, 0, 1))  # fmt: skip
    axes.imshow(ramp, aspect="auto", extent=(0, top, 0, 1))
    axes.set_yticks([])
    axes.set_xticks([0, 1, top])
    axes.set_xlabel("saliency; 1 is an even spread", fontsize=9)
    said = [
        "Below each map: the faces that were asked about the emotion and are in the mean.",
        "Lines: more than in the mean over all emotions, beyond chance (p < 0.05, corrected).",
    ]
    trust = about["trust"]
    warns = bool(trust and trust["failed"])
    for line, text in enumerate([*said, f"{trust_in_words(trust, about['method'])}."]):
        figure.text(
            0.37, (0.55 - 0.19 * line) / height, text, fontsize=9, va="center",
            color=WARNING if warns and line == len(said) else GREY, parse_math=False,
        )  # fmt: skip
