"""All tables of evaluation, from all predictions of a run."""

from typing import NamedTuple

import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.evaluation.calibration import reliability_table
from feelingit.evaluation.comparison import compare, holm
from feelingit.evaluation.confusion import confusion_table
from feelingit.evaluation.intervals import Bootstrap
from feelingit.evaluation.prediction_table import Cells, by_cell, without_leaks
from feelingit.evaluation.questions import questions
from feelingit.evaluation.scores import score

SCORE_COLUMNS = [
    *("model_id", "model", "arm", "control", "trained_on", "tested_on", "seed"),
    *("n", "accuracy", "accuracy_low", "accuracy_high", "n_with_leaks", "accuracy_with_leaks"),
    *("macro_f1", "macro_f1_low", "macro_f1_high", "balanced_accuracy", "weighted_f1", "ece"),
    *(f"{name}_{emotion}" for name in ("accuracy", "f1", "n") for emotion in EMOTIONS),
]
CONFUSION_COLUMNS = ["model_id", "tested_on", "emotion", "predicted", "count"]
CALIBRATION_COLUMNS = ["model_id", "tested_on", "bin", "confidence", "accuracy", "count"]
COMPARISON_COLUMNS = [
    *("question", "a", "b", "a_tested_on", "b_tested_on", "seed", "n", "accuracy_a", "accuracy_b"),
    *("difference", "low", "high", "only_a", "only_b", "p", "p_holm"),
]


class Evaluation(NamedTuple):
    """The tables, each named as its file in the run folder; columns as above."""

    scores: pd.DataFrame
    confusion: pd.DataFrame
    calibration: pd.DataFrame
    comparisons: pd.DataFrame


def evaluate(predictions: pd.DataFrame, *, resamples: int = 2000, seed: int = 0) -> Evaluation:
    """Score and compare all models of a run under all conditions.

    Args:
        predictions: Of all models, one row a face and condition. Faces of split `leaked` count
            only in the scores' `*_with_leaks`.
        resamples: Of the bootstrap.
        seed: Of the bootstrap.

    Raises:
        InputError: There are no predictions, a model under a condition has no test face, or
            models that are compared were not tested on the same faces.
    """
    cells = by_cell(predictions)
    if not cells:
        raise InputError("there are no predictions to evaluate")
    bootstrap = Bootstrap(resamples, seed)
    test = {cell: without_leaks(rows) for cell, rows in cells.items()}
    return Evaluation(
        _scores(cells, bootstrap),
        _each({cell: confusion_table(rows) for cell, rows in test.items()}, CONFUSION_COLUMNS),
        _each({cell: reliability_table(rows) for cell, rows in test.items()}, CALIBRATION_COLUMNS),
        _comparisons(test, bootstrap),
    )


def _scores(cells: Cells, bootstrap: Bootstrap) -> pd.DataFrame:
    rows = [
        {
            "model_id": trained.model_id,
            "model": trained.model,
            "arm": trained.arm,
            "control": trained.control,
            "trained_on": trained.trained_on,
            "tested_on": tested_on,
            "seed": trained.seed,
            **score(cell, bootstrap),
        }
        for (trained, tested_on), cell in cells.items()
    ]
    return pd.DataFrame(rows, columns=SCORE_COLUMNS)


def _each(tables: Cells, columns: list[str]) -> pd.DataFrame:
    named = [
        table.assign(model_id=trained.model_id, tested_on=tested_on)
        for (trained, tested_on), table in tables.items()
    ]
    return pd.concat(named, ignore_index=True)[columns]


def _comparisons(test: Cells, bootstrap: Bootstrap) -> pd.DataFrame:
    rows = [
        {
            "question": asked.question,
            "a": asked.a[0].model_id,
            "b": asked.b[0].model_id,
            "a_tested_on": asked.a[1],
            "b_tested_on": asked.b[1],
            "seed": asked.a[0].seed,
            **vars(compare(test[asked.a], test[asked.b], bootstrap)),
        }
        for asked in questions(test.keys())
    ]
    table = pd.DataFrame(rows, columns=COMPARISON_COLUMNS)
    table["p_holm"] = holm(table["p"].astype(float))
    return table
