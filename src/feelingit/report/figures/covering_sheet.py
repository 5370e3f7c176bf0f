"""Every covering that was tested, on faces that may be shown."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from feelingit.emotions import EMOTIONS
from feelingit.evaluation.kinds import EVERYDAY
from feelingit.report.covered import EVERYDAY_AND_SHAPES, GROUPS
from feelingit.report.figures.faces import Shown, chosen_with_landmarks
from feelingit.report.figures.sheets import Picture, gap_of, mosaic
from feelingit.report.growing import DIRECTIONS, shares
from feelingit.report.names import condition_label, group_of, known
from feelingit.report.numbers import counted
from feelingit.report.results import NONE, Results
from feelingit.report.style import WIDTH, new_figure
from feelingit.synthetic import draw_faces

TITLE = "The coverings"
ACROSS = len(EMOTIONS)
CONTROLS, GROWING = "controls", "growing over the face"
ALIKE = (CONTROLS, GROWING)
"""What is shown on one face, to be compared."""
MARGIN = 0.92
HEAD = 0.42
"""Of the room above a picture for its name, as a share of the picture's side."""
LETTERS = 15
"""How many fit above a picture."""


def parts(results: Results) -> list[tuple[str, list[str]]]:
    """List what is shown: a heading and the conditions, in the registry's order."""
    tested = results.conditions
    found = []
    for group in EVERYDAY_AND_SHAPES:
        names = [name for name in tested if group_of(name) == group]
        found.append((GROUPS[group], [NONE] * (group == "shape") + names))
    found += [(CONTROLS, controls(results)), (GROWING, growing(results))]
    return [(heading, names) for heading, names in found if set(names) - {NONE}]


def controls(results: Results) -> list[str]:
    """Give one covering and its controls, as examples."""
    made = [name for name in results.conditions if group_of(name) == "control"]
    if not made:
        return []
    bases = [name.partition("@")[0] for name in made]
    base = next((name for name in bases if group_of(name) in EVERYDAY), bases[0])
    return [base, *(name for name in made if name.startswith(f"{base}@"))]


def growing(results: Results) -> list[str]:
    """Give each direction once, with about half of the face hidden."""
    if results.growth.empty:
        return []
    share = min(shares(results), key=lambda s: (abs(s - 0.5), s))
    names = [f"{direction}_{round(100 * share)}" for direction in DIRECTIONS]
    return [name for name in names if name in results.conditions]


def faces(results: Results, *, show_faces: bool) -> list[Shown]:
    """Give a face for each column: of the data set, one an emotion, or drawn by the program."""
    if show_faces:
        found = [chosen_with_landmarks(results, emotion, 1) for emotion in EMOTIONS]
        found = [face for face in found if len(face.images)]
        if found:
            return found
    height, width = results.images.shape[1:]
    drawn = draw_faces(ACROSS, max(16, min(height, width)), seed=5, emotions=EMOTIONS)
    return [
        Shown(drawn.faces.images[i : i + 1], drawn.landmarks[i : i + 1]) for i in range(len(drawn))
    ]


def draw(results: Results, *, show_faces: bool) -> Figure:
    """Draw the coverings group by group, each column on a face of its own."""
    people = faces(results, show_faces=show_faces)
    rows = [
        (heading if start == 0 else "", names[start : start + ACROSS])
        for heading, names in parts(results)
        for start in range(0, len(names), ACROSS)
    ]
    cells: list[list[Picture | None]] = [
        [
            _with_head(people[0 if heading in ALIKE else c % len(people)].covered(name)[0])
            for c, name in enumerate(names)
        ]
        for heading, names in rows
    ]
    side = people[0].images.shape[1:]
    return _sheet(rows, cells, (side[0], side[1]))


def _with_head(picture: Picture) -> Picture:
    """Leave room above a picture for its name."""
    return np.pad(picture, ((_head(picture.shape[1]), 0), (0, 0)), constant_values=255)


def _head(width: int) -> int:
    return round(HEAD * width)


def _sheet(
    rows: list[tuple[str, list[str]]], cells: list[list[Picture | None]], side: tuple[int, int]
) -> Figure:
    height, width = side
    cell = (height + _head(width), width)
    picture = mosaic(cells, cell)
    scale = (WIDTH - MARGIN - 0.02) / (ACROSS * (width + gap_of(width)) - gap_of(width))
    size = picture.shape[0] * scale + 0.04
    figure = new_figure(size, free=True)
    axes = figure.add_axes((MARGIN / WIDTH, 0.02 / size, picture.shape[1] * scale / WIDTH,
                            picture.shape[0] * scale / size))  # fmt: skip
    axes.imshow(picture, aspect="auto", interpolation="none")
    axes.set_axis_off()
    for r, (heading, names) in enumerate(rows):
        top = r * (cell[0] + gap_of(width)) + _head(width)
        for c, name in enumerate(names):
            _name(axes, c * (width + gap_of(width)) + width / 2, top, _label(name))
        axes.annotate(_in_lines(heading, 12), (-0.5, top + height / 2), (-7, 0),
                      textcoords="offset points", ha="right", va="center", fontsize=9,
                      fontweight="bold", linespacing=1.0, annotation_clip=False)  # fmt: skip
    return figure


def _name(axes: Axes, x: float, y: float, text: str) -> None:
    axes.annotate(_in_lines(text), (x - 0.5, y - 0.5), (0, 2), textcoords="offset points",
                  ha="center", va="bottom", fontsize=8, linespacing=0.95)  # fmt: skip


def _label(name: str) -> str:
    """Name a covering shortly: the heading says that it is a control."""
    return "bare face" if name == NONE else condition_label(name)


def _in_lines(text: str, letters: int = LETTERS) -> str:
    """Break a text into lines of at most so many letters, where words allow it."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= letters or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def caption(results: Results, *, show_faces: bool) -> str:
    """Say on whose faces the coverings are shown, and what varies."""
    shown = [name for _, names in parts(results) for name in names]
    varied = any(condition.is_random for name in shown if (condition := known(name)))
    people = (
        "training faces of the data set, one of each emotion"
        if show_faces
        else "faces drawn by the program; those of the data set are left out of this edition of "
        "the report"
    )
    text = (
        f"What the models see: {counted(len(set(shown) - {NONE}), 'condition')} on {people}. "
        "Coverings follow the face's landmarks"
    )
    if varied:
        text += "; their tone, size, place and pattern vary from face to face"
    return f"{text}."


def alt(results: Results, *, show_faces: bool) -> str:
    """Describe the figure for those who do not see it."""
    whose = "faces" if show_faces else "drawn faces"
    rows = [f"{heading}: {', '.join(map(_label, names))}" for heading, names in parts(results)]
    return f"A sheet of {whose} under every covering. {'; '.join(rows)}."
