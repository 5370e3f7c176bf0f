import numpy as np
import pandas as pd
import pytest

from feelingit.evaluation.answers import answers
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.coverings import COLUMNS, coverings_table, shown
from feelingit.evaluation.intervals import Bootstrap
from feelingit.evaluation.rates import rates

from .covered_rows import TWO, said_under

SAID = {
    "none": TWO,
    "low_light": TWO,
    "sunglasses": ("happy", "sad", "sad", "fear"),
    "sunglasses@box": ("happy", "happy", "sad", "fear"),
    "sunglasses@blur": TWO,
    "forehead": ("sad", "sad", "sad", "sad"),
    "box_quarter": ("happy", "sad", "sad", "sad"),
    "below_40": TWO,
}
TRAINED = TrainedModel("compact", "arm", control=True, trained_on="none+sunglasses", seed=4)
SHARES = pd.DataFrame(
    {"tested_on": ["sunglasses"], "share_of_picture": [0.12], "share_of_face": [0.2]}
).set_index("tested_on")


def table_of(said: dict[str, tuple[str, ...]] = SAID) -> pd.DataFrame:
    (found,) = answers(said_under(said, trained=TRAINED))
    by_emotion = rates(found.right, found.faces.subsets, found.faces.group, Bootstrap(200))
    return coverings_table(found, by_emotion, SHARES)


def row(table: pd.DataFrame, name: str, emotion: str = "all") -> pd.Series:
    (found,) = [r for _, r in table.iterrows() if (r["tested_on"], r["emotion"]) == (name, emotion)]
    return found


def test_a_covering_stands_beside_its_control_and_the_bare_face() -> None:
    table = table_of()
    assert list(table.columns) == COLUMNS
    found = row(table, "sunglasses")
    expected = {
        "arm": "arm", "seed": 4, "trained_on": "none+sunglasses", "group": "eyewear",
        "faces": 4, "accuracy": 0.5, "beside": "sunglasses@box", "beside_accuracy": 0.75,
        "difference": -0.25, "bare_accuracy": 1.0, "cost": 0.5, "share_of_picture": 0.12,
        "share_of_face": 0.2,
    }  # fmt: skip
    assert found[list(expected)].to_dict() == expected
    assert found["low"] <= 0.5 <= found["high"]
    assert found["difference_low"] <= -0.25 <= found["difference_high"] <= 0
    assert 0 <= found["cost_low"] <= 0.5 <= found["cost_high"]


def test_each_emotion_has_a_row_of_its_own_faces() -> None:
    happy, fear = row(table_of(), "sunglasses", "happy"), row(table_of(), "sunglasses", "fear")
    assert (happy["faces"], happy["accuracy"], happy["difference"]) == (2, 0.5, -0.5)
    assert fear["faces"] == 0
    assert np.isnan(fear["accuracy"])


def test_what_hides_nothing_has_no_control() -> None:
    found = row(table_of(), "low_light")
    assert found["beside"] == ""
    assert np.isnan(found["difference"])
    assert found["cost"] == found["cost_low"] == found["cost_high"] == 0
    assert np.isnan(found["share_of_face"])


def test_a_band_stands_beside_the_random_box_of_its_area() -> None:
    found = row(table_of(), "forehead")
    assert (found["beside"], found["difference"]) == ("box_quarter", -0.25)


def test_what_was_seen_in_training_is_marked() -> None:
    seen = table_of().groupby("tested_on")["seen"].all()
    assert set(seen.index[seen]) == {"none", "sunglasses"}


def test_controls_and_growing_ones_stand_beside_others_only() -> None:
    assert shown(tuple(SAID)) == [
        "none", "low_light", "sunglasses", "forehead", "box_quarter", "sunglasses@blur",
    ]  # fmt: skip


def test_a_control_of_another_kind_takes_the_place_of_one_not_tested() -> None:
    said = {name: SAID[name] for name in ("none", "sunglasses", "sunglasses@blur")}
    table = table_of(said)
    assert row(table, "sunglasses")["beside"] == "sunglasses@blur"
    assert "sunglasses@blur" not in set(table["tested_on"])


def test_without_bare_faces_there_is_no_cost() -> None:
    table = table_of({"sunglasses": SAID["sunglasses"]})
    assert row(table, "sunglasses")["accuracy"] == pytest.approx(0.5)
    assert table[["bare_accuracy", "cost", "cost_low"]].isna().all().all()
