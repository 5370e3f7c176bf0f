"""Whether the regions that a model looks at for disgust and for anger overlap more than others'.

What two emotions have in common is the part of their saliency that lies on the same regions: 1 for
the same shares, 0 where no region serves both. All emotions share much, for all are seen in the
middle of a face; so the pair is held against the other pairs.
"""

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.evaluation.arms import TrainedModel
from feelingit.saliency.people import people_ratings
from feelingit.study.claims.accuracy import Judged
from feelingit.study.claims.evidence import Evidence, called
from feelingit.study.claims.looking import FEWEST, METHOD_LABEL, shares_of
from feelingit.study.claims.outcomes import Finding, NotTestedError, all_hold
from feelingit.study.claims.wording import percent, points, sentence
from feelingit.types import REGIONS

PAIR = ("angry", "disgust")
DEVIATIONS = 1.96
"""Standard deviations on either side of a 95 % interval."""

Values = NDArray[np.float64]


def disgust_and_anger(evidence: Evidence) -> Judged:
    """Compare what disgust and anger have in common with what the other pairs of emotions have."""
    found, figures = [], []
    for model in evidence.models:
        for trained in evidence.baseline(model):
            one, beside = _of_model(evidence, trained)
            found.append(one)
            figures.append(f"{points(one)}, {beside}")
    opening = (
        f"{METHOD_LABEL} saliency that disgust and anger have in common over the regions, minus "
        "the mean of the other pairs of emotions"
    )
    ratings = people_ratings()
    place, pairs = rank_of_pair(overlaps(_normalised(ratings.to_numpy(np.float64))), ratings.index)
    people = f"(in people's maps of Liu et al. the pair is number {place} of {pairs})"
    return all_hold(found), sentence(opening, figures, people)


def overlaps(shares: Values) -> Values:
    """Give what each pair of profiles has in common.

    Args:
        shares: `float64 [..., m, regions]`, sums of 1.

    Returns:
        `float64 [..., m * (m - 1) / 2]`, from 0 to 1, the pairs as `itertools.combinations` does.
    """
    first, second = np.array(list(combinations(range(shares.shape[-2]), 2))).T
    return np.asarray(np.minimum(shares[..., first, :], shares[..., second, :]).sum(axis=-1))


def rank_of_pair(values: Values, emotions: "pd.Index[str]") -> tuple[int, int]:
    """Say how many pairs have as much in common as disgust and anger or more, and of how many."""
    own = values[_place(emotions)]
    return int((values >= own).sum()), len(values)


def _place(emotions: "pd.Index[str]") -> int:
    return list(combinations(emotions, 2)).index(PAIR)


def _beyond_others(values: Values, place: int) -> Values:
    others = np.delete(values, place, axis=-1)
    return np.asarray(values[..., place] - others.mean(axis=-1))


def _of_model(evidence: Evidence, trained: TrainedModel) -> tuple[Finding, str]:
    table = shares_of(evidence, trained)
    shares, deviations = _profiles(table, trained)
    place = _place(shares.index)
    values = overlaps(_normalised(shares.to_numpy(np.float64)))
    estimate = float(_beyond_others(values, place))
    # Noise lowers whatever two profiles have in common, so the spread of the drawn values is laid
    # around the estimate, and not their quantiles taken.
    margin = DEVIATIONS * float(_drawn(evidence, shares, deviations, place).std())
    name = f"{called(trained.model)} (seed {trained.seed})"
    number, pairs = rank_of_pair(values, shares.index)
    beside = f"{percent(values[place])} in common, number {number} of {pairs} pairs"
    return Finding(name, estimate, estimate - margin, estimate + margin), beside


def _profiles(table: pd.DataFrame, trained: TrainedModel) -> tuple[pd.DataFrame, Values]:
    """Give the shares, emotion by region, of emotions with enough faces, and their deviations."""
    spread = (table["ratio_high"] - table["ratio_low"]) * table["area"] / (2 * DEVIATIONS)
    known = [emotion for emotion in EMOTIONS if emotion in set(table["emotion"])]
    lacking = [emotion for emotion in PAIR if emotion not in known]
    if lacking or len(known) <= len(PAIR):
        raise NotTestedError(
            f"there are no maps of {trained.model_id} for {' and '.join(lacking) or 'others'}, "
            f"of {FEWEST} faces or more"
        )
    shares, deviations = (
        table.assign(value=values)
        .pivot_table(index="emotion", columns="region", values="value")
        .reindex(index=known, columns=list(REGIONS))
        .fillna(0.0)
        for values in (table["share"], spread)
    )
    return shares, deviations.to_numpy(np.float64)


def _drawn(evidence: Evidence, shares: pd.DataFrame, deviations: Values, place: int) -> Values:
    """Draw the shares again within their intervals, as if regions varied independently."""
    generator = np.random.default_rng(evidence.bootstrap.seed)
    noise = generator.standard_normal((evidence.bootstrap.resamples, *deviations.shape))
    drawn = np.clip(shares.to_numpy(np.float64) + deviations * noise, 0.0, None)
    return _beyond_others(overlaps(_normalised(drawn)), place)


def _normalised(shares: Values) -> Values:
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))
