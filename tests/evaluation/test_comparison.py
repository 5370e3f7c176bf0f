from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import mcnemar as statsmodels_mcnemar

from feelingit.errors import InputError
from feelingit.evaluation.comparison import compare, holm, mcnemar, pooled_difference, sign_flip
from feelingit.evaluation.intervals import Bootstrap

from .conftest import rows_of

FEW = Bootstrap(200)
R, W = ("happy", "happy"), ("happy", "sad")


def test_a_case_by_hand() -> None:
    """Of 8 faces a alone is right on 3, b alone on 1: p = 2 (1 + 4) / 16."""
    found = compare(rows_of([R, R, R, W, R, R, R, W]), rows_of([W, W, W, R, R, R, R, W]), FEW)
    assert (found.n, found.only_a, found.only_b) == (8, 3, 1)
    assert (found.accuracy_a, found.accuracy_b, found.difference) == (0.75, 0.5, 0.25)
    assert found.p == pytest.approx(10 / 16)
    assert found.low <= 0.25 <= found.high
    assert len(found.values) == 200


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_is_statsmodels(only_a: int, only_b: int) -> None:
    expected = statsmodels_mcnemar([[5, only_a], [only_b, 5]], exact=True).pvalue
    assert mcnemar(only_a, only_b) == pytest.approx(1.0 if only_a + only_b == 0 else expected)


def test_faces_are_matched_by_identity_not_by_place(some_rows: pd.DataFrame) -> None:
    other = some_rows.assign(predicted="happy")
    shuffled = other.sample(frac=1, random_state=0)
    a, b = compare(some_rows, other, FEW), compare(some_rows, shuffled, FEW)
    assert (a.difference, a.low, a.high, a.p) == (b.difference, b.low, b.high, b.p)


def test_the_other_way_round_the_difference_changes_its_sign(some_rows: pd.DataFrame) -> None:
    other = some_rows.assign(predicted="happy")
    a, b = compare(some_rows, other, FEW), compare(other, some_rows, FEW)
    assert a.difference == -b.difference
    assert a.p == b.p
    np.testing.assert_array_equal(a.values, -b.values)  # noqa: PD011 - no table


def test_a_table_does_not_differ_from_itself(some_rows: pd.DataFrame) -> None:
    found = compare(some_rows, some_rows, FEW)
    assert (found.difference, found.low, found.high, found.p) == (0, 0, 0, 1)


def test_other_faces_are_refused() -> None:
    rows = rows_of([R, R, W])
    with pytest.raises(InputError, match=r"3 and 2 faces, 1 .* for example test/00002.png"):
        compare(rows, rows.iloc[:2], FEW)
    with pytest.raises(InputError, match=r"test/00001\.png has another emotion"):
        compare(rows, rows_of([R, ("sad", "sad"), W]), FEW)
    with pytest.raises(InputError, match="has another group"):
        compare(rows, rows_of([R, R, W], groups=[0, 0, 1]), FEW)
    with pytest.raises(InputError, match="stands twice"):
        compare(pd.concat([rows, rows]), rows, FEW)
    with pytest.raises(InputError, match="0 and 0 faces"):
        compare(rows.iloc[:0], rows.iloc[:0], FEW)


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 5))
def test_flipping_signs_of_single_faces_is_mcnemars_test(up: int, down: int, same: int) -> None:
    differences = [1] * up + [-1] * down + [0] * same
    assert sign_flip(differences) == pytest.approx(mcnemar(up, down))


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(-4, 4), max_size=10))
def test_flipping_signs_is_what_trying_all_signs_gives(differences: list[int]) -> None:
    sums = [
        sum(sign * value for sign, value in zip(signs, differences, strict=True))
        for signs in product((-1, 1), repeat=len(differences))
    ]
    as_extreme = [abs(total) >= abs(sum(differences)) for total in sums]
    assert sign_flip(differences) == pytest.approx(np.mean(as_extreme))


def test_one_pair_pooled_is_that_pair_compared(some_rows: pd.DataFrame) -> None:
    other = some_rows.assign(predicted="happy")
    one, pooled = compare(some_rows, other, FEW), pooled_difference([(some_rows, other)], FEW)
    assert (pooled.difference, pooled.low, pooled.high) == (one.difference, one.low, one.high)
    assert pooled.p == pytest.approx(one.p)
    assert pooled.seeds == 1


def test_seeds_are_averaged_and_not_taken_for_more_faces() -> None:
    """The same pair three times over says no more than once."""
    a, b = rows_of([R] * 6 + [W] * 2), rows_of([W] * 6 + [R] * 2)
    once, thrice = pooled_difference([(a, b)], FEW), pooled_difference([(a, b)] * 3, FEW)
    assert thrice.difference == once.difference
    assert thrice.p == pytest.approx(once.p)
    assert (thrice.low, thrice.high) == pytest.approx((once.low, once.high))
    mixed = pooled_difference([(a, b), (a, a)], FEW)
    assert mixed.difference == once.difference / 2


def test_copies_are_one_face_to_the_pooled_test() -> None:
    a, b = (rows_of([r] * 12, groups=[0, 1, 2] * 4) for r in (R, W))
    assert pooled_difference([(a, b)], FEW).p == pytest.approx(2 / 2**3)


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, np.nan, 0.03])[[0, 1, 3]] == pytest.approx([0.03, 0.06, 0.06])
    assert np.isnan(holm([0.01, np.nan])[1])
    assert holm([]).size == 0


@settings(deadline=None, max_examples=10)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_never_lowers_p_and_keeps_the_order(p: list[float]) -> None:
    corrected = holm(p)
    assert (corrected >= np.array(p) - 1e-12).all()
    assert (np.diff(corrected[np.argsort(p, kind="stable")]) >= -1e-12).all()
    assert corrected.max() <= 1
