"""Figures 6b and 7b: single test faces beside their maps; only where faces may be shown."""

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.palette import EMOTION_COLOURS
from feelingit.report.figures.saliency_mean import (
    ROOM,
    atlases,
    colour_bar,
    overlay,
    scale_top,
    shown_arms,
)
from feelingit.report.figures.sheets import Picture, sheet
from feelingit.report.results import Arm, Atlas, Model, Results


def title(model: Model) -> str:
    """Name the figure."""
    return f"Single faces and the maps of {model.label}"


def arm_of(results: Results, model: Model) -> Arm | None:
    """Give the arm whose faces are shown: the baseline if it has any."""
    arms = [a for a in shown_arms(results, model) if len(_atlas(results, model, a).example_emotion)]
    return results.baseline if results.baseline in arms else next(iter(arms), None)


def _atlas(results: Results, model: Model, arm: Arm) -> Atlas:
    return atlases(results, model, arm)[0]


def draw(results: Results, model: Model) -> Figure:
    """Draw each emotion's faces in its column, each above its map."""
    arm = arm_of(results, model)
    if arm is None:
        raise ValueError(f"{model.name} has no single faces to show")
    atlas = _atlas(results, model, arm)
    maps = atlas.example_maps / np.maximum(1e-12, atlas.example_maps.sum((1, 2), keepdims=True))
    relative = maps * maps[0].size
    top = scale_top([relative])
    rows = _rows(atlas, relative, top)
    colours = [EMOTION_COLOURS[e] for e in EMOTIONS]
    side = atlas.example_images.shape[1:]
    labels = ["face", "map"] * (len(rows) // 2)
    figure, axes = sheet(
        rows, (side[0], side[1]), EMOTIONS, labels=labels, colours=colours, room=ROOM
    )
    colour_bar(figure, axes, top)
    return figure


def _rows(atlas: Atlas, relative: NDArray[np.float64], top: float) -> list[list[Picture | None]]:
    of = [[i for i, name in enumerate(atlas.example_emotion) if name == e] for e in EMOTIONS]
    rows: list[list[Picture | None]] = []
    for depth in range(max(len(places) for places in of)):
        chosen = [places[depth] if depth < len(places) else None for places in of]
        faces = [None if i is None else atlas.example_images[i] for i in chosen]
        maps = [
            None if i is None else overlay(atlas.example_images[i], relative[i], top)
            for i in chosen
        ]
        rows += [list(faces), list(maps)]
    return rows


def caption(results: Results, model: Model) -> str:
    """Say which faces these are, and which of them are named wrong."""
    arm = arm_of(results, model)
    if arm is None:
        return ""
    atlas = _atlas(results, model, arm)
    pairs = zip(atlas.example_emotion, atlas.example_predicted, strict=True)
    wrong = [f"{true} named {said}" for true, said in pairs if true != said]
    named = f"Named wrong: {', '.join(wrong)}." if wrong else "The model names all of them right."
    return (
        f"Test faces and their Grad-CAM maps for the emotion that {model.label} names "
        f"(“{arm.label.lower()}”). {named}"
    )


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    arm = arm_of(results, model)
    names = [] if arm is None else _atlas(results, model, arm).example_emotion
    return f"{len(names)} test faces, each above {model.label}'s heat map: {', '.join(names)}."
