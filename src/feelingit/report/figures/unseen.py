"""What training with coverings is worth: on bare faces, on coverings seen, and on others."""

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from feelingit.evaluation.unseen import ALONE
from feelingit.palette import GREY, INK
from feelingit.report.covered import arms_of
from feelingit.report.helped import Line, entry, leading, lines, trained_arms
from feelingit.report.numbers import count, interval, signed
from feelingit.report.palette import ARM_COLOURS, MARKERS
from feelingit.report.results import Model, Results
from feelingit.report.style import new_figure

TITLE = "What training with coverings is worth"
ROW = 0.27
ROOM = 0.5


def draw(results: Results, model: Model) -> Figure:
    """Draw the difference from the bare arm, a row a set of conditions, a mark an arm."""
    shown, arms = lines(results, model), trained_arms(results, model)
    places = _places(shown)
    figure = new_figure(0.95 + ROW * (places[-1] + 1))
    axes = figure.subplots()
    everyone = arms_of(results, model)
    for order, arm in enumerate(arms):
        colour = ARM_COLOURS[everyone.index(arm)]
        marker = MARKERS[everyone.index(arm)]
        shift = (order - (len(arms) - 1) / 2) * 0.26
        for line, y in zip(shown, places, strict=True):
            found = entry(results, model, arm, line)
            if found is not None:
                axes.plot([100 * found["low"], 100 * found["high"]], [y + shift] * 2, color=colour,
                          lw=1.3, solid_capstyle="butt")  # fmt: skip
                axes.plot(100 * found["difference"], y + shift, marker, ms=4.5, color=colour)
    axes.axvline(0, color=GREY, lw=0.8)
    axes.grid(axis="x", color="#EDEDED", lw=0.6)
    axes.set_axisbelow(True)
    axes.set_yticks(places, [_label(results, model, line) for line in shown])
    for tick, line in zip(axes.get_yticklabels(), shown, strict=True):
        tick.set_fontweight("bold" if line.group == "all" else "normal")
    axes.set_ylim(places[-1] + 0.6, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(f"points of accuracy above “{_bare(results, model).lower()}”")
    handles = [
        Line2D([], [], color=ARM_COLOURS[everyone.index(a)], marker=MARKERS[everyone.index(a)],
               ms=4.5, label=a.label)
        for a in arms
    ]  # fmt: skip
    figure.legend(handles=handles, loc="outside upper center", ncols=4, labelcolor=INK)
    return figure


def _places(shown: list[Line]) -> list[float]:
    """Put the rows below each other, with some room above each row that opens a part."""
    groups = [line.group for line in shown]
    alone = next((i for i, group in enumerate(groups) if group in ALONE), -1)
    opening = [i > 0 and (group == "all" or i == alone) for i, group in enumerate(groups)]
    return [i + ROOM * sum(opening[: i + 1]) for i in range(len(shown))]


def _label(results: Results, model: Model, line: Line) -> str:
    lead = leading(results, model)
    found = None if lead is None else entry(results, model, lead, line)
    if found is None or line.kind == "bare" or lead is None:
        return line.label
    number = count(found["conditions"])
    if line.group != "all":
        return f"{line.label} ({number})"
    return f"coverings {line.kind} by “{lead.label.lower()}” ({number})"


def _bare(results: Results, model: Model) -> str:
    """Name the arm that the others are compared with."""
    names = set(results.unseen.loc[results.unseen["model"] == model.name, "other"])
    return next(arm.label for arm in results.arms if arm.name in names)


def caption(results: Results, model: Model) -> str:
    """Say what the training adds on coverings that it did not show."""
    lead = leading(results, model)
    text = (
        f"{model.label}: accuracy of the other arms minus that of “{_bare(results, model).lower()}”"
        ", averaged over the conditions of each row, whose number is in brackets; paired 95 % "
        "bootstrap intervals. The study's own masks and bands stand apart and are not counted "
        "among the coverings."
    )
    unseen = next(
        (ln for ln in lines(results, model) if (ln.kind, ln.group) == ("unseen", "all")), None
    )
    if lead is None or unseen is None:
        return text
    parts = []
    for arm in trained_arms(results, model):
        found = entry(results, model, arm, unseen)
        if found is not None:
            parts.append(
                f"“{arm.label.lower()}” {signed(found['difference'])} points "
                f"{interval(found['low'], found['high'])}"
            )
    return f"{text} On coverings that “{lead.label.lower()}” did not see: {'; '.join(parts)}."


def alt(results: Results, model: Model) -> str:
    """Describe the figure for those who do not see it."""
    lead = leading(results, model)
    parts = []
    for line in lines(results, model):
        found = None if lead is None else entry(results, model, lead, line)
        if found is not None:
            parts.append(f"{_label(results, model, line)} {signed(found['difference'])}")
    name = "" if lead is None else lead.label.lower()
    return f"Dot chart of differences in points with intervals. “{name}”: {', '.join(parts)}."
