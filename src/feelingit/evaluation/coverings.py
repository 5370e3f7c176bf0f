"""What each covering costs: accuracy beside its control and beside the bare face, by emotion."""

from typing import Any

import numpy as np
import pandas as pd

from feelingit.evaluation.answers import SUBSETS, Answers
from feelingit.evaluation.arms import BARE
from feelingit.evaluation.kinds import control_beside, group_of, standing
from feelingit.evaluation.prediction_table import MODEL_COLUMNS
from feelingit.evaluation.rates import Rate, Rates, unknown

SHARES = ("share_of_picture", "share_of_face")
COLUMNS = [
    *(*MODEL_COLUMNS, "tested_on", "group", "seen", "emotion", "faces"),
    *("accuracy", "low", "high"),
    *("beside", "beside_accuracy", "beside_low", "beside_high"),
    *("difference", "difference_low", "difference_high"),
    *("bare_accuracy", "cost", "cost_low", "cost_high"),
    *SHARES,
]


def shown(tested: tuple[str, ...]) -> list[str]:
    """List the conditions that have rows of their own.

    Controls stand beside theirs; those of a second kind have rows too.
    """
    names = standing(tested)
    beside = {control_beside(name, tested) for name in names}
    return names + [name for name in tested if group_of(name) == "control" and name not in beside]


def coverings_table(answers: Answers, by_emotion: Rates, shares: pd.DataFrame) -> pd.DataFrame:
    """Compare each condition with its control and with the bare face, for all and each emotion.

    Args:
        answers: Of one model.
        by_emotion: Its rates over `SUBSETS`.
        shares: How much each condition hides: `SHARES` by `tested_on` as index; may be empty.

    Returns:
        `COLUMNS`. `difference` is the accuracy minus that of the control `beside` it (negative:
        the place costs more than its area), `cost` the bare accuracy minus the accuracy.
    """
    rows = [
        _row(answers, by_emotion, name, subset) | _hidden(shares, name)
        for name in shown(answers.conditions)
        for subset in range(len(SUBSETS))
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(answers: Answers, by_emotion: Rates, name: str, subset: int) -> dict[str, Any]:
    beside = control_beside(name, answers.conditions)
    nothing = unknown(len(by_emotion.values))

    def rate(condition: str) -> Rate:
        if condition not in answers.conditions:
            return nothing
        return by_emotion.at(answers.conditions.index(condition), subset)

    own, control, bare = rate(name), rate(beside), rate(BARE)
    return {
        **{column: getattr(answers.trained, column) for column in MODEL_COLUMNS},
        "tested_on": name,
        "group": group_of(name),
        "seen": name in answers.trained.conditions,
        "emotion": SUBSETS[subset],
        "faces": int(by_emotion.faces[subset]),
        **own.columns("accuracy"),
        "beside": beside,
        **control.columns("beside_accuracy", "beside_"),
        **(own - control).columns("difference", "difference_"),
        "bare_accuracy": bare.share,
        **(bare - own).columns("cost", "cost_"),
    }


def _hidden(shares: pd.DataFrame, name: str) -> dict[str, float]:
    if name not in shares.index:
        return dict.fromkeys(SHARES, np.nan)
    return {column: float(shares[column][name]) for column in SHARES}
