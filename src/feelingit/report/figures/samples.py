"""Figure 2: what the faces look like, emotion by emotion."""

from matplotlib.figure import Figure

from feelingit.emotions import EMOTIONS
from feelingit.palette import EMOTION_COLOURS
from feelingit.report.figures.faces import chosen, mean_face
from feelingit.report.figures.sheets import sheet
from feelingit.report.results import Results

TITLE = "Excerpt of the data set"
EACH = 5


def pictures(results: Results, *, show_faces: bool) -> list[list[object]]:
    """Give the sheet's rows, a column an emotion; one row of means where no face is to be seen."""
    if not show_faces:
        return [[mean_face(results, emotion) for emotion in EMOTIONS]]
    columns = [list(chosen(results, emotion, EACH)) for emotion in EMOTIONS]
    deepest = max(1, *(len(column) for column in columns))
    filled = [column + [None] * (deepest - len(column)) for column in columns]
    return [list(row) for row in zip(*filled, strict=True)]


def draw(results: Results, *, show_faces: bool) -> Figure:
    """Draw a column of training faces for each emotion."""
    rows = pictures(results, show_faces=show_faces)
    height, width = results.images.shape[1:]
    colours = [EMOTION_COLOURS[emotion] for emotion in EMOTIONS]
    figure, _ = sheet(rows, (height, width), EMOTIONS, colours=colours)  # type: ignore[arg-type]
    return figure


def caption(results: Results, *, show_faces: bool) -> str:
    """Say how the faces were picked."""
    if not show_faces:
        return (
            "The mean training face of each emotion. Single faces of the data set are left out of "
            "this edition of the report."
        )
    kind = "drawn" if results.drawn else "training"
    return (
        f"Up to {EACH} {kind} faces of each emotion, picked at random from the training data "
        "after cleaning, as the models see them."
    )


def alt(results: Results, *, show_faces: bool) -> str:
    """Describe the figure for those who do not see it."""
    size = results.images.shape[1]
    what = f"Up to {EACH} grey {size}-pixel faces" if show_faces else "The mean face"
    return f"{what} of each emotion: {', '.join(EMOTIONS)}."
