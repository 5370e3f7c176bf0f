"""Figures 6 and 7: where a model looks on the mean face of each emotion, arm by arm."""

from dataclasses import dataclass

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.palette import EMOTION_COLOURS
from feelingit.report.figures.faces import ENOUGH
from feelingit.report.figures.sheets import Picture, sheet
from feelingit.report.numbers import decimal
from feelingit.report.results import Arm, Atlas, Model, Results
from feelingit.types import REGIONS

COLOURS = "inferno"
ROOM = 0.55


@dataclass(frozen=True)
class Means:
    """One arm's maps over all seeds: `maps [7, h, w]` sum to 1, `faces [7, h, w]`, `count [7]`."""

    maps: NDArray[np.float64]
    faces: Picture
    count: NDArray[np.int64]


def title(model: Model) -> str:
    """Name the figure."""
    return f"Where {model.label} looks"


def atlases(results: Results, model: Model, arm: Arm) -> list[Atlas]:
    """Give an arm's saliency, one a seed, as far as there is any."""
    ids = [training.model_id for training in results.of(model, arm)]
    return [results.atlases[i] for i in ids if i in results.atlases]


def means(results: Results, model: Model, arm: Arm) -> Means:
    """Average an arm's maps over seeds, each emotion weighted by its number of faces."""
    found = atlases(results, model, arm)
    count = np.array([atlas.count for atlas in found])
    weight = count / np.maximum(1, count.sum(axis=0))
    maps = sum(w[:, None, None] * a.mean for w, a in zip(weight, found, strict=True))
    return Means(np.asarray(maps, dtype=np.float64), found[0].mean_face, count.min(axis=0))


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


def scale_top(maps: list[NDArray[np.float64]]) -> float:
    """Give one end of the scale for all maps of a figure: nearly the strongest value."""
    return max(2.0, float(np.ceil(np.percentile(np.concatenate([m.ravel() for m in maps]), 99.5))))


def shown_arms(results: Results, model: Model) -> list[Arm]:
    """Give the arms that have saliency."""
    return [arm for arm in results.arms if atlases(results, model, arm)]


def draw(results: Results, model: Model, *, show_faces: bool) -> Figure:
    """Draw a row an arm and a column an emotion, on one scale."""
    arms = shown_arms(results, model)
    found = [means(results, model, arm) for arm in arms]
    area = found[0].maps[0].size
    top = scale_top([m.maps * area for m in found])
    rows = [[_cell(m, e, top, show_faces=show_faces) for e in range(len(EMOTIONS))] for m in found]
    labels = [arm.label.replace(", ", ",\n").replace(" and mouth", "\nand mouth") for arm in arms]
    colours = [EMOTION_COLOURS[e] for e in EMOTIONS]
    side = found[0].maps.shape[1:]
    figure, axes = sheet(
        rows, (side[0], side[1]), EMOTIONS, labels=labels, colours=colours, room=ROOM
    )
    colour_bar(figure, axes, top)
    return figure


def _cell(found: Means, emotion: int, top: float, *, show_faces: bool) -> Picture | None:
    """Overlay one map; white where no face was named right, no face where a mean shows too few."""
    if found.count[emotion] == 0:
        return None
    few = found.count[emotion] < ENOUGH and not show_faces
    face = np.full_like(found.faces[emotion], 127) if few else found.faces[emotion]
    return overlay(face, found.maps[emotion] * found.maps[emotion].size, top)


def colour_bar(figure: Figure, axes: Axes, top: float) -> None:
    """Draw the scale below a sheet."""
    height = figure.get_figheight()
    place = figure.add_axes((0.4, 0.37 / height, 0.35, 0.09 / height))
    norm = mpl.colors.Normalize(0, top)
    figure.colorbar(mpl.cm.ScalarMappable(norm, COLOURS), cax=place, orientation="horizontal")
    place.tick_params(labelsize=8, length=2)
    axes.figure.text(0.575, 0.02 / height, "saliency, as a multiple of an even spread",
                     ha="center", fontsize=9)  # fmt: skip
    place.spines[:].set_visible(False)


def strongest(results: Results, model: Model, arm: Arm) -> dict[str, tuple[str, float]]:
    """Give each emotion's region with the highest ratio of saliency to area, mean over seeds."""
    if results.shares.empty:
        return {}
    ids = [training.model_id for training in results.of(model, arm)]
    rows = results.shares[results.shares["model_id"].isin(ids)]
    table = rows.pivot_table(index="emotion", columns="region", values="ratio", aggfunc="mean")
    table = table.reindex(columns=list(REGIONS))
    return {str(e): (str(row.idxmax()), float(row.max())) for e, row in table.iterrows()}


def caption(results: Results, model: Model, *, show_faces: bool) -> str:
    """Say what the maps are and which region stands out."""
    arm = (shown_arms(results, model) or results.arms)[0]
    if results.baseline in shown_arms(results, model):
        arm = results.baseline
    best = strongest(results, model, arm)
    found = ""
    if best:
        emotion = max(best, key=lambda name: best[name][1])
        region, ratio = best[emotion]
        found = (
            f" It stands out most for {emotion} faces at the {region}: {decimal(ratio, 1)} times "
            f"an even spread (“{arm.label.lower()}”)."
        )
    few = "" if show_faces else f" Means of fewer than {ENOUGH} faces are left grey."
    return (
        "Mean Grad-CAM map of the last convolution over the test faces that the model names right, "
        f"on the mean of those faces; a row for each training arm.{found} White: no face was "
        f"named right.{few}"
    )


def alt(results: Results, model: Model, *, show_faces: bool) -> str:
    """Describe the figure for those who do not see it."""
    best = strongest(results, model, results.baseline)
    regions = ", ".join(f"{e}: {region}" for e, (region, _) in best.items())
    where = f" Strongest regions in the baseline arm: {regions}." if regions else ""
    faces = "mean face" if show_faces else "mean face of many"
    return f"Heat maps of {model.label}'s saliency on the {faces} of each emotion.{where}"
