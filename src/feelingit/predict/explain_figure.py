"""An explanation as one figure, wide as a slide.

Knows nothing about how the explanation was computed. Draws with matplotlib, which is imported
with this module: import it where a figure is wanted.
"""

import textwrap
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Normal, Stroke
from numpy.typing import NDArray
from PIL import Image

from feelingit.emotions import EMOTIONS
from feelingit.figure_style import figure_path, styled, write_figure
from feelingit.palette import DIVERGING, EMOTION_COLOURS, GREY, INK, PALE
from feelingit.predict.columns import writable
from feelingit.predict.explain import COVERED, CoveredAnswer, Explanation
from feelingit.predict.explain_text import blank, headline, method_of, percent, points, times
from feelingit.predict.face import Box
from feelingit.predict.picture import Picture
from feelingit.predict.placing import rect_of
from feelingit.types import Images

SIZE = (13.33, 7.5)
"""Inches: a slide of 16 to 9."""
LARGE: dict[Any, object] = {"font.size": 13, "axes.titlesize": 13, "axes.labelsize": 12,
         "xtick.labelsize": 12, "ytick.labelsize": 13}  # fmt: skip
LONGEST = 900
"""Pixels of the picture's longer side that are drawn."""
FAINTEST = 0.01
"""The scale of a map reaches this far at least: less than a point is no dependence to speak of."""
LABEL = 0.45
"""Room for a number beside a bar, as a share of the longest bar."""
LAST_TICK = 0.85
"""Of the scale's length, the highest tick is below this, clear of the words at its ends."""
VEIL = 0.45
"""How far a face is brought towards white, so that colours over it are seen."""

WARNING = "#A3221B"
BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}
"""Behind a number that a line would cross."""
LONG_TITLE, NARROW = 32, 46
"""Letters beside which a map's title, and in which the lines below it, are kept."""

Rgba = NDArray[np.float64]


def figure(explanation: Explanation) -> Figure:
    """Draw an explanation; call it within `figure_style.styled`, or use `save`."""
    with mpl.rc_context(LARGE):
        drawn = Figure(figsize=SIZE)
        _heading(drawn, explanation)
        _upper(drawn, explanation)
        _lower(drawn, explanation)
    return drawn


def save(explanation: Explanation, path: Path) -> None:
    """Draw an explanation and write it.

    Raises:
        InputError: The name does not end in `.png`, `.pdf` or `.svg`.
        RunFolderError: The disk is full or the folder cannot be written.
    """
    figure_path(path)
    with styled():
        write_figure(figure(explanation), path)


def _heading(drawn: Figure, explanation: Explanation) -> None:
    face = explanation.face
    drawn.text(0.03, 0.935, headline(explanation), fontsize=26, va="center")
    which = f", face {face.face} of {explanation.faces}" if explanation.faces > 1 else ""
    notes = "".join(f", {note.replace('_', ' ')}" for note in face.notes)
    text = f"{_short(Path(writable(face.source)).name)}{which}{notes}; model {explanation.model}"
    drawn.text(0.97, 0.935, text, ha="right", va="center", color=GREY, parse_math=False)


def _short(text: str, length: int = 50) -> str:
    return text if len(text) <= length else f"…{text[1 - length :]}"


def _upper(drawn: Figure, explanation: Explanation) -> None:
    _photo(drawn.add_axes((0.03, 0.53, 0.33, 0.32)), explanation)
    _crop(drawn.add_axes((0.38, 0.53, 0.18, 0.32)), explanation.crop, "as the model sees it")
    _bars(drawn.add_axes((0.655, 0.53, 0.315, 0.32)), explanation)


def _lower(drawn: Figure, explanation: Explanation) -> None:
    limit = float(abs(explanation.map).max())
    limit = max(FAINTEST, limit) if explanation.is_of_falls else (limit or 1.0)
    _map(drawn.add_axes((0.03, 0.08, 0.19, 0.3378)), explanation, limit)
    scale, regions = (0.227, 0.08, 0.011, 0.3378), (0.375, 0.08, 0.13, 0.3378)
    if explanation.is_of_falls:
        _scale(drawn.add_axes(scale), limit)
        _regions(drawn.add_axes(regions), explanation)
    else:
        _amounts(drawn.add_axes(scale))
        _ratios(drawn.add_axes(regions), explanation)
    for answer, left in zip(explanation.covered, (0.54, 0.69, 0.84), strict=True):
        _covered(drawn.add_axes((left, 0.1867, 0.13, 0.2311)), answer, explanation)


def _photo(axes: Axes, explanation: Explanation) -> None:
    picture, box = explanation.picture, explanation.face.box
    axes.imshow(_small(picture), extent=(0, picture.shape[1], picture.shape[0], 0))
    if box is not None and rect_of(box, *picture.shape[:2])[2:] != picture.shape[1::-1]:
        axes.add_patch(_frame(box, EMOTION_COLOURS[explanation.answer]))
    _no_axis(axes)
    axes.set_title("in the picture")


def _small(picture: Picture) -> Picture:
    """Shrink a picture as far as it is drawn."""
    image = Image.fromarray(picture)
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    return np.asarray(image)


def _frame(box: Box, colour: str) -> Rectangle:
    frame = Rectangle(box[:2], *box[2:], fill=False, edgecolor=colour, linewidth=2.5)
    frame.set_path_effects([Stroke(linewidth=4.5, foreground=INK), Normal()])
    return frame


def _crop(axes: Axes, crop: Images, title: str) -> None:
    axes.imshow(crop, cmap="gray", vmin=0, vmax=255)
    _no_axis(axes)
    axes.set_title(title)


def _bars(axes: Axes, explanation: Explanation) -> None:
    shares = [explanation.probabilities[name] for name in EMOTIONS]
    places = range(len(EMOTIONS))
    axes.barh(places, [1.0] * len(shares), color=PALE, alpha=0.35, height=0.62)
    axes.barh(places, shares, color=[EMOTION_COLOURS[name] for name in EMOTIONS], height=0.62)
    for place, share in zip(places, shares, strict=True):
        axes.text(1.02, place, f"{percent(share)} %", va="center", color=INK)
    axes.set_yticks(places, EMOTIONS)
    axes.set_ylim(len(EMOTIONS) - 0.5, -0.5)
    axes.set_xlim(0, 1.12)
    axes.set_xticks([])
    _no_frame(axes)
    axes.set_title("probabilities", x=0.5 / 1.12)


def _map(axes: Axes, explanation: Explanation, limit: float) -> None:
    face = 255 - (255 - explanation.crop.astype(float)) * (1 - VEIL)
    axes.imshow(face, cmap="gray", vmin=0, vmax=255)
    axes.imshow(_coloured(explanation, limit), interpolation="bicubic")
    _no_axis(axes)
    title = f"what speaks for {explanation.emotion}"
    if not explanation.is_of_falls:
        name = method_of(explanation)
        title = f"{name[:1].upper()}{name[1:]} for {explanation.emotion}"
    axes.set_title(title, fontsize=13 if len(title) <= LONG_TITLE else 10)
    said = blank(explanation).partition(":")[0] or explanation.warning
    axes.set_xlabel("\n".join(textwrap.wrap(said, NARROW)), color=WARNING, fontsize=10)


def _amounts(axes: Axes) -> None:
    """Draw what the colours of saliency mean, which is on no common scale."""
    ramp = np.linspace(1, 0.5, 256)[:, None]
    axes.imshow(ramp, cmap=DIVERGING, vmin=0, vmax=1, aspect="auto", extent=(0, 1, 0, 1))
    axes.set_yticks([0, 1], ["none", "most"])
    axes.yaxis.tick_right()
    axes.set_xticks([])
    _no_frame(axes)


def _scale(axes: Axes, limit: float) -> None:
    """Draw what the map's colours mean."""
    ramp = np.linspace(1, 0, 256)[:, None]
    axes.imshow(ramp, cmap=DIVERGING, aspect="auto", extent=(0, 1, -100 * limit, 100 * limit))
    step = _step(100 * limit)
    axes.set_yticks([-step, 0, step], [_signed(value) for value in (-step, 0, step)])
    axes.yaxis.tick_right()
    axes.yaxis.set_label_position("right")
    axes.set_ylabel("points lost when hidden")
    axes.set_xticks([])
    axes.set_title("for", fontsize=12)
    axes.set_xlabel("against")
    _no_frame(axes)


def _signed(value: float) -> str:
    return f"{value:+g}".replace("-", "\N{MINUS SIGN}") if value else "0"


def _coloured(explanation: Explanation, limit: float) -> Rgba:
    """Colour a map, the stronger the less transparent; `float64 [height, width, 4]`."""
    share = explanation.map.astype(float) / limit
    colours: Rgba = mpl.colormaps[DIVERGING](0.5 + share / 2)
    colours[..., 3] = 0.85 * np.sqrt(abs(share))
    return colours


def _step(limit: float) -> float:
    """Give a round number of points, not far below the limit."""
    steps = [k * 10.0**e for e in range(-1, 2) for k in (1, 2, 5)]
    return max(value for value in steps if value <= LAST_TICK * limit)


def _regions(axes: Axes, explanation: Explanation) -> None:
    names = list(explanation.regions)
    falls = np.array([explanation.regions[name] for name in names])
    known = np.nan_to_num(falls)
    reach = max(FAINTEST, float(abs(known).max()))
    blue, red = mpl.colormaps[DIVERGING](0.85), mpl.colormaps[DIVERGING](0.15)
    axes.barh(names, known, color=[blue if fall > 0 else red for fall in known], height=0.62)
    for place, fall in enumerate(falls):
        below = fall < 0
        shift, side = (-0.05, "right") if below else (0.05, "left")
        shown = points(fall) or "not seen"
        axes.text(known[place] + shift * reach, place, shown, va="center", ha=side, fontsize=12)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set_ylim(len(names) - 0.5, -0.5)
    # Room for the numbers beside the bars, on whichever side they are.
    least = known.min() - LABEL * reach if known.min() < 0 else -0.02 * reach
    axes.set_xlim(least, max(0.45 * reach, known.max() + LABEL * reach))
    axes.set_xticks([])
    _no_frame(axes)
    axes.set_title("by region")
    axes.set_xlabel("points lost, mean" if explanation.by_landmarks else "points lost, mean face")


def _ratios(axes: Axes, explanation: Explanation) -> None:
    """Draw each region's share of the map by its share of the face."""
    names = list(explanation.regions)
    ratios = np.array([explanation.regions[name] for name in names])
    known = np.nan_to_num(ratios)
    reach = max(1.0, float(known.max()))
    axes.barh(names, known, color=mpl.colormaps[DIVERGING](0.85), height=0.62)
    for place, ratio in enumerate(ratios):
        shown = times(ratio) or "not seen"
        axes.text(known[place] + 0.05 * reach, place, shown, va="center", fontsize=12, bbox=BLANK)
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.axvline(1, color=GREY, linewidth=0.8, linestyle=(0, (2, 2)), zorder=0)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(-0.02 * reach, (1 + LABEL) * reach)
    axes.set_xticks([])
    _no_frame(axes)
    axes.set_title("by region")
    axes.set_xlabel("share by size" if explanation.by_landmarks else "share by size, mean face")


def _covered(axes: Axes, answer: CoveredAnswer, explanation: Explanation) -> None:
    _crop(axes, answer.image, f"{COVERED[answer.condition]} hidden")
    said = f"{answer.emotion}, {percent(answer.probabilities[answer.emotion])} %"
    weight = "normal" if answer.emotion == explanation.answer else "bold"
    below: dict[str, Any] = {"transform": axes.transAxes, "ha": "center", "va": "center"}
    axes.text(0.5, -0.14, said, fontsize=16, fontweight=weight, **below)
    lost = (
        explanation.probabilities[explanation.emotion] - answer.probabilities[explanation.emotion]
    )
    axes.text(
        0.5, -0.3, f"{explanation.emotion} {points(-lost)} points", color=GREY, fontsize=12, **below
    )
    for side in axes.spines.values():
        side.set(visible=True, color=EMOTION_COLOURS[answer.emotion], linewidth=4)


def _no_axis(axes: Axes) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    _no_frame(axes)


def _no_frame(axes: Axes) -> None:
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
