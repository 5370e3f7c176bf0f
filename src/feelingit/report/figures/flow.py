"""Figure 3: the flow of the experiment, with its real counts."""

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from feelingit.palette import GREY, INK
from feelingit.report.names import condition_prose
from feelingit.report.numbers import TIMES, count, counted, listed
from feelingit.report.results import Results
from feelingit.report.style import WIDTH, new_figure

TITLE = "Flow of the experiment"
HEIGHT = 5.5
LINE = 105
"""Letters that fit into the widest box."""
PLAIN, ASIDE = "#F4F1EA", "#FFFFFF"


@dataclass(frozen=True)
class Box:
    """A step: its text, its middle and size in inches."""

    text: str
    x: float
    y: float
    width: float
    height: float = 0.5
    colour: str = PLAIN
    edge: str = GREY
    dashed: bool = False


def boxes(results: Results) -> dict[str, Box]:
    """Lay the steps out, from the top down."""
    cleaning, n = results.cleaning, results.table["split"].value_counts()
    corrections, copies = cleaning["corrections"], cleaning["duplicates"]
    split = {name: count(int(n.get(name, 0))) for name in ("train", "validation", "test", "leaked")}
    middle, left, right = 2.75, 1.1, 5.9
    return {
        "read": Box(f"{count(cleaning['read']['faces'])} faces read", middle, 5.2, 2.4, 0.4),
        "rejected": Box(f"{count(cleaning['read']['rejected'])} not read", right, 5.2, 2.2, 0.4,
                        ASIDE, dashed=True),
        "clean": Box("Labels corrected,\ncopies taken out", middle, 4.45, 2.4),
        "dropped": Box(
            f"{count(corrections['relabelled'])} relabelled, {count(corrections['dropped'])} "
            f"dropped\n{count(copies['surplus'])} surplus copies",
            right, 4.45, 2.2, 0.5, ASIDE, dashed=True),
        "train": Box(f"Training\n{split['train']}", left, 3.55, 1.45),
        "validation": Box(f"Validation\n{split['validation']}", middle, 3.55, 1.45),
        "test": Box(f"Test\n{split['test']}", 4.4, 3.55, 1.45),
        "leaked": Box(f"{split['leaked']} test copies\nset aside", 6.3, 3.55, 1.4, 0.5, ASIDE,
                      dashed=True),
        **_model_boxes(results),
        "tested": Box(_tested(results), 3.6, 1.3, 6.6, 0.5),
        **_end_boxes(results),
    }  # fmt: skip


def _end_boxes(results: Results) -> dict[str, Box]:
    """Lay out what comes of the tests, as far as this run has it."""
    ends = {"scores": "Scores, intervals,\npaired tests"}
    if results.looking.has_maps:
        ends["maps"] = "Saliency maps"
    if not results.claims.empty:
        ends["claims"] = "Claims, with\ntheir verdicts"
    step = 7.2 / len(ends)
    return {
        name: Box(text, step * (i + 0.5), 0.4, 1.9) for i, (name, text) in enumerate(ends.items())
    }


def _model_boxes(results: Results) -> dict[str, Box]:
    models, room = results.models, 6.6
    width = min(2.9, room / len(models) - 0.25)
    step = room / len(models)
    return {
        f"model {model.name}": Box(
            f"{model.label}\n{counted(len(results.arms), 'arm')} {TIMES} "
            f"{counted(len(results.seeds), 'seed')}",
            0.3 + step * (i + 0.5), 2.4, width, 0.55, PLAIN, model.colour)
        for i, model in enumerate(models)
    }  # fmt: skip


def _tested(results: Results) -> str:
    first, *rest = (condition_prose(name) for name in results.conditions)
    text = f"Every model tested on the test faces with {first}"
    if not rest:
        return text
    named = f"and with these hidden: {listed(rest)}"
    fits = len(named) <= LINE
    how = "partly hidden" if len(results.studied) > len(rest) else "covered or changed"
    return f"{text}\n{named if fits else f'and in {len(rest)} ways {how}'}"


def arrows(results: Results) -> list[tuple[str, str]]:
    """Say which step follows which."""
    models = [f"model {model.name}" for model in results.models]
    return [
        ("read", "rejected"), ("read", "clean"), ("clean", "dropped"),
        *(("clean", split) for split in ("train", "validation", "test")), ("test", "leaked"),
        *((split, model) for split in ("train", "validation") for model in models),
        *((model, "tested") for model in models),
        *(("tested", end) for end in _end_boxes(results)),
    ]  # fmt: skip


def draw(results: Results) -> Figure:
    """Draw the chart."""
    figure = new_figure(HEIGHT, free=True)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, WIDTH), ylim=(0, HEIGHT))
    axes.set_axis_off()
    placed = boxes(results)
    for start, end in arrows(results):
        _arrow(axes, placed[start], placed[end])
    _around(axes, placed["test"], placed["tested"])
    for box in placed.values():
        _draw_box(axes, box)
    return figure


def _draw_box(axes: Axes, box: Box) -> None:
    corner = (box.x - box.width / 2, box.y - box.height / 2)
    axes.add_patch(
        FancyBboxPatch(corner, box.width, box.height, boxstyle="round,pad=0,rounding_size=0.06",
                       facecolor=box.colour, edgecolor=box.edge, linewidth=1.0,
                       linestyle="--" if box.dashed else "-", zorder=2)
    )  # fmt: skip
    axes.text(box.x, box.y, box.text, ha="center", va="center", fontsize=10, zorder=3,
              color=GREY if box.dashed else INK, linespacing=1.25)  # fmt: skip


def _arrow(axes: Axes, start: Box, end: Box) -> None:
    """Point from one box's edge to another's: sideways on one level, else downwards."""
    if start.y == end.y:
        tail, head = (start.x + start.width / 2, start.y), (end.x - end.width / 2, end.y)
    else:
        tail = (start.x, start.y - start.height / 2)
        shared = min(max(start.x, end.x - end.width / 2 + 0.2), end.x + end.width / 2 - 0.2)
        landing = shared if end.width > 3 else end.x  # noqa: PLR2004 - wide boxes: straight down
        if start.width > 3:  # noqa: PLR2004
            tail = (end.x, tail[1])
        head = (landing, end.y + end.height / 2)
    axes.annotate("", head, tail, zorder=1, arrowprops=_ARROW)


def _around(axes: Axes, start: Box, end: Box) -> None:
    """Lead the test faces past the models, straight to the testing."""
    x, bottom = WIDTH - 0.12, start.y - start.height / 2
    height = bottom - 0.2
    axes.plot([start.x, start.x, x, x], [bottom, height, height, end.y], color=GREY, lw=0.9)
    axes.annotate("", (end.x + end.width / 2, end.y), (x, end.y), arrowprops=_ARROW)


_ARROW = {"arrowstyle": "-|>,head_width=0.16,head_length=0.32", "color": GREY, "lw": 0.9,
          "shrinkA": 0, "shrinkB": 0}  # fmt: skip


def caption(results: Results) -> str:
    """Say what goes where, and what the test faces never touch."""
    return (
        "From the faces as read to the verdicts. Training and validation faces make the models; "
        "the test faces are used once, at the end. "
        f"In all, {counted(len(results.trainings), 'model')} were trained."
    )


def alt(results: Results) -> str:
    """Describe the figure for those who do not see it."""
    steps = "; ".join(box.text.replace("\n", " ") for box in boxes(results).values())
    return f"Flow chart. Its boxes, from the top down: {steps}."
