from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from feelingit.saliency.people.ranks import assignment_p, permutation_p, spearman

ratings = st.lists(st.integers(0, 3), min_size=7, max_size=7)
various = ratings.filter(lambda r: len(set(r)) > 1)


@given(ratings, ratings)
def test_rho_is_scipys(ours: list[int], theirs: list[int]) -> None:
    a, b = np.array(ours, float), np.array(theirs, float)
    if len(set(ours)) > 1 and len(set(theirs)) > 1:
        assert spearman(a, b) == pytest.approx(spearmanr(a, b).statistic)
    else:
        assert np.isnan(spearman(a, b))


def test_many_orders_are_compared_at_once() -> None:
    generator = np.random.default_rng(3)
    ours, theirs = generator.integers(0, 4, (2, 5, 7)).astype(float)
    found = spearman(ours[:, None], theirs)
    assert found.shape == (5, 5)
    for i in range(5):
        for j in range(5):
            assert found[i, j] == pytest.approx(spearmanr(ours[i], theirs[j]).statistic)


@pytest.mark.parametrize("ours", [[], [1.0, 2.0], [1.0, np.nan, 2.0, 3.0], [1.0] * 4])
def test_what_cannot_be_ordered_has_no_rho_and_no_p(ours: list[float]) -> None:
    a, b = np.array(ours), np.arange(len(ours), dtype=float)
    assert np.isnan(spearman(a, b))
    assert np.isnan(permutation_p(a, b))


def by_hand(ours: np.ndarray, theirs: np.ndarray) -> float:
    """Try every order of the columns, one after another."""
    own = np.mean([spearmanr(a, b).statistic for a, b in zip(ours, theirs, strict=True)])
    every = [
        np.mean([spearmanr(a[list(o)], b).statistic for a, b in zip(ours, theirs, strict=True)])
        for o in permutations(range(ours.shape[1]))
    ]
    return float(np.mean(np.array(every) >= own - 1e-9))


def test_p_counts_the_orders_that_agree_at_least_as_well() -> None:
    generator = np.random.default_rng(1)
    for _ in range(5):
        ours, theirs = generator.integers(0, 3, (2, 2, 4)) + np.arange(4) * 0.1
        assert permutation_p(ours, theirs) == pytest.approx(by_hand(ours, theirs))
        assert permutation_p(ours[0], theirs[0]) == pytest.approx(by_hand(ours[:1], theirs[:1]))


def test_rows_that_repeat_each_other_are_not_more_evidence() -> None:
    ours, theirs = np.array([1.0, 3, 2, 5, 4, 7, 6]), np.arange(7.0)
    once = permutation_p(ours, theirs)
    assert permutation_p(np.tile(ours, (6, 1)), np.tile(theirs, (6, 1))) == pytest.approx(once)


@given(various, st.permutations(range(7)))
def test_p_is_at_least_one_order_and_falls_with_agreement(
    theirs: list[int], ours: list[int]
) -> None:
    a, b = np.array(ours, float), np.array(theirs, float)
    p = permutation_p(a, b)
    assert 1 / 5040 <= p <= 1
    # Either the order or its reverse is at least as good as the middle of all orders.
    assert p + permutation_p(-a, b) >= 1
    assert permutation_p(b, b) <= p


def test_pairs_that_belong_together_are_told_from_others() -> None:
    assert assignment_p(np.eye(4)) == pytest.approx(1 / 24)
    assert assignment_p(np.ones((4, 4))) == 1
    assert assignment_p(-np.eye(4)) == 1
    assert np.isnan(assignment_p(np.eye(2)))
    assert np.isnan(assignment_p(np.where(np.eye(4), np.nan, 0)))
