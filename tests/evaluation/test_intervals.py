import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from feelingit.evaluation.intervals import Bootstrap, Interval, score_intervals
from feelingit.evaluation.prediction_table import codes


def test_a_resample_draws_as_many_groups_as_there_are() -> None:
    sums = Bootstrap(200).sums(np.ones((50, 1)), np.arange(50))
    assert (sums == 50).all()


def test_faces_of_one_group_come_and_go_together() -> None:
    values = np.stack([[1, 0, 0, 0], [0, 1, 0, 0]], axis=1)
    sums = Bootstrap(200).sums(values, [5, 5, 9, 9])
    np.testing.assert_array_equal(sums[:, 0], sums[:, 1])
    assert set(sums[:, 0]) == {0, 1, 2}


def test_copies_widen_the_interval_as_the_fewer_independent_faces_they_are() -> None:
    right = np.resize([0, 1], 400)
    copied = np.repeat(right, 4)
    alone = Interval.of(Bootstrap().ratio(right, np.arange(400)))
    grouped = Interval.of(Bootstrap().ratio(copied, np.repeat(np.arange(400), 4)))
    naive = Interval.of(Bootstrap().ratio(copied, np.arange(1600)))
    assert (grouped.low, grouped.high) == (alone.low, alone.high)
    assert naive.high - naive.low == pytest.approx((alone.high - alone.low) / 2, rel=0.1)


@settings(deadline=None, max_examples=20)
@given(st.integers(2, 60), st.integers(0, 10))
def test_a_symmetric_interval_contains_the_estimate(half: int, seed: int) -> None:
    right = np.repeat([0, 1], half)
    interval = Interval.of(Bootstrap(300, seed).ratio(right, np.arange(2 * half)))
    assert interval.low <= 0.5 <= interval.high


def test_a_seed_gives_the_same_values_and_another_seed_others() -> None:
    right = np.resize([0, 1, 1], 90)
    first, again, other = (Bootstrap(50, s).ratio(right, np.arange(90)) for s in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_resampled_scores_are_those_of_the_resampled_faces(some_rows: pd.DataFrame) -> None:
    """Draw the same faces one by one and let scikit-learn score them."""
    true, said = codes(some_rows["emotion"]), codes(some_rows["predicted"])
    n = len(true)
    intervals = score_intervals(true, said, np.arange(n), Bootstrap(20, seed=3), classes=7)
    generator = np.random.default_rng(3)
    for accuracy, macro_f1 in zip(
        intervals.accuracy.values, intervals.macro_f1.values, strict=True
    ):
        drawn = generator.integers(n, size=n)
        assert accuracy == pytest.approx((true == said)[drawn].mean())
        assert macro_f1 == pytest.approx(f1_score(true[drawn], said[drawn], average="macro"))


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    """95 % of 300 draws, give or take three standard errors and the bootstrap's own bias."""
    generator = np.random.default_rng(11)
    bootstrap, groups = Bootstrap(400), np.arange(150)
    hits = 0
    for _ in range(300):
        interval = Interval.of(bootstrap.ratio(generator.random(150) < 0.6, groups))
        hits += interval.low <= 0.6 <= interval.high
    assert 0.90 <= hits / 300 <= 0.99


def test_undefined_values_are_passed_over() -> None:
    assert Interval.of(np.array([np.nan, 1.0, 1.0])).low == 1
    assert np.isnan(Interval.of(np.array([np.nan])).low)
