import numpy as np
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.saliency.people import (
    SOURCES,
    action_units,
    people_ratings,
    region_weights,
    source_values,
    upper_minus_lower,
)
from feelingit.types import REGIONS


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_gives_a_value_for_each_region_of_its_emotions(name: str) -> None:
    table = source_values(name)
    assert table.columns.tolist() == list(REGIONS)
    assert table.index.tolist() == [e for e in EMOTIONS if e in table.index]
    assert np.isfinite(table.to_numpy()).all()
    # No emotion's regions are all alike: they could not be ordered.
    assert (table.nunique(axis=1) > 1).all()


def test_people_rated_six_emotions_from_0_to_3() -> None:
    ratings = people_ratings()
    assert ratings.shape == (6, 7)
    assert "neutral" not in ratings.index
    assert ratings.loc["happy", "mouth"] == 3
    assert ratings.isin([0, 1, 2, 3]).all(axis=None)


def test_weights_may_be_below_the_mean_of_the_face() -> None:
    weights = region_weights()
    assert len(weights) == 7
    assert weights.loc["angry", "eyes"] == 58
    assert weights.loc["disgust", "forehead"] == -16


def test_the_halves_of_the_face_come_with_their_margin() -> None:
    halves = upper_minus_lower()
    assert halves.loc["sad"].tolist() == [16.5, 8.1]
    # Sad and angry faces are read from the upper half, disgust and happiness from the lower.
    sure = halves[halves["difference"].abs() > halves["margin"]]["difference"]
    assert sure[sure > 0].index.tolist() == ["angry", "sad"]
    assert {"disgust", "happy"} <= set(sure[sure < 0].index)


def test_action_units_are_counted_by_region() -> None:
    counted = action_units()
    assert "neutral" not in counted.index
    # Lid raiser and lid tightener.
    assert counted.loc["fear", "eyes"] == 2
    # Lip raiser, corner and lower lip depressors; the nose wrinkler by itself.
    assert counted.loc["disgust", ["mouth", "nose", "brows"]].tolist() == [3, 1, 0]
