"""Accuracy against the share of the face that is hidden, growing from each side."""

import pandas as pd

from feelingit.evaluation.answers import SUBSETS, Answers
from feelingit.evaluation.arms import BARE
from feelingit.evaluation.kinds import group_of
from feelingit.evaluation.prediction_table import MODEL_COLUMNS
from feelingit.evaluation.rates import Rates

COLUMNS = [*MODEL_COLUMNS, "direction", "share", "emotion", "faces", "accuracy", "low", "high"]


def growth_table(answers: Answers, by_emotion: Rates) -> pd.DataFrame:
    """List the points of each curve, the bare face first.

    Args:
        answers: Of one model.
        by_emotion: Its rates over `SUBSETS`.

    Returns:
        `COLUMNS`; `share` is of the face, from 0, the bare face, to below 1. Empty where nothing
        that grows was tested.
    """
    model = {column: getattr(answers.trained, column) for column in MODEL_COLUMNS}
    rows = [
        {
            **model,
            "direction": direction,
            "share": share,
            "emotion": emotion,
            "faces": int(by_emotion.faces[subset]),
            **by_emotion.at(answers.conditions.index(name), subset).columns("accuracy"),
        }
        for direction, points in curves(answers.conditions).items()
        for share, name in points
        for subset, emotion in enumerate(SUBSETS)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def curves(tested: tuple[str, ...]) -> dict[str, list[tuple[float, str]]]:
    """Sort growing conditions by direction: the share of each and its name, the least first."""
    found: dict[str, list[tuple[float, str]]] = {}
    for name in tested:
        if group_of(name) == "growth":
            direction, _, percent = name.rpartition("_")
            found.setdefault(direction, []).append((int(percent) / 100, name))
    start = [(0.0, BARE)] if BARE in tested else []
    return {direction: start + sorted(points) for direction, points in found.items()}
