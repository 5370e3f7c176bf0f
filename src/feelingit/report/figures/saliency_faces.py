"""Single test faces beside their maps, in their own frame; only where faces may be shown."""

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.palette import EMOTION_COLOURS
from feelingit.report.figures.sheets import Picture, sheet
from feelingit.report.looking.methods import ids, label
from feelingit.report.results import Model, Results
from feelingit.saliency.atlas import Atlas

COLOURS = "inferno"
ROOM = 0.55
"""Inches below, for the scale."""


def title(model: Model) -> str:
    """Name the figure."""
    return f"Single faces and the maps of {model.label}"


def atlas_of(results: Results, model: Model) -> Atlas | None:
    """Give the first atlas of the model's judged networks that has single faces."""
    found = (results.looking.atlases.get(name) for name in ids(results, model))
    return next((a for a in found if a is not None and len(a.examples.emotion)), None)


def draw(results: Results, model: Model) -> Figure:
    """Draw each emotion's faces in its column, each above its map."""
    atlas = atlas_of(results, model)
    if atlas is None:
        raise ValueError(f"{model.name} has no single faces to show")
    maps = atlas.examples.maps.astype(np.float64)
    relative = maps / np.maximum(1e-12, maps.mean(axis=(1, 2), keepdims=True))
    top = max(2.0, float(np.ceil(np.percentile(relative, 99.5))))
    rows = _rows(atlas, relative, top)
    colours = [EMOTION_COLOURS[e] for e in EMOTIONS]
    height, width = atlas.examples.images.shape[1:]
    labels = ["face", "map"] * (len(rows) // 2)
    figure, axes = sheet(rows, (height, width), EMOTIONS, labels=labels, colours=colours, room=ROOM)
    _bar(figure, axes, top)
    return figure


def overlay(face: Picture, relative: NDArray[np.float64], top: float) -> Picture:
    """Lay a map over a face, `uint8 [h, w, 3]`: the stronger, the less of the face is left.

    Args:
        face: `uint8 [h, w]`.
        relative: The map, 1 where saliency is what an even spread would give, `[h, w]`.
        top: The value of the scale's end.
    """
    strength = np.clip(relative / top, 0, 1)
    colour = mpl.colormaps[COLOURS](strength)[:, :, :3]
    grey = np.repeat(face[:, :, None] / 255, 3, axis=2)
    share = 0.25 + 0.5 * strength[:, :, None]
    return np.asarray((255 * ((1 - share) * grey + share * colour)).round(), dtype=np.uint8)


def _rows(atlas: Atlas, relative: NDArray[np.float64], top: float) -> list[list[Picture | None]]:
    faces = atlas.examples
    of = [[i for i, name in enumerate(faces.emotion) if name == e] for e in EMOTIONS]
    rows: list[list[Picture | None]] = []
    for depth in range(max(len(places) for places in of)):
        chosen = [places[depth] if depth < len(places) else None for places in of]
        pictures = [None if i is None else faces.images[i] for i in chosen]
        maps = [None if i is None else overlay(faces.images[i], relative[i], top) for i in chosen]
        rows += [list(pictures), list(maps)]
    return rows


def _bar(figure: Figure, axes: Axes, top: float) -> None:
    """Draw the scale below the sheet."""
    height = figure.get_figheight()
    place = figure.add_axes((0.4, 0.37 / height, 0.35, 0.09 / height))
    norm = mpl.colors.Normalize(0, top)
    figure.colorbar(mpl.cm.ScalarMappable(norm, COLOURS), cax=place, orientation="horizontal")
    place.tick_params(labelsize=8.5, length=2)
    axes.figure.text(0.575, 0.02 / height, "saliency, as a multiple of an even spread",
                     ha="center", fontsize=9)  # fmt: skip
    place.spines[:].set_visible(False)


def caption(results: Results, model: Model) -> str:
    """Say which faces these are, and which of them are named wrong."""
    atlas = atlas_of(results, model)
    if atlas is None:
        return ""
    pairs = zip(atlas.examples.emotion, atlas.examples.predicted, strict=True)
    wrong = [f"{true} named {said}" for true, said in pairs if true != said]
    named = f"Named wrong: {', '.join(wrong)}." if wrong else "The model names all of them right."
    return (
        f"Test faces and their {label(atlas.methods[0])} maps for the emotion that {model.label} "
        f"names. {named}"
    )


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    atlas = atlas_of(results, model)
    names = [] if atlas is None else list(atlas.examples.emotion)
    return f"{len(names)} test faces, each above {model.label}'s heat map: {', '.join(names)}."
