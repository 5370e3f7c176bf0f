"""Whether training with some coverings helps against others: every arm beside the bare one.

Accuracy is averaged over the conditions of a set, each counting alike, and differences are paired
by face.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from feelingit.evaluation.answers import Answers
from feelingit.evaluation.arms import BARE, TrainedModel, bare_model
from feelingit.evaluation.comparison import holm, sign_flip
from feelingit.evaluation.kinds import EVERYDAY, everyday, group_of
from feelingit.evaluation.prediction_table import MODEL_COLUMNS
from feelingit.evaluation.rates import Rates

COLUMNS = [
    *(*MODEL_COLUMNS, "other", "what", "by", "group", "conditions", "faces"),
    *("accuracy", "other_accuracy", "difference", "low", "high", "p", "p_holm"),
]
ALONE = ("shape", "band")
"""Groups that are not met in life: they have rows of their own and no part in the others."""


@dataclass(frozen=True)
class What:
    """Conditions whose mean is compared.

    Attributes:
        what: Their name in the table: `bare`, `seen`, `unseen mask`, and for what another arm has
            seen or not, `unseen by coverings`, `unseen by coverings: mask`.
        by: The arm that saw them in training, or did not.
        group: `all`, or the only one of which they are.
        names: The conditions.
    """

    what: str
    by: str
    group: str
    names: list[str]


def unseen_table(models: list[tuple[Answers, Rates]]) -> pd.DataFrame:
    """Compare every arm with the arm of the same network and seed that saw bare faces alone.

    Args:
        models: The answers of each and its rates, whose first subset is all faces.

    Returns:
        `COLUMNS`, one row an arm and set. `other` is the bare arm, `conditions` how many the set
        has, `p` that of an exact two-sided sign-flip test of the faces' mean differences and
        `p_holm` the same after Holm's correction over the table. `seen` and `unseen` are of
        coverings as in life; for an arm that saw none of them, `seen` is what it saw instead.
    """
    rows = []
    for mine in models:
        trained = mine[0].trained
        alike = [m for m in models if _kind(m[0].trained) == _kind(trained)]
        others = [answers for answers, _ in alike if answers.trained != trained]
        bare = bare_model((a.trained for a in others), trained.model, trained.seed,
                          control=trained.control)  # fmt: skip
        if bare is not None:
            other = next(m for m in alike if m[0].trained == bare)
            rows += [_row(mine, other, what) for what in sets(mine[0], others)]
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["p_holm"] = holm(table["p"].astype(float))
    return table


def _kind(trained: TrainedModel) -> tuple[str, int]:
    return trained.model, trained.seed


def sets(mine: Answers, others: list[Answers]) -> list[What]:
    """List the sets on which an arm is compared: its own, then those of other arms."""
    arm = mine.trained.arm
    found = [What("bare", arm, "all", [BARE]), *_of(mine)]
    for other in others:
        # An arm that saw nothing everyday leaves all of it unseen, as everyone's own rows say.
        if everyday(other.trained.masks):
            found += [_named_by(what) for what in _of(other)]
    return [what for what in found if what.names and set(what.names) <= set(mine.conditions)]


def _of(answers: Answers) -> list[What]:
    """Part what was tested by what an arm has seen in training."""
    arm = answers.trained.arm
    seen = [name for name in answers.trained.masks if name in answers.conditions]
    unseen = [name for name in answers.conditions if name not in seen and name != BARE]
    return [
        What("seen", arm, "all", everyday(seen) or seen),
        *_by_group("seen", arm, seen if everyday(seen) else []),
        What("unseen", arm, "all", everyday(unseen)),
        *_by_group("unseen", arm, unseen),
    ]


def _by_group(what: str, arm: str, names: list[str]) -> list[What]:
    return [
        What(f"{what} {group}", arm, group, [name for name in names if group_of(name) == group])
        for group in (*EVERYDAY, *ALONE)
    ]


def _named_by(what: What) -> What:
    """Name a set by the arm whose it is."""
    kind, _, group = what.what.partition(" ")
    return replace(what, what=f"{kind} by {what.by}" + (f": {group}" if group else ""))


def _row(mine: tuple[Answers, Rates], bare: tuple[Answers, Rates], what: What) -> dict[str, Any]:
    (answers, rates), (other, other_rates) = mine, bare
    here, there = answers.places(what.names), other.places(what.names)
    own, others = rates.mean(here), other_rates.mean(there)
    gain = answers.right[here].sum(axis=0) - other.right[there].sum(axis=0, dtype=np.int64)
    by_group = pd.Series(gain).groupby(answers.faces.group).sum()
    return {
        **{column: getattr(answers.trained, column) for column in MODEL_COLUMNS},
        "other": other.trained.arm,
        "what": what.what,
        "by": what.by,
        "group": what.group,
        "conditions": len(what.names),
        "faces": len(answers.faces),
        "accuracy": own.share,
        "other_accuracy": others.share,
        **(own - others).columns("difference"),
        "p": sign_flip(by_group),
    }
