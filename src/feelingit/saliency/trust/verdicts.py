"""When a method passes: the rules, written down before any result was seen.

Every test compares a value of each face with a bound, or with a second value of the same face
(paired). It passes where the mean difference lies on the wanted side of 0 beyond the bootstrap's
95 %. Knows nothing about how the values come about.
"""

from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.saliency.trust.estimates import estimate

Values = NDArray[np.float64]

COLUMNS = ("test", "value", "low", "high", "reference", "passes", "faces")
FEWEST = 5
"""Faces below which nothing is decided: resamples of so few say nothing about other faces."""


class Rule(NamedTuple):
    """What passing a test means.

    Attributes:
        side: On which side of the reference the value has to lie.
        bound: The reference where faces have none of their own; None: then nothing is decided.
        value: What is measured on each face.
        why: Why so.
    """

    side: Literal["above", "below"]
    bound: float | None
    value: str
    why: str


def _faithful(kind: str, other: str, why: str) -> Rule:
    return Rule("above", 0.0, f"area between the {kind} curves of {other} and of the map", why)


RANDOM = "by lot, whatever is hidden, an answer fades; a map has to know better"
CENTER = "faces lie in the middle of their pictures: who looks there knows nothing of the face"
MEAN_FACE = "a map that knows only where faces of this emotion differ is not about this face"

RULES: dict[str, Rule] = {
    "deletion": _faithful("deletion", "a random order", RANDOM),
    "deletion_center": _faithful("deletion", "the centre bias", CENTER),
    "deletion_mean_face": _faithful("deletion", "the mean face's map", MEAN_FACE),
    "insertion": _faithful("insertion", "a random order", RANDOM),
    "insertion_center": _faithful("insertion", "the centre bias", CENTER),
    "insertion_mean_face": _faithful("insertion", "the mean face's map", MEAN_FACE),
    "randomised": Rule(
        "below",
        0.5,
        "similarity to the map of the same network with fresh weights in all its layers",
        "a map of what was learnt is gone when that is gone (Adebayo et al. 2018). All layers, "
        "for fresh upper ones alone leave much of a map in place for good reasons (Binder et al. "
        "2023). Maps of faces are alike in any case, so the reference is how alike they are when "
        "the same was learnt: maps of networks of other seeds; a half where there is none",
    ),
    "shuffled": Rule(
        "below",
        0.5,
        "similarity to the map of the same network trained on shuffled labels",
        "a network that learnt faces by heart looks elsewhere than one that learnt emotions "
        "(Adebayo et al. 2018); the reference as for `randomised`",
    ),
    "seeds": Rule(
        "above",
        None,
        "similarity to the map of the same face by the same network trained with another seed",
        "where a seed changes a map more than another face of the same emotion does, the map "
        "tells more of the accident of training than of the face; the reference is the similarity "
        "to the same network's maps of other faces that it was asked about the same emotion",
    ),
    "noise": Rule(
        "above",
        0.7,
        "similarity to the map of the same face with a little noise",
        "what changes no answer must change no map (Alvarez-Melis and Jaakkola 2018; Yeh et al. "
        "2019); from 0.7 on, about half of the variance of ranks is shared",
    ),
}
"""By test, in the order of the table."""


def decide(
    test: str, values: Values, paired: Values | None = None, *, resamples: int, seed: int
) -> dict[str, object]:
    """Hold what was measured against a test's rule.

    Args:
        test: Of `RULES`.
        values: `float64 [n]`, of each face; NaN where undefined, as for a constant map.
        paired: `float64 [n]`, what each face's value is compared with; by default the rule's
            bound.
        resamples: Of the bootstrap.
        seed: Of the bootstrap.

    Returns:
        A row of `COLUMNS`: the mean value with its interval, the mean of what it was compared
        with, whether it passes (None where that cannot be said), and over how many faces: those
        of which both are defined.
    """
    rule = RULES[test]
    against = np.full(len(values), _bound(rule)) if paired is None else paired
    known = ~np.isnan(values) & ~np.isnan(against)
    # Without anything to compare with, the value itself still stands in the table.
    shown = known if known.any() else ~np.isnan(values)
    mean = estimate(values[shown], resamples, seed)
    ahead = estimate((values - against)[known], resamples, seed)
    beyond = ahead.low > 0 if rule.side == "above" else ahead.high < 0
    return {
        "test": test,
        "value": mean.value,
        "low": mean.low,
        "high": mean.high,
        "reference": float(against[known].mean()) if known.any() else np.nan,
        "passes": bool(beyond) if ahead.faces >= FEWEST else None,
        "faces": mean.faces,
    }


def not_run(test: str) -> dict[str, object]:
    """Give the row of a test for which something is missing: a second network, say."""
    return dict(zip(COLUMNS, (test, np.nan, np.nan, np.nan, np.nan, None, 0), strict=True))


def table_of(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Put rows into one table, `passes` as True, False or None."""
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"passes": object})


def _bound(rule: Rule) -> float:
    return np.nan if rule.bound is None else rule.bound
