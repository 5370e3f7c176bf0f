"""Every score of one model under one condition, from its predictions alone."""

import numpy as np
import pandas as pd
from sklearn.metrics import precision_recall_fscore_support

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.evaluation.calibration import expected_calibration_error
from feelingit.evaluation.intervals import Bootstrap, score_intervals
from feelingit.evaluation.prediction_table import codes, correct, without_leaks

Scores = dict[str, float | int]


def score(rows: pd.DataFrame, bootstrap: Bootstrap | None = None) -> Scores:
    """Score the predictions of one model under one condition.

    An emotion without a test face has the scores NaN and is left out of macro F1 and of balanced
    accuracy. An emotion that is never predicted has the F1 0. F1 and recall are scikit-learn's.

    Args:
        rows: Of predictions. `leaked` rows count in `*_with_leaks` alone.
        bootstrap: Draws the resamples of the intervals; 2000 by default.

    Returns:
        `n, accuracy, accuracy_low, accuracy_high, n_with_leaks, accuracy_with_leaks, macro_f1,
        macro_f1_low, macro_f1_high, balanced_accuracy, weighted_f1, ece`, and for each emotion
        `accuracy_` (its recall), `f1_` and `n_`. Shares from 0 to 1.

    Raises:
        InputError: There is no test face.
    """
    test = without_leaks(rows)
    if test.empty:
        raise InputError("there are no test faces among the predictions; nothing can be scored")
    return _overall(test, bootstrap or Bootstrap()) | _with_leaks(rows) | _by_emotion(test)


def _overall(test: pd.DataFrame, bootstrap: Bootstrap) -> Scores:
    labels, predicted = codes(test["emotion"]), codes(test["predicted"])
    recall, f1, faces = _emotion_scores(test)
    intervals = score_intervals(labels, predicted, test["group"], bootstrap, len(EMOTIONS))
    return {
        "n": len(test),
        "accuracy": float((labels == predicted).mean()),
        "accuracy_low": intervals.accuracy.low,
        "accuracy_high": intervals.accuracy.high,
        "macro_f1": float(np.nanmean(f1)),
        "macro_f1_low": intervals.macro_f1.low,
        "macro_f1_high": intervals.macro_f1.high,
        "balanced_accuracy": float(np.nanmean(recall)),
        "weighted_f1": float(np.average(np.nan_to_num(f1), weights=faces)),
        "ece": expected_calibration_error(test),
    }


def _with_leaks(rows: pd.DataFrame) -> Scores:
    return {"n_with_leaks": len(rows), "accuracy_with_leaks": float(correct(rows).mean())}


def _by_emotion(test: pd.DataFrame) -> Scores:
    recall, f1, faces = _emotion_scores(test)
    scores: Scores = {}
    for name, values in (("accuracy", recall), ("f1", f1)):
        scores |= {f"{name}_{e}": float(v) for e, v in zip(EMOTIONS, values, strict=True)}
    return scores | {f"n_{e}": int(v) for e, v in zip(EMOTIONS, faces, strict=True)}


def _emotion_scores(test: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    _, recall, f1, faces = precision_recall_fscore_support(
        codes(test["emotion"]),
        codes(test["predicted"]),
        labels=range(len(EMOTIONS)),
        zero_division=0,
    )
    return np.where(faces > 0, recall, np.nan), np.where(faces > 0, f1, np.nan), faces
