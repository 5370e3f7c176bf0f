"""Paired comparisons: two tables of predictions of the same faces.

McNemar's exact test (McNemar 1947), its extension to the mean of several seeds, the bootstrap of
the difference, and Holm's correction (Holm 1979). Knows nothing about what is compared or why.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom, binomtest
from statsmodels.stats.multitest import multipletests

from feelingit.errors import InputError
from feelingit.evaluation.intervals import Bootstrap, Interval, Values
from feelingit.evaluation.prediction_table import correct

Pair = tuple[pd.DataFrame, pd.DataFrame]


@dataclass(frozen=True)
class Comparison:
    """How two tables of predictions differ; accuracies and differences from -1 to 1.

    Attributes:
        n: Faces.
        accuracy_a: Of the first table.
        accuracy_b: Of the second.
        difference: First minus second.
        low: Of the difference's 95 % interval.
        high: Of the difference's 95 % interval.
        only_a: Faces that only the first names rightly.
        only_b: Faces that only the second names rightly.
        p: McNemar's exact test, two-sided.
        values: `float64 [resamples]`, the resampled differences.
    """

    n: int
    accuracy_a: float
    accuracy_b: float
    difference: float
    low: float
    high: float
    only_a: int
    only_b: int
    p: float
    values: Values = field(repr=False)


@dataclass(frozen=True)
class Pooled:
    """The mean difference of several pairs of tables, one pair a seed; see `pooled_difference`."""

    n: int
    seeds: int
    accuracy_a: float
    accuracy_b: float
    difference: float
    low: float
    high: float
    p: float
    values: Values = field(repr=False)


def compare(
    predictions_a: pd.DataFrame, predictions_b: pd.DataFrame, bootstrap: Bootstrap | None = None
) -> Comparison:
    """Compare two tables of predictions of the same faces, matched by `face_id`.

    Raises:
        InputError: The faces, their emotions or their groups are not the same in both.
    """
    a, b = matched(predictions_a, predictions_b)
    right_a, right_b = correct(a), correct(b)
    differences = right_a.astype(np.int64) - right_b
    interval = Interval.of((bootstrap or Bootstrap()).ratio(differences, a["group"]))
    only_a, only_b = int((differences > 0).sum()), int((differences < 0).sum())
    return Comparison(
        n=len(a),
        accuracy_a=float(right_a.mean()),
        accuracy_b=float(right_b.mean()),
        difference=float(differences.mean()),
        low=interval.low,
        high=interval.high,
        only_a=only_a,
        only_b=only_b,
        p=mcnemar(only_a, only_b),
        values=interval.values,
    )


def matched(a: pd.DataFrame, b: pd.DataFrame) -> Pair:
    """Bring two tables into one order of faces.

    Returns:
        Both with the index `face_id`, sorted, and the columns `emotion, predicted, group`.

    Raises:
        InputError: The tables are empty, or their faces, emotions or groups are not the same.
    """
    for table in (a, b):
        if table["face_id"].duplicated().any():
            twice = table.loc[table["face_id"].duplicated(), "face_id"].iloc[0]
            raise InputError(f"face {twice} stands twice in one side of a paired comparison")
    needed = ["face_id", "emotion", "predicted", "group"]
    a, b = (table[needed].set_index("face_id").sort_index() for table in (a, b))
    if a.empty or not a.index.equals(b.index):
        alone = a.index.symmetric_difference(b.index)
        example = f", for example {alone[0]}" if len(alone) else ""
        raise InputError(
            f"a paired comparison needs the same faces on both sides: {len(a)} and {len(b)} "
            f"faces, {len(alone)} of them on one side alone{example}"
        )
    for column in ("emotion", "group"):
        differ = a.index[a[column].to_numpy() != b[column].to_numpy()]
        if len(differ):
            raise InputError(f"face {differ[0]} has another {column} on each side of a comparison")
    return a, b


def mcnemar(only_a: int, only_b: int) -> float:
    """Test exactly, two-sided, whether each side is right alone equally often."""
    if only_a + only_b == 0:
        return 1.0
    return float(binomtest(only_a, only_a + only_b, 0.5).pvalue)


def pooled_difference(pairs: Sequence[Pair], bootstrap: Bootstrap | None = None) -> Pooled:
    """Compare two kinds of model by the mean of their difference over seeds.

    Each face counts with its mean difference over the pairs, each group with the sum of its
    faces, so that neither seeds nor copies are taken for independent faces. The interval and the
    p value speak of other faces, for these trained models; they do not speak of other seeds.

    Args:
        pairs: One a seed: the predictions of the two sides; all of the same faces.
        bootstrap: Draws the resamples of the interval.

    Raises:
        InputError: The faces are not the same throughout.
    """
    first = pairs[0][0]
    aligned = [(matched(first, a)[1], matched(first, b)[1]) for a, b in pairs]
    right_a = np.stack([correct(a) for a, _ in aligned])
    right_b = np.stack([correct(b) for _, b in aligned])
    differences = right_a.sum(axis=0, dtype=np.int64) - right_b.sum(axis=0, dtype=np.int64)
    groups = aligned[0][0]["group"]
    values = (bootstrap or Bootstrap()).ratio(differences, groups) / len(pairs)
    interval = Interval.of(values)
    return Pooled(
        n=len(groups),
        seeds=len(pairs),
        accuracy_a=float(right_a.mean()),
        accuracy_b=float(right_b.mean()),
        difference=float(differences.mean() / len(pairs)),
        low=interval.low,
        high=interval.high,
        p=sign_flip(pd.Series(differences).groupby(groups.to_numpy()).sum()),
        values=values,
    )


def sign_flip(differences: ArrayLike) -> float:
    """Test exactly, two-sided, whether whole differences are symmetric about 0.

    Under the null hypothesis each difference could as well have had the other sign (Fisher 1935).
    The distribution of the sum over all signs is worked out whole: the differences of size k add
    up to k times a shifted binomial, and the sizes are convolved. With differences of -1, 0 and 1
    this is McNemar's exact test.

    Args:
        differences: `[n]`, whole numbers.
    """
    values = np.asarray(differences, dtype=np.int64)
    sizes, counts = np.unique(np.abs(values[values != 0]), return_counts=True)
    chances: NDArray[np.float64] = np.ones(1)
    for size, count in zip(sizes, counts, strict=True):
        steps = np.zeros(2 * size * count + 1)
        steps[:: 2 * size] = binom.pmf(np.arange(count + 1), count, 0.5)
        chances = np.convolve(chances, steps)
    sums = np.arange(len(chances)) - len(chances) // 2
    return float(min(1.0, chances[np.abs(sums) >= abs(values.sum())].sum()))


def holm(p: ArrayLike) -> Values:
    """Correct p values for their number by Holm's method; NaN stays NaN and is not counted."""
    raw = np.asarray(p, dtype=np.float64)
    corrected = np.full(raw.shape, np.nan)
    known = ~np.isnan(raw)
    if known.any():
        corrected[known] = multipletests(raw[known], method="holm")[1]
    return corrected
