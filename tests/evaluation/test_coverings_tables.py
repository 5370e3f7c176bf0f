import numpy as np
import pandas as pd
import pytest

from feelingit.errors import InputError
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.coverings_tables import coverings_tables
from feelingit.landmarks import TRUSTED

from .covered_rows import BARE_ARM, TWO, said_under

SOME = TrainedModel("compact", "some", control=True, trained_on="none+scarf", seed=0)
TESTED = {"none": TWO, "scarf": ("sad",) * 4, "scarf@box": TWO, "cap": TWO, "below_20": TWO}
FACES = [f"test/{i:05d}.png" for i in range(4)]


@pytest.fixture
def predictions() -> pd.DataFrame:
    return pd.concat([said_under(TESTED, trained=arm) for arm in (BARE_ARM, SOME)])


def test_all_tables_are_made_of_one_runs_predictions(predictions: pd.DataFrame) -> None:
    shares = pd.DataFrame(
        {"tested_on": ["scarf"], "share_of_picture": [0.3], "share_of_face": [0.5]}
    )
    quality = pd.Series([TRUSTED, TRUSTED, TRUSTED, TRUSTED - 0.01], index=FACES)
    tables = coverings_tables(predictions, shares, quality, resamples=100)
    assert list(tables) == ["coverings", "flows", "growth", "trust", "unseen"]
    for name, table in tables.items():
        assert set(table["arm"]) == ({"some"} if name == "unseen" else {"bare", "some"})
        assert table.index.equals(pd.RangeIndex(len(table)))
    scarf = tables["coverings"][tables["coverings"]["tested_on"] == "scarf"]
    assert set(scarf["share_of_face"]) == {0.5}
    assert set(tables["trust"].loc[tables["trust"]["which"] == "untrusted", "n"]) == {1}


def test_what_was_not_measured_is_left_out(predictions: pd.DataFrame) -> None:
    bare = predictions[predictions["arm"] == "bare"]
    without_growth = bare[bare["tested_on"] != "below_20"]
    assert list(coverings_tables(without_growth, None, None, resamples=100)) == [
        "coverings",
        "flows",
    ]


def test_a_run_without_coverings_has_none_of_them() -> None:
    bands = said_under({"none": TWO, "eyes": TWO, "box_quarter": TWO, "eyes_cut": TWO})
    assert coverings_tables(bands, None, None) == {}


def test_an_unknown_condition_is_refused(predictions: pd.DataFrame) -> None:
    wrong = predictions.replace({"tested_on": {"cap": "sunglases"}})
    with pytest.raises(InputError, match="did you mean sunglasses"):
        coverings_tables(wrong, None, None)


def test_the_same_seed_gives_the_same_tables(predictions: pd.DataFrame) -> None:
    quality = pd.Series(np.linspace(0, 1, 4), index=FACES)
    first, again = (
        coverings_tables(predictions, None, quality, resamples=100, seed=3) for _ in range(2)
    )
    for name, table in first.items():
        pd.testing.assert_frame_equal(table, again[name])
