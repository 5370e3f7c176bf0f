"""Whether the emotions that survive a covering are those that people still read.

The people's side is in `evaluation.people`. They answered when they liked, so the order is
compared, not the figures.
"""

from functools import cache
from itertools import permutations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from feelingit.emotions import EMOTIONS
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.intervals import Interval, Values
from feelingit.evaluation.people import HIDDEN, Hidden, people_accuracy
from feelingit.evaluation.prediction_table import codes, correct
from feelingit.evaluation.rates import rates
from feelingit.study.claims.accuracy import Judged
from feelingit.study.claims.evidence import Evidence, called
from feelingit.study.claims.outcomes import Finding, NotTestedError, all_hold
from feelingit.study.claims.wording import ratio, sentence

Parts = NDArray[np.float64]
"""`float64 [..., 2 * 7]`: by what is hidden, as in `HIDDEN`, then by emotion."""


def people_parts() -> Parts:
    """Give how often people were right, from 0 to 1: `float64 [14]`."""
    visible = [hidden.visible for hidden in HIDDEN.values()]
    return people_accuracy()[visible].to_numpy(np.float64).T.reshape(-1)


def survive_as_for_people(evidence: Evidence) -> Judged:
    """Compare the order of emotions and visible parts between models of bare faces and people."""
    theirs = people_parts()
    found, parts = [], []
    for model in evidence.models:
        accuracy, values = _accuracy(evidence, evidence.baseline(model))
        interval = Interval.of(rank_correlation(values, theirs))
        estimate = float(rank_correlation(accuracy, theirs))
        p = permutation_p(accuracy, theirs)
        found.append(Finding(called(model), estimate, interval.low, interval.high, p))
        parts.append(_by_part(called(model), accuracy, theirs))
    opening = "Rank correlation of accuracy with people's over 7 emotions and 2 visible parts"
    return all_hold(found), sentence(opening, map(ratio, found), f"({'; '.join(parts)})")


def rank_correlation(ours: Parts, theirs: Parts) -> Values:
    """Give Spearman's rho along the last axis, mean ranks for ties; NaN where it has no meaning."""
    own, other = rankdata(ours, axis=-1), rankdata(theirs)
    own, other = own - own.mean(axis=-1, keepdims=True), other - other.mean()
    with np.errstate(invalid="ignore"):
        rho: Values = (own @ other) / np.sqrt((own**2).sum(axis=-1) * (other**2).sum())
    return rho


def permutation_p(ours: Parts, theirs: Parts) -> float:
    """Test, two-sided, whether our emotions are ordered otherwise than any other way.

    All orders of the seven emotions are tried, the same for both visible parts, so that neither
    the parts nor what an emotion has in common under both are taken for agreement.
    """
    two = ours.reshape(len(HIDDEN), len(EMOTIONS))
    every = rank_correlation(two[:, _orders()].swapaxes(0, 1).reshape(-1, ours.size), theirs)
    rho = float(rank_correlation(ours, theirs))
    tails = (every >= rho - _ROUNDING).mean(), (every <= rho + _ROUNDING).mean()
    return float(min(1.0, 2 * min(tails)))


_ROUNDING = 1e-9


@cache
def _orders() -> NDArray[np.int64]:
    return np.array(list(permutations(range(len(EMOTIONS)))), dtype=np.int64)


def _accuracy(evidence: Evidence, trained: list[TrainedModel]) -> tuple[Parts, Parts]:
    """Give a model's accuracy, and its resampled values `[resamples, 14]`; the mean over seeds."""
    names = [_covering(evidence, trained, hidden) for hidden in HIDDEN.values()]
    found = [_rates(evidence, one, names) for one in trained]
    accuracy = np.mean([rate for rate, _ in found], axis=0).reshape(-1)
    resampled = np.mean([values for _, values in found], axis=0)
    if np.isnan(accuracy).any():
        raise NotTestedError("there is an emotion without a test face")
    return accuracy, resampled.reshape(len(resampled), -1)


def _covering(evidence: Evidence, trained: list[TrainedModel], hidden: Hidden) -> str:
    name = hidden.tested(evidence.conditions(trained))
    if name is None:
        raise NotTestedError(f"the run tests neither of {' and '.join(hidden.conditions)}")
    return name


def _rates(evidence: Evidence, trained: TrainedModel, names: list[str]) -> tuple[Parts, Parts]:
    tables = [evidence.rows((trained, name)).sort_values("face_id") for name in names]
    emotions = codes(tables[0]["emotion"]) == np.arange(len(EMOTIONS))[:, None]
    right = np.stack([correct(table) for table in tables])
    found = rates(right, emotions, tables[0]["group"].to_numpy(), evidence.bootstrap)
    return found.accuracy, found.values


def _by_part(name: str, ours: Parts, theirs: Parts) -> str:
    """Say how far each part by itself agrees, and what one part gives beyond the other."""
    mine, people = (values.reshape(len(HIDDEN), -1) for values in (ours, theirs))
    eyes, mouth = (float(rank_correlation(mine[i], people[i])) for i in range(len(HIDDEN)))
    gain = float(rank_correlation(mine[1] - mine[0], people[1] - people[0]))
    return (
        f"{name} with the eyes visible {eyes:.2f}, with the mouth {mouth:.2f}; what the mouth "
        f"gives beyond the eyes {gain:.2f}"
    )
