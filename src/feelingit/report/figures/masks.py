"""Figure 5: the same faces under every condition."""

from matplotlib.figure import Figure

from feelingit.occlusion.conditions import CONDITIONS
from feelingit.report.figures.faces import Shown, chosen_with_landmarks, mean_with_landmarks
from feelingit.report.figures.sheets import sheet
from feelingit.report.names import condition_label
from feelingit.report.numbers import listed, percent
from feelingit.report.results import STUDIED, Results

TITLE = "Samples of the masks"
SHOWN = ("angry", "happy", "surprise")


def originals(results: Results, *, show_faces: bool) -> list[Shown]:
    """Give the faces to cover, one at a time: single ones, or the mean of all."""
    if show_faces:
        faces = [chosen_with_landmarks(results, emotion, 1) for emotion in SHOWN]
        found = [face for face in faces if len(face.images)]
        if found:
            return found
    return [mean_with_landmarks(results)]


def conditions(results: Results) -> list[str]:
    """Give the study's conditions, none first: all that were trained or tested on."""
    used = {part for arm in results.arms for part in arm.trained_on.split("+")}
    used.update(results.conditions)
    return [
        name
        for name, condition in CONDITIONS.items()
        if name == "none" or (name in used and condition.group in STUDIED)
    ]


def draw(results: Results, *, show_faces: bool) -> Figure:
    """Draw a row a face and a column a condition."""
    faces = originals(results, show_faces=show_faces)
    names = conditions(results)
    rows = [[face.covered(name)[0] for name in names] for face in faces]
    labels = [_in_lines(condition_label(name)) for name in names]
    height, width = results.images.shape[1:]
    figure, _ = sheet(rows, (height, width), labels)
    return figure


def caption(results: Results, *, show_faces: bool) -> str:
    """Say how much each mask hides, and what the boxes are for."""
    shown = [CONDITIONS[name] for name in conditions(results) if name != "none"]
    bands = [c for c in shown if not c.is_random and c.share is not None]
    shares = [f"{condition.label} {percent(condition.share or 0, 0)} %" for condition in bands]
    text = f"What the models see. Hidden share of the picture: {listed(shares)}." if bands else ""
    if any(condition.cut for condition in bands):
        text += " Where rows are cut away the rest is closed up, so the picture is lower."
    if any(condition.follows_face for condition in shown):
        text += " Shapes are drawn on each face's landmarks."
    if any(condition.group == "box" for condition in shown):
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
    return label.replace(" and ", "\nand ").replace(", ", ",\n").replace(" shape", "\nshape")
