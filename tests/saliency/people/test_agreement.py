import time

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.saliency.people import ALL, SOURCES, agreement_rows, source_values
from feelingit.saliency.people.agreement import COLUMNS
from feelingit.types import REGIONS

Values = NDArray[np.float64]
AREA = np.array([4, 2, 2, 2, 4, 1, 1]) / 16
"""Powers of two, so that equal ratios stay exactly equal."""
CENTER = np.array([0.5, 1.1, 1.3, 1.9, 1.0, 0.9, 0.4])
EACH = 12
"""Faces per emotion."""


def faces_of(
    ratios: Values, *, noise: float = 0.0, each: int = EACH
) -> tuple[Values, Values, NDArray[np.int64]]:
    """Make faces whose mean share over area has the order of `[7 emotions, 7 regions]`."""
    generator = np.random.default_rng(5)
    emotions = np.repeat(np.arange(7), each)
    areas = np.tile(AREA, (len(emotions), 1))
    # One scale for all regions of an emotion: shares need not sum to 1 to have an order.
    shares = areas * ratios[emotions] * np.exp(noise * generator.standard_normal(areas.shape))
    return shares, areas, emotions


def like(source: str, turn: int = 0) -> Values:
    """Give positive ratios in the order of a source's values; of emotions it lacks, any order."""
    table = source_values(source).reindex(list(EMOTIONS))
    known = table.dropna()
    if turn:
        known = pd.DataFrame(np.roll(known, turn, axis=0), known.index, known.columns)
    table.loc[known.index] = known
    values = table.to_numpy(float)
    return np.where(np.isnan(values), np.arange(7.0), values) + 100


def rows(ratios: Values, **options: object) -> pd.DataFrame:
    shares, areas, emotions = faces_of(ratios, noise=float(options.pop("noise", 0)))  # type: ignore[arg-type]
    settings = {"center": CENTER, "resamples": 200} | options
    return agreement_rows(shares, areas, emotions, **settings)  # type: ignore[arg-type]


def at(table: pd.DataFrame, source: str, emotion: str) -> pd.Series:
    return table.set_index(["source", "emotion"]).loc[(source, emotion)]


@pytest.mark.parametrize("source", SOURCES)
def test_a_model_that_looks_where_people_look_agrees_wholly(source: str) -> None:
    table = rows(like(source))
    assert table.columns.tolist() == list(COLUMNS)
    own = table[table["source"] == source]
    assert own["emotion"].tolist() == [*source_values(source).index, ALL]
    assert np.allclose(own[["rho", "low", "high"]], 1)
    assert (own["regions"] == len(REGIONS)).all()
    whole = at(table, source, ALL)
    # The order of the regions as it is, and whatever regions no emotion of the source tells apart.
    assert whole["p_regions"] <= 2 / 5040
    assert whole["p_emotions"] < 0.02
    assert whole["rho_others"] < 0.8
    assert own["p_emotions"].isna().tolist() == [True] * (len(own) - 1) + [False]


def test_ties_are_counted_in_p() -> None:
    happy = at(rows(like("liu2022")), "liu2022", "happy")
    # Four regions tie at 0, so 4! of 7! orders agree as well.
    assert happy["p_regions"] == pytest.approx(24 / 5040)


def test_a_model_that_looks_the_same_way_for_all_emotions_fails_the_test_of_emotions() -> None:
    same = np.tile(like("wegrzyn2017").mean(axis=0), (7, 1))
    whole = at(rows(same), "wegrzyn2017", ALL)
    assert whole["rho"] > 0.5
    assert whole["p_regions"] < 0.05
    # Which emotion is paired with which makes no difference.
    assert whole["p_emotions"] == 1
    assert whole["rho_others"] == pytest.approx(whole["rho"])


def test_people_s_regions_for_another_emotion_agree_less() -> None:
    right, turned = rows(like("wegrzyn2017")), rows(like("wegrzyn2017", turn=1))
    assert at(turned, "wegrzyn2017", ALL)["p_emotions"] > 0.05
    assert at(turned, "wegrzyn2017", ALL)["rho"] < at(right, "wegrzyn2017", ALL)["rho"]
    assert (
        at(turned, "wegrzyn2017", ALL)["rho_others"] > at(right, "wegrzyn2017", ALL)["rho_others"]
    )


def test_the_opposite_disagrees() -> None:
    table = rows(300 - like("liu2022"))
    whole = at(table, "liu2022", ALL)
    assert whole["rho"] == pytest.approx(-1)
    assert whole["p_regions"] > 0.99


def test_controls_are_compared_with_the_same_people() -> None:
    random = like("emfacs")
    table = rows(np.tile(CENTER, (7, 1)), random=random)
    assert np.allclose(table["rho_center"], table["rho"])
    assert at(table, "emfacs", ALL)["rho_random"] == pytest.approx(1)
    assert rows(random)["rho_random"].isna().all()


def test_the_row_of_all_is_the_mean_over_emotions() -> None:
    table = rows(like("emfacs"), noise=0.02, random=like("liu2022"))
    for source in SOURCES:
        own = table[table["source"] == source]
        each, whole = own[own["emotion"] != ALL], own[own["emotion"] == ALL].iloc[0]
        for column in ("rho", "rho_center", "rho_random", "rho_others"):
            assert whole[column] == pytest.approx(each[column].mean())


def test_noise_widens_the_interval_and_it_holds_the_estimate() -> None:
    generator = np.random.default_rng(8)
    # Differences of a size that some resamples turn round.
    table = rows(1 + 0.1 * generator.random((7, 7)), noise=0.3, resamples=500)
    assert (table["low"] < table["high"]).all()
    assert ((table["low"] <= table["rho"]) & (table["rho"] <= table["high"])).all()
    calm = rows(1 + 0.1 * generator.random((7, 7)), noise=0.001, resamples=500)
    assert (calm["high"] - calm["low"]).mean() < (table["high"] - table["low"]).mean()


def test_the_same_seed_gives_the_same_and_an_emotion_its_own_interval() -> None:
    ratios = 1 + np.random.default_rng(0).random((7, 7)) / 5
    shares, areas, emotions = faces_of(ratios, noise=0.3)
    whole = agreement_rows(shares, areas, emotions, center=CENTER, resamples=100, seed=4)
    again = agreement_rows(shares, areas, emotions, center=CENTER, resamples=100, seed=4)
    pd.testing.assert_frame_equal(whole, again)
    kept = emotions != EMOTIONS.index("happy")
    part = agreement_rows(
        shares[kept], areas[kept], emotions[kept], center=CENTER, resamples=100, seed=4
    )
    columns = ["rho", "low", "high", "p_regions"]
    for emotion in ("angry", "surprise"):
        assert at(part, "emfacs", emotion)[columns].equals(at(whole, "emfacs", emotion)[columns])


def test_an_emotion_without_faces_stays_empty_and_out_of_the_mean() -> None:
    shares, areas, emotions = faces_of(like("liu2022"))
    shares[emotions == EMOTIONS.index("disgust")] = np.nan  # blank maps
    kept = emotions != EMOTIONS.index("sad")
    table = agreement_rows(
        shares[kept], areas[kept], emotions[kept], center=CENTER, random=like("emfacs"), resamples=9
    )
    for emotion in ("disgust", "sad"):
        row = at(table, "liu2022", emotion)
        assert row["regions"] == 0
        assert row.drop("regions").astype(float).isna().all()
    whole = at(table, "liu2022", ALL)
    assert whole["rho"] == pytest.approx(1)
    assert whole["regions"] == len(REGIONS)
    assert 1 / 24 <= whole["p_emotions"] <= 0.25  # of 4! pairings


def test_regions_that_no_face_shows_are_left_out() -> None:
    shares, areas, emotions = faces_of(like("liu2022"))
    shares[:, 5:], areas[:, 5:] = 0, 0  # mouth and chin cut away
    table = agreement_rows(shares, areas, emotions, center=CENTER, resamples=9)
    assert (table["regions"] == 5).all()
    assert at(table, "liu2022", "sad")["rho"] == pytest.approx(1)
    # Fear has all its weight on mouth and chin; of the others, none is told from another.
    assert np.isnan(at(table, "liu2022", "fear")["rho"])
    assert at(table, "liu2022", ALL)["rho"] == pytest.approx(1)


def test_a_region_that_one_emotion_never_shows_is_left_out_for_all() -> None:
    shares, areas, emotions = faces_of(like("wegrzyn2017"))
    happy = emotions == EMOTIONS.index("happy")
    shares[happy, 0], areas[happy, 0] = 0, 0
    table = agreement_rows(shares, areas, emotions, center=CENTER, resamples=9)
    assert at(table, "wegrzyn2017", "happy")["regions"] == 6
    assert at(table, "wegrzyn2017", "angry")["regions"] == 7
    assert at(table, "wegrzyn2017", ALL)["regions"] == 6


@pytest.mark.parametrize("faces", [0, 3])
def test_without_maps_there_are_rows_and_no_figures(faces: int) -> None:
    nothing = np.full((faces, 7), np.nan)
    table = agreement_rows(nothing, nothing, np.zeros(faces, np.int64), center=CENTER, resamples=5)
    assert len(table) == sum(len(source_values(name)) + 1 for name in SOURCES)
    assert table.drop(columns=["source", "emotion", "regions"]).astype(float).isna().all(axis=None)


def test_maps_that_are_the_same_everywhere_have_no_order() -> None:
    table = rows(np.ones((7, 7)))
    assert (
        table[["rho", "low", "high", "p_regions", "p_emotions"]].astype(float).isna().all(axis=None)
    )


def test_ten_thousand_faces_take_seconds() -> None:
    shares, areas, emotions = faces_of(like("emfacs"), noise=0.5, each=1500)
    began = time.process_time()
    agreement_rows(shares, areas, emotions, center=CENTER, resamples=500)
    assert time.process_time() - began < 10
