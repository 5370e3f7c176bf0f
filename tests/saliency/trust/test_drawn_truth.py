from io import StringIO

import numpy as np
import pandas as pd
import pytest

from feelingit.saliency.trust import truth_rows


def table(passes: list[object], ratios: tuple[float, ...] = (3.0, 1.5, 2.0)) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "model": "vgg16",
            "method": "grad_cam",
            "region": ["mouth", "brows", "eyes"],
            "ratio": ratios,
            "low": [ratio - 0.2 for ratio in ratios],
            "high": [ratio + 0.2 for ratio in ratios],
            "faces": [30, 40, 50],
            "passes": pd.Series(passes, dtype=object),
        }
    )


def one(frame: pd.DataFrame, model: str = "vgg16") -> dict[str, object]:
    rows = truth_rows(frame, model, "grad_cam")
    assert rows["test"].tolist() == ["truth"]
    return dict(rows.iloc[0])


def test_the_region_that_is_found_worst_speaks_for_the_method() -> None:
    row = one(table([True, True, True]))
    assert row["value"] == 1.5
    assert row["low"] == pytest.approx(1.3)
    assert row["high"] == pytest.approx(1.7)
    assert row["reference"] == 1
    assert row["passes"] is True
    assert row["faces"] == 120


def test_one_region_that_is_missed_is_enough_to_fail() -> None:
    assert one(table([True, False, True]))["passes"] is False


def test_a_network_that_learnt_nothing_says_nothing_about_the_method() -> None:
    row = one(table([True, None, True]))
    assert row["passes"] is True
    assert row["value"] == 2.0
    assert row["faces"] == 80
    assert one(table([None, None, None]))["passes"] is None


def test_verdicts_are_understood_as_they_are_read_from_a_file() -> None:
    text = table([True, None, False]).to_csv(index=False)
    read = pd.read_csv(StringIO(text))
    assert one(read)["passes"] is False


def test_a_model_without_drawn_faces_has_an_empty_row() -> None:
    row = one(table([True, True, True]), model="compact")
    assert row["passes"] is None
    assert np.isnan(row["value"])
    assert row["faces"] == 0
