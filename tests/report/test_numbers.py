import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.report.numbers import (
    MINUS,
    MISSING,
    decimal,
    duration,
    interval,
    listed,
    millions,
    p_value,
    percent,
    points,
    signed,
)


@given(st.floats(-1, 1))
def test_percent_reads_back_within_its_last_digit(share: float) -> None:
    assert float(percent(share).replace(MINUS, "-")) == pytest.approx(100 * share, abs=0.05001)


@given(st.floats(-0.0004, 0))
def test_nothing_is_called_minus_zero(share: float) -> None:
    assert percent(share) == "0.0"


def test_missing_numbers_are_dashes() -> None:
    assert [percent(None), decimal(float("nan")), p_value(None)] == [MISSING] * 3


def test_signs_are_shown() -> None:
    assert [signed(0.021), signed(-0.021)] == ["+2.1", f"{MINUS}2.1"]


def test_one_point_is_singular() -> None:
    assert [points(0.01), points(-0.02)] == ["1.0 point", "2.0 points"]


def test_small_p_values_are_bounded() -> None:
    assert [p_value(0.0004), p_value(0.0123)] == ["< 0.001", "0.012"]


def test_intervals_are_in_percent() -> None:
    assert interval(-0.01, 0.5) == f"[{MINUS}1.0, 50.0]"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(3.21, "3.2 s"), (59, "59 s"), (61, "1 min 1 s"), (3 * 3600 + 60, "3 h 1 min")],
)
def test_durations_have_their_two_largest_units(seconds: float, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("number", "text"), [(812, "812"), (4210, "4.21 k"), (3.1e6, "3.1 M"), (1.5e9, "1.5 G")]
)
def test_large_counts_are_short(number: float, text: str) -> None:
    assert millions(number) == text


@pytest.mark.parametrize(
    ("words", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ([*"abc"], "a, b and c")]
)
def test_words_are_joined_as_in_prose(words: list[str], text: str) -> None:
    assert listed(words) == text
