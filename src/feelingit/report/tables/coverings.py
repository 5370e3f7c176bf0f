"""Accuracy under each covering, by arm; and by emotion for each arm."""

import math

import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.report.covered import ALL, Lookup, arms_of, groups
from feelingit.report.figures.coverings import control_name
from feelingit.report.names import condition_label, sentence_case
from feelingit.report.numbers import MISSING, decimal, interval, percent
from feelingit.report.results import NONE, Arm, Model, Results
from feelingit.report.tables.table import Table

HIDDEN = "Hidden (% of face)"


def coverings(results: Results, model: Model) -> Table:
    """Give each covering's accuracy in every arm, its control's beneath."""
    arms = arms_of(results, model)
    found = [Lookup(results, model, arm) for arm in arms]
    measured = any(not math.isnan(found[0].hidden(name)) for _, name in _rows(results, model))
    columns = ["Group", "Covering", *([HIDDEN] if measured else []), *(arm.label for arm in arms)]
    ours, theirs = [], []
    for group, name in _rows(results, model):
        hidden = [percent(found[0].hidden(name))] if measured else []
        ours.append([group, _name(name), *hidden, *(_cell(each, name) for each in found)])
        theirs.append(["", "", *([""] * measured), *(_control(each, name) for each in found)])
    return Table(
        name=f"coverings_{model.name}",
        title=f"{model.label} under coverings",
        caption=_caption(results),
        frame=pd.DataFrame(ours, columns=columns),
        stubs=2,
        beneath=pd.DataFrame(theirs, columns=columns),
        beneath_name=control_name(results),
    )


def _rows(results: Results, model: Model) -> list[tuple[str, str]]:
    """List group and covering, the bare face first."""
    rows = [(part.label, name) for part in groups(results, model) for name in part.coverings]
    return [("", NONE), *rows]


def _name(name: str) -> str:
    return "bare face" if name == NONE else condition_label(name)


def _cell(found: Lookup, name: str, emotion: str = ALL, digits: int = 1) -> str:
    value = found.value(name, "accuracy", emotion)
    if math.isnan(value):
        return MISSING
    low, high = (found.value(name, end, emotion) for end in ("low", "high"))
    return f"{percent(value, digits)} {_interval(low, high, digits)}"


def _control(found: Lookup, name: str, emotion: str = ALL, digits: int = 1) -> str:
    value = found.value(name, "beside_accuracy", emotion)
    if math.isnan(value):
        return ""
    low, high = (found.value(name, f"beside_{end}", emotion) for end in ("low", "high"))
    return f"{percent(value, digits)} {_interval(low, high, digits)}"


def _interval(low: float, high: float, digits: int) -> str:
    if digits:
        return interval(low, high)
    return f"[{decimal(100 * low, 0)}, {decimal(100 * high, 0)}]"


def _caption(results: Results) -> str:
    seeds = " Means over seeds, of the intervals too." * (len(results.seeds) > 1)
    return (
        "Accuracy on the test faces in percent with 95 % bootstrap intervals, a column for each "
        f"training arm; small and grey beneath it that under the {control_name(results)}, where "
        "the covering hides something. Coverings are sorted within their group by the first arm. "
        f"By emotion they stand at the end of the chapter.{seeds}"
    )


def by_emotion(results: Results, model: Model, arm: Arm) -> Table:
    """Give each emotion's accuracy under each covering in one arm, its control's beneath."""
    found = Lookup(results, model, arm)
    columns = ["Covering", *map(sentence_case, EMOTIONS)]
    names = [name for _, name in _rows(results, model)]
    ours = [[_name(n), *(_cell(found, n, e, 0) for e in EMOTIONS)] for n in names]
    theirs = [["", *(_control(found, n, e, 0) for e in EMOTIONS)] for n in names]
    return Table(
        name=f"coverings_{model.name}_{arm.name}",
        title=f"{model.label} under coverings, by emotion: {arm.label.lower()}",
        caption="Share in percent of each emotion's test faces that is named right, with 95 % "
        f"bootstrap intervals; small and grey that under the {control_name(results)}.",
        frame=pd.DataFrame(ours, columns=columns),
        beneath=pd.DataFrame(theirs, columns=columns),
        beneath_name=control_name(results),
    )
