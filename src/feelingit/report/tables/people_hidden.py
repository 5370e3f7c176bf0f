"""People and models with the mouth or the eyes hidden: accuracy, and what faces are taken for."""

import math

import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.report.looking.methods import ids
from feelingit.report.names import condition_label
from feelingit.report.numbers import MISSING, RHO, count, decimal, interval, p_value, percent
from feelingit.report.results import Model, Results
from feelingit.report.tables.table import Table
from feelingit.saliency.people.ranks import permutation_p, spearman

STUDY = "Wegrzyn et al. 2017, N = 94"


def accuracy(results: Results) -> Table | None:
    """Give each emotion's accuracy with the mouth, and with the eyes, hidden."""
    table = results.looking.covered
    models = _models(results, table)
    if not models:
        return None
    ours: list[list[str]] = []
    theirs: list[list[str]] = []
    for (hidden, condition), rows in table.groupby(["hidden", "condition"], sort=False):
        for emotion in EMOTIONS:
            of = rows[rows["emotion"] == emotion]
            if of.empty:
                continue
            people = percent(float(of["people"].mean()), 0)
            cells = [_cell(of, ids(results, model), "accuracy") for model in models]
            ours.append([f"{hidden} ({condition_label(str(condition))})", emotion, people,
                         *(cell for cell, _ in cells)])  # fmt: skip
            theirs.append(["", "", "", *(beneath for _, beneath in cells)])
        orders = [_order(rows, ids(results, model)) for model in models]
        ours.append([ours[-1][0], f"their order: {RHO}", "", *(rho for rho, _ in orders)])
        theirs.append(["", "", "", *(p for _, p in orders)])
    columns = ["Hidden", "Emotion", "People", *(model.label for model in models)]
    return Table(
        name="people_hidden",
        title="People and models with part of the face hidden",
        caption=f"Share named right, in percent; people: {STUDY}, while that part had not yet been "
        "uncovered; models, trained on bare faces: under the covering in brackets, with 95 % "
        "bootstrap intervals and the number of faces. People answered when they liked, so that "
        "only the order of the emotions can be compared: last, its rank correlation with "
        "people's, and the share of all orders that agree at least as well (p).",
        frame=pd.DataFrame(ours, columns=columns),
        stubs=2,
        beneath=pd.DataFrame(theirs, columns=columns),
        beneath_name="interval; faces",
    )


def _order(rows: pd.DataFrame, names: list[str]) -> tuple[str, str]:
    """Correlate the order of emotions with people's; means over seeds."""
    of = rows[rows["model_id"].isin(names)].groupby("emotion")[["accuracy", "people"]].mean()
    ours, people = (of[name].to_numpy(dtype=float) for name in ("accuracy", "people"))
    rho = float(spearman(ours, people))
    if math.isnan(rho):
        return MISSING, ""
    p = p_value(permutation_p(ours, people))
    return decimal(rho), f"p {p}" if p.startswith("<") else f"p = {p}"


def confusions(results: Results) -> Table | None:
    """Give what hidden faces are taken for, people beside models."""
    table = results.looking.confusions
    models = _models(results, table)
    if not models:
        return None
    ours: list[list[str]] = []
    theirs: list[list[str]] = []
    for (condition, emotion, becomes), of in _telling(results, table).groupby(
        ["condition", "emotion", "becomes"], sort=False
    ):
        cells = [_cell(of, ids(results, model), "share") for model in models]
        people = percent(float(of["people"].mean()), 0)
        ours.append([condition_label(str(condition)), f"{emotion}, taken for {becomes}", people,
                     *(cell for cell, _ in cells)])  # fmt: skip
        theirs.append(["", "", "", *(beneath for _, beneath in cells)])
    columns = ["Hidden by", "Faces", "People", *(model.label for model in models)]
    return Table(
        name="people_confusions",
        title="What faces with a hidden part are taken for",
        caption=f"Share of an emotion's faces that is taken for another, in percent; people: "
        f"{STUDY}. Of each emotion the answer that a model gives most often in error, and what is "
        "known of people. With 95 % bootstrap intervals and the number of faces beneath.",
        frame=pd.DataFrame(ours, columns=columns),
        stubs=2,
        beneath=pd.DataFrame(theirs, columns=columns),
        beneath_name="interval; faces",
    )


def _telling(results: Results, table: pd.DataFrame) -> pd.DataFrame:
    """Keep what people's figure is known of, and each model's commonest confusion of an emotion."""
    keys = ["condition", "emotion", "becomes"]
    kept = set(table.loc[table["people"].notna(), keys].itertuples(index=False, name=None))
    for model in results.models:
        own = table[table["model_id"].isin(ids(results, model))]
        mean = own.groupby(keys, sort=False)["share"].mean()
        most = mean[mean > 0].groupby(level=[0, 1], sort=False).idxmax()
        kept |= set(most.tolist())
    chosen = [row in kept for row in table[keys].itertuples(index=False, name=None)]
    return table[chosen]


def _models(results: Results, table: pd.DataFrame) -> list[Model]:
    if table.empty:
        return []
    return [m for m in results.models if table["model_id"].isin(ids(results, m)).any()]


def _cell(rows: pd.DataFrame, model_ids: list[str], column: str) -> tuple[str, str]:
    """Give a model's share in percent, mean over seeds, with its interval and faces."""
    own = rows[rows["model_id"].isin(model_ids)]
    mean = own[[column, "low", "high", "faces"]].astype(float).mean()
    if math.isnan(mean[column]):
        return MISSING, ""
    return (
        percent(mean[column]),
        f"{interval(mean['low'], mean['high'])}; n {count(mean['faces'])}",
    )
