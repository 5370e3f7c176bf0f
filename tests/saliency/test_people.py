import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from feelingit.landmarks import canonical_regions
from feelingit.saliency import agreement, center_bias, people_ratings, region_ratios
from feelingit.saliency.people import COLUMNS, permutation_p, spearman
from feelingit.types import REGIONS

CENTER = region_ratios(center_bias(48, 48), canonical_regions(48, 48))


def as_shares(ratios: dict[str, list[float]]) -> pd.DataFrame:
    rows = [
        {"emotion": emotion, "region": region, "ratio": value}
        for emotion, values in ratios.items()
        for region, value in zip(REGIONS, values, strict=True)
    ]
    return pd.DataFrame(rows)


def of_emotion(table: pd.DataFrame, emotion: str) -> pd.Series:
    return table.set_index("emotion").loc[emotion]


def test_people_rated_six_emotions_in_seven_regions() -> None:
    ratings = people_ratings()
    assert ratings.shape == (6, 7)
    assert "neutral" not in ratings.index
    assert ratings.loc["happy", "mouth"] == 3
    assert ratings.isin([0, 1, 2, 3]).all(axis=None)


def test_a_model_that_looks_where_people_look_agrees_wholly() -> None:
    ratings = people_ratings()
    table = agreement(as_shares({e: list(row) for e, row in ratings.iterrows()}), CENTER)
    assert list(table.columns) == list(COLUMNS)
    assert table["emotion"].tolist() == list(ratings.index)
    assert np.allclose(table["rho"], 1)
    assert (table["regions"] == 7).all()
    # Happy: four regions tie at 0, so 4! of 7! orders agree as well.
    assert np.isclose(of_emotion(table, "happy")["p"], 24 / 5040)


def test_a_model_that_looks_elsewhere_disagrees() -> None:
    table = agreement(as_shares({"happy": [7, 6, 5, 4, 2, 0, 1]}), CENTER)
    assert of_emotion(table, "happy")["rho"] < -0.7
    assert of_emotion(table, "happy")["p"] > 0.95


def test_the_centre_bias_gets_its_own_column() -> None:
    table = agreement(as_shares({"angry": list(CENTER)}), CENTER)
    angry = of_emotion(table, "angry")
    assert angry["rho"] == angry["rho_center"]


def test_an_emotion_without_faces_stays_empty() -> None:
    table = agreement(as_shares({"sad": [np.nan] * 7, "fear": list(range(7))}), CENTER)
    assert of_emotion(table, "sad")["regions"] == 0
    assert np.isnan(of_emotion(table, "sad")[["rho", "rho_center", "p"]].astype(float)).all()
    assert np.isfinite(of_emotion(table, "fear")["rho"])


def test_regions_that_were_cut_away_are_left_out() -> None:
    table = agreement(as_shares({"happy": [np.nan, np.nan, 0, 0, 2, 3, 1]}), CENTER)
    assert of_emotion(table, "happy")["regions"] == 5
    assert np.isclose(of_emotion(table, "happy")["rho"], 1)
    assert np.isclose(of_emotion(table, "happy")["p"], 2 / 120)


@pytest.mark.parametrize("ratios", [[1.0] * 7, [np.nan] * 5 + [1, 2]])
def test_what_cannot_be_ordered_gets_no_number(ratios: list[float]) -> None:
    happy = of_emotion(agreement(as_shares({"happy": ratios}), CENTER), "happy")
    assert np.isnan(happy["rho"])
    assert np.isnan(happy["p"])


ratings = st.lists(st.integers(0, 3), min_size=7, max_size=7)


@given(ratings, ratings)
def test_rho_is_scipys(ours: list[int], theirs: list[int]) -> None:
    a, b = np.array(ours, float), np.array(theirs, float)
    if len(set(ours)) > 1 and len(set(theirs)) > 1:
        assert np.isclose(spearman(a, b), spearmanr(a, b).statistic)
    else:
        assert np.isnan(spearman(a, b))


@given(ratings.filter(lambda r: len(set(r)) > 1), st.permutations(range(7)))
def test_p_is_at_least_one_order_and_falls_with_agreement(
    theirs: list[int], ours: list[int]
) -> None:
    a, b = np.array(ours, float), np.array(theirs, float)
    p = permutation_p(a, b)
    assert 1 / 5040 <= p <= 1
    # Either the order or its reverse is at least as good as the middle of all orders.
    assert p + permutation_p(-a, b) >= 1
    assert permutation_p(b, b) <= p
