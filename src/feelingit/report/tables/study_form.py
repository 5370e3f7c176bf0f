"""Tables 2 and 3: a model's results in the published study's own form."""

import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.report.names import sentence_case
from feelingit.report.numbers import percent, points
from feelingit.report.published import has_published, published_row
from feelingit.report.results import Arm, Model, Results
from feelingit.report.tables.spread import spread
from feelingit.report.tables.table import Table

METRICS = {"accuracy": ("Accuracy", "accuracy"), "f1": ("(Weighted) F1", "weighted_f1")}
COLUMNS = ["overall", *EMOTIONS]


def study_form(results: Results, model: Model) -> Table:
    """Give accuracy and F1, overall and by emotion, each arm under its own mask."""
    arms = [arm for arm in results.arms if results.of(model, arm)]
    ours = [_ours(results, model, arm, metric) for arm in arms for metric in METRICS]
    theirs = [_theirs(results, model, arm, metric) for arm in arms for metric in METRICS]
    columns = ["Trained and tested on", "Metric", *map(sentence_case, COLUMNS)]
    compared = has_published(results, model)
    return Table(
        name=f"results_{model.name}",
        title=f"{model.label} model results",
        caption=_caption(results, model, compared=compared),
        frame=pd.DataFrame(ours, columns=columns),
        stubs=2,
        beneath=pd.DataFrame(theirs, columns=columns) if compared else None,
        beneath_name="published",
    )


def _ours(results: Results, model: Model, arm: Arm, metric: str) -> list[str]:
    label, overall = METRICS[metric]
    rows = results.rows(model, arm, arm.own)
    names = [overall, *(f"{metric}_{emotion}" for emotion in EMOTIONS)]
    return [arm.label, label, *(spread(rows[name]) for name in names)]


def _theirs(results: Results, model: Model, arm: Arm, metric: str) -> list[str]:
    row = published_row(results, model, arm, metric)
    figures = [""] * len(COLUMNS) if row is None else [f"{row[name]:.2f}" for name in COLUMNS]
    return ["", "", *figures]


def _caption(results: Results, model: Model, *, compared: bool) -> str:
    text = f"In percent, each arm tested {results.under_own}."
    if len(results.seeds) > 1:
        text += f" Mean ± standard deviation over {len(results.seeds)} seeds."
    if compared:
        text += " Small grey figures beneath are the published study's."
        text += _difference(results, model)
    if len(results.arms) == 1:
        return text
    best = max(results.arms, key=lambda arm: _number(results, model, arm))
    worst = min(results.arms, key=lambda arm: _number(results, model, arm, missing=2))
    return (
        f"{text} Best: {best.label.lower()} "
        f"({percent(results.score(model, best, best.own))} %); worst: {worst.label.lower()} "
        f"({percent(results.score(model, worst, worst.own))} %)."
    )


def _number(results: Results, model: Model, arm: Arm, missing: float = -1) -> float:
    value = results.score(model, arm, arm.own)
    return missing if pd.isna(value) else value


def _difference(results: Results, model: Model) -> str:
    row = published_row(results, model, results.baseline, "accuracy")
    ours = results.score(model, results.baseline, results.baseline.own)
    if row is None or pd.isna(ours):
        return ""
    gap = ours - float(row["overall"]) / 100
    where = "above" if gap > 0 else "below"
    return f" Without a mask and with control ours is {points(gap)} {where} the published accuracy."
