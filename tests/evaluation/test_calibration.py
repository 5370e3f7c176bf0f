import pandas as pd
import pytest

from feelingit.evaluation.calibration import expected_calibration_error, reliability_table

from .conftest import rows_of

RIGHT, WRONG = ("happy", "happy"), ("happy", "sad")


def mixed() -> pd.DataFrame:
    sure = rows_of([RIGHT, RIGHT, RIGHT, WRONG], confidence=0.95)
    unsure = rows_of([RIGHT, WRONG], confidence=0.5)
    return pd.concat([sure, unsure], ignore_index=True)


def test_a_case_by_hand() -> None:
    """0.95 is in the 15th bin, 0.5 in the 8th; the gaps are 0.2 for 4 faces and 0 for 2."""
    table = reliability_table(mixed())
    assert table["bin"].tolist() == [7, 14]
    assert table["count"].tolist() == [2, 4]
    assert table["accuracy"].tolist() == [0.5, 0.75]
    assert table["confidence"].tolist() == pytest.approx([0.5, 0.95])
    assert expected_calibration_error(mixed()) == pytest.approx(0.2 * 4 / 6, abs=1e-6)


def test_who_is_sure_and_right_is_calibrated() -> None:
    assert expected_calibration_error(rows_of([RIGHT] * 5, confidence=1.0)) == pytest.approx(0)


def test_who_is_sure_and_wrong_is_not() -> None:
    assert expected_calibration_error(rows_of([WRONG] * 5, confidence=1.0)) == pytest.approx(1)


def test_every_face_is_in_a_bin(some_rows: pd.DataFrame) -> None:
    assert reliability_table(some_rows)["count"].sum() == len(some_rows)
