import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.emotions import EMOTIONS
from feelingit.landmarks import canonical_regions, face_area
from feelingit.saliency import region_ratios, region_shares, shares
from feelingit.types import REGIONS

SIDE = 24
CANONICAL = canonical_regions(SIDE, SIDE)
NOISE = np.random.default_rng(0).random((70, SIDE, SIDE)).astype(np.float32)
LABELS = np.arange(70) % 7


def test_an_even_map_gives_every_region_its_area() -> None:
    table = region_shares(np.ones((7, SIDE, SIDE), np.float32), np.arange(7), CANONICAL)
    assert np.allclose(table["ratio"], 1)
    assert np.allclose(table[["ratio_low", "ratio_high"]], 1)
    assert np.allclose(table["share"], table["area"])


def test_a_map_of_one_region_has_all_its_share_there() -> None:
    mouth = REGIONS.index("mouth")
    table = region_shares(CANONICAL[[mouth]].astype(np.float32), np.array([3]), CANONICAL)
    happy = table[table["emotion"] == "happy"].set_index("region")
    assert happy.loc["mouth", "share"] == 1
    assert np.isclose(happy.loc["mouth", "ratio"], face_area(SIDE, SIDE).sum() / CANONICAL[5].sum())
    assert (happy.drop("mouth")["share"] == 0).all()


def test_what_lies_outside_the_face_does_not_count() -> None:
    outside = np.where(face_area(SIDE, SIDE), NOISE, 1000).astype(np.float32)
    expected = region_shares(NOISE, LABELS, CANONICAL)
    assert np.allclose(region_shares(outside, LABELS, CANONICAL)["share"], expected["share"])


def test_shares_and_areas_of_an_emotion_sum_to_one() -> None:
    table = region_shares(NOISE, LABELS, CANONICAL)
    sums = table.groupby("emotion")[["share", "area"]].sum()
    assert np.allclose(sums, 1)
    assert list(table.columns) == list(shares.COLUMNS)
    assert table["emotion"].unique().tolist() == list(EMOTIONS)
    assert table["region"].head(7).tolist() == list(REGIONS)


def test_the_interval_holds_the_ratio_and_narrows_with_more_faces() -> None:
    few = region_shares(NOISE[:21], LABELS[:21], CANONICAL)
    many = region_shares(np.tile(NOISE, (8, 1, 1)), np.tile(LABELS, 8), CANONICAL)
    assert (many["ratio_low"] <= many["ratio"]).all()
    assert (many["ratio"] <= many["ratio_high"]).all()
    width_few, width_many = (t["ratio_high"] - t["ratio_low"] for t in (few, many))
    assert width_many.mean() < 0.5 * width_few.mean()


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    """Faces whose true mean share is known: 95 % of intervals hold it, give or take."""
    generator = np.random.default_rng(0)
    area, covered = np.full(7, 1 / 7), []
    for trial in range(60):
        drawn = generator.dirichlet(np.ones(7), 60)
        table = shares.summarise_shares(
            drawn, np.zeros(60, np.int64), area, resamples=300, seed=trial
        ).head(7)
        covered.append((table["ratio_low"] <= 1) & (table["ratio_high"] >= 1))
    assert 0.90 < np.mean(covered) < 0.98


def test_a_blank_map_is_no_face_of_the_shares() -> None:
    maps = NOISE[:14].copy()
    maps[0] = 0
    table = region_shares(maps, LABELS[:14], CANONICAL).groupby("emotion")["faces"].first()
    assert table["angry"] == 1
    assert table["fear"] == 2


def test_an_emotion_without_faces_is_empty_not_missing() -> None:
    keep = LABELS != 2
    table = region_shares(NOISE[keep], LABELS[keep], CANONICAL)
    fear = table[table["emotion"] == "fear"]
    assert len(fear) == 7
    assert (fear["faces"] == 0).all()
    assert fear[["share", "ratio", "ratio_low", "ratio_high"]].isna().all(axis=None)
    assert fear["area"].notna().all()


def test_a_region_that_was_cut_away_has_no_ratio() -> None:
    lower = CANONICAL[:, SIDE // 2 :]
    table = region_shares(NOISE[:, SIDE // 2 :], LABELS, lower).set_index("region")
    assert table.loc["brows", ["ratio", "ratio_low", "ratio_high"]].isna().all(axis=None)
    assert (table.loc["brows", ["share", "area"]] == 0).all(axis=None)
    assert np.isclose(table.loc["mouth", "ratio"], 1, atol=0.2).all()


def test_the_same_seed_gives_the_same_table() -> None:
    first, second = (region_shares(NOISE, LABELS, CANONICAL, seed=4) for _ in range(2))
    assert first.equals(second)


def test_an_interval_does_not_depend_on_the_other_emotions_or_on_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = region_shares(NOISE, LABELS, CANONICAL)
    own = LABELS == 5
    alone = region_shares(NOISE[own], LABELS[own], CANONICAL)
    assert whole[whole["emotion"] == "sad"].equals(alone[alone["emotion"] == "sad"])
    monkeypatch.setattr(shares, "BLOCK", 1000)
    assert region_shares(NOISE, LABELS, CANONICAL).equals(whole)


@given(st.floats(0.001, 1000), st.integers(0, 69))
def test_ratios_do_not_depend_on_a_maps_strength(strength: float, face: int) -> None:
    weak = region_ratios(NOISE[face], CANONICAL)
    assert np.allclose(region_ratios(NOISE[face] * np.float32(strength), CANONICAL), weak)
