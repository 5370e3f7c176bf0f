"""Figure 5: the same faces under every condition."""

import numpy as np
from matplotlib.figure import Figure

from feelingit.occlusion.conditions import CONDITIONS, cover
from feelingit.report.figures.faces import chosen, mean_face
from feelingit.report.figures.sheets import sheet
from feelingit.report.names import condition_label
from feelingit.report.numbers import listed, percent
from feelingit.report.results import Results
from feelingit.types import Images

TITLE = "Samples of the masks"
SHOWN = ("angry", "happy", "surprise")


def originals(results: Results, *, show_faces: bool) -> Images:
    """Give the faces to cover, `uint8 [n, h, w]`: single ones, or the mean of all."""
    if not show_faces:
        return mean_face(results)[None]
    faces = [chosen(results, emotion, 1) for emotion in SHOWN]
    found = np.concatenate(faces)
    return found if len(found) else mean_face(results)[None]


def conditions(results: Results) -> list[str]:
    """Give the conditions to show, none first: all that were trained or tested on."""
    used = {part for arm in results.arms for part in arm.trained_on.split("+")}
    used.update(results.conditions)
    return [name for name in CONDITIONS if name in used or name == "none"]


def draw(results: Results, *, show_faces: bool) -> Figure:
    """Draw a row a face and a column a condition."""
    faces = originals(results, show_faces=show_faces)
    names = conditions(results)
    columns = [cover(faces, name) for name in names]
    rows = [[column[i] for column in columns] for i in range(len(faces))]
    labels = [_in_lines(condition_label(name)) for name in names]
    figure, _ = sheet(rows, faces.shape[1:], labels)
    return figure


def caption(results: Results, *, show_faces: bool) -> str:
    """Say how much each mask hides, and what the boxes are for."""
    shown = [CONDITIONS[name] for name in conditions(results) if name != "none"]
    bands = [condition for condition in shown if not condition.is_random]
    shares = [f"{condition.label} {percent(condition.share or 0, 0)} %" for condition in bands]
    text = f"What the models see. Hidden share of the picture: {listed(shares)}." if bands else ""
    if any(condition.cut for condition in bands):
        text += " Where rows are cut away the rest is closed up, so the picture is lower."
    if any(condition.is_random for condition in shown):
        text += (
            " The random boxes hide as much as the masks, but anywhere: what a mask costs beyond "
            "its box is due to the place, not to the amount."
        )
    return text if show_faces else f"{text} Shown on the mean of all training faces."


def alt(results: Results, *, show_faces: bool) -> str:
    """Describe the figure for those who do not see it."""
    what = f"{len(SHOWN)} faces" if show_faces else "The mean face"
    labels = [condition_label(name) for name in conditions(results)]
    return f"{what} under each condition: {', '.join(labels)}."


def _in_lines(label: str) -> str:
    """Break a label so that it is no wider than a picture."""
    return label.replace(" and ", "\nand ").replace(", ", ",\n")
