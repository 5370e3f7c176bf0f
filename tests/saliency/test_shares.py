import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.emotions import EMOTIONS
from feelingit.landmarks import canonical_regions, face_area
from feelingit.saliency import FaceMaps, chunks, region_ratios, shares
from feelingit.saliency.face_maps import FRAME
from feelingit.saliency.shares import face_shares, share_table
from feelingit.types import REGIONS

from .made_maps import face_maps, noise

REGION_MASKS = canonical_regions(FRAME, FRAME)
MOUTH = REGIONS.index("mouth")
ASKED = np.arange(70) % 7
NOISE = noise(70)
RATIOS = ["ratio", "ratio_low", "ratio_high"]


def table_of(maps: FaceMaps, resamples: int = 200, seed: int = 0) -> pd.DataFrame:
    return share_table(maps, "grad_cam", resamples=resamples, seed=seed)


def right(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["answers"] == "correct"].drop(columns="answers").reset_index(drop=True)


def halved() -> np.ndarray:
    """Say of faces what a picture shows that ends somewhere in the face, not the same in all."""
    seen = np.ones((70, FRAME, FRAME), np.bool_)
    for face in range(70):
        seen[face, 20 + face % 25 :] = False
    return seen


def test_an_even_map_gives_every_region_its_area() -> None:
    table = right(table_of(face_maps(np.ones((70, FRAME, FRAME)), ASKED)))
    assert np.allclose(table[RATIOS], 1)
    assert np.allclose(table["share"], table["area"])


def test_an_even_map_does_so_too_where_faces_are_seen_in_part() -> None:
    """What counts in a map is divided by what there was to look at, face by face."""
    table = right(table_of(face_maps(np.ones((70, FRAME, FRAME)), ASKED, seen=halved())))
    shown = table[table["area"] > 0]
    assert np.allclose(shown[RATIOS], 1)
    full = shares.areas(REGION_MASKS)
    assert (table[table["region"] == "brows"]["area"] > full[REGIONS.index("brows")]).all()


def test_saliency_on_what_the_picture_does_not_show_does_not_count() -> None:
    seen = halved()
    beyond = np.where(seen, NOISE, 100)
    table, expected = (table_of(face_maps(maps, ASKED, seen=seen)) for maps in (beyond, NOISE))
    assert table.equals(expected)


def test_what_lies_outside_the_face_does_not_count() -> None:
    outside = np.where(face_area(FRAME, FRAME), NOISE, 100)
    assert table_of(face_maps(outside, ASKED)).equals(table_of(face_maps(NOISE, ASKED)))


def test_a_map_of_one_region_has_all_its_share_there() -> None:
    maps = np.repeat(REGION_MASKS[[MOUTH]], 70, axis=0).astype(float)
    table = right(table_of(face_maps(maps, ASKED)))
    mouth = table[table["region"] == "mouth"]
    assert (mouth["share"] == 1).all()
    assert np.allclose(mouth["ratio"], face_area(FRAME, FRAME).sum() / REGION_MASKS[MOUTH].sum())
    assert (table[table["region"] != "mouth"]["share"] == 0).all()


def test_the_table_has_a_row_for_each_kind_of_answers_emotion_and_region() -> None:
    table = table_of(face_maps(NOISE, ASKED, np.arange(70) % 3 > 0))
    assert list(table.columns) == list(shares.COLUMNS)
    assert table["answers"].tolist() == ["correct"] * 49 + ["wrong"] * 49
    assert table["emotion"].tolist() == [name for name in EMOTIONS for _ in REGIONS] * 2
    assert table["region"].tolist() == list(REGIONS) * 14
    sums = table.groupby(["answers", "emotion"])[["share", "area"]].sum()
    assert np.allclose(sums, 1)


def test_right_and_wrong_answers_are_counted_apart_and_by_the_emotion_asked_about() -> None:
    """A wrong answer's map belongs to the emotion that was answered, not to the label."""
    correct = np.arange(70) % 3 > 0
    maps = NOISE.copy()
    chosen = ~correct & (ASKED == 2)
    maps[chosen] = REGION_MASKS[MOUTH]
    table = table_of(face_maps(maps, ASKED, correct)).set_index(["answers", "emotion", "region"])
    assert table.loc[("wrong", EMOTIONS[2], "mouth"), "share"] == 1
    assert table.loc[("wrong", EMOTIONS[2], "mouth"), "faces"] == chosen.sum()
    assert (table["share"].drop([("wrong", EMOTIONS[2], "mouth")]) < 0.9).all()


def test_the_interval_holds_the_ratio_and_narrows_with_more_faces() -> None:
    few = right(table_of(face_maps(NOISE[:21], ASKED[:21])))
    many = right(table_of(face_maps(np.tile(NOISE, (8, 1, 1)), np.tile(ASKED, 8))))
    assert (many["ratio_low"] <= many["ratio"]).all()
    assert (many["ratio"] <= many["ratio_high"]).all()
    width_few, width_many = (t["ratio_high"] - t["ratio_low"] for t in (few, many))
    assert width_many.mean() < 0.5 * width_few.mean()


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    """Faces seen in part, with strengths of regions drawn by chance, whose true ratio is known."""
    pixels = np.array([REGION_MASKS[:, :cut].sum(axis=(1, 2)) for cut in range(FRAME + 1)], float)

    def drawn(n: int) -> tuple[np.ndarray, np.ndarray]:
        return generator.gamma(5.0, 0.2, (n, 7)), generator.integers(30, FRAME + 1, n)

    def of_whole(values: np.ndarray) -> np.ndarray:
        return np.asarray(values / values.sum(axis=1, keepdims=True))

    generator, covered = np.random.default_rng(0), []
    strengths, cuts = drawn(200_000)
    means = of_whole(strengths * pixels[cuts]).mean(axis=0)
    truth = means / of_whole(pixels[cuts]).mean(axis=0)
    for trial in range(40):
        strengths, cuts = drawn(60)
        seen = np.repeat(np.arange(FRAME)[None, :, None] < cuts[:, None, None], FRAME, axis=2)
        maps = np.einsum("fr,rhw->fhw", strengths, REGION_MASKS.astype(float))
        made = face_maps(maps, np.zeros(60, np.int64), seen=seen)
        table = table_of(made, 200, trial).head(7)
        covered.append((table["ratio_low"] <= truth) & (table["ratio_high"] >= truth))
    assert 0.90 < np.mean(covered) < 0.98


def test_a_blank_map_is_no_face_of_the_shares() -> None:
    maps = NOISE[:14].copy()
    maps[0] = 0
    maps[8, face_area(FRAME, FRAME)] = 0
    made = face_maps(maps, ASKED[:14])
    faces = right(table_of(made)).groupby("emotion", sort=False)["faces"].first()
    assert faces.tolist() == [1, 1, 2, 2, 2, 2, 2]
    for values in face_shares(made, "grad_cam"):
        assert np.isnan(values).all(axis=1).tolist() == [place in {0, 8} for place in range(14)]


def test_a_face_of_which_nothing_is_seen_has_no_shares() -> None:
    seen = np.ones((14, FRAME, FRAME), np.bool_)
    seen[3] = False
    found, area = face_shares(face_maps(NOISE[:14], ASKED[:14], seen=seen), "grad_cam")
    assert np.isnan(found[3]).all()
    assert np.isnan(area[3]).all()
    assert np.allclose(np.delete(area, 3, axis=0).sum(axis=1), 1)


@pytest.mark.filterwarnings("error")
def test_an_emotion_without_faces_is_empty_not_missing() -> None:
    keep = ASKED != 2
    table = right(table_of(face_maps(NOISE[keep], ASKED[keep])))
    none = table[table["emotion"] == EMOTIONS[2]]
    assert len(none) == 7
    assert (none["faces"] == 0).all()
    assert none[["share", "area", *RATIOS]].isna().all(axis=None)


@pytest.mark.filterwarnings("error")
def test_a_region_that_no_picture_shows_has_no_ratio() -> None:
    seen = np.ones((70, FRAME, FRAME), np.bool_)
    seen[:, : FRAME // 2] = False
    table = right(table_of(face_maps(NOISE, ASKED, seen=seen)))
    brows, mouth = (table[table["region"] == name] for name in ("brows", "mouth"))
    assert brows[RATIOS].isna().all(axis=None)
    assert (brows[["share", "area"]] == 0).all(axis=None)
    assert mouth[RATIOS].notna().all(axis=None)


def test_the_same_seed_gives_the_same_table() -> None:
    made = face_maps(NOISE, ASKED)
    assert table_of(made, seed=4).equals(table_of(made, seed=4))
    assert not table_of(made, seed=4).equals(table_of(made, seed=5))


def test_an_interval_does_not_depend_on_the_other_emotions_on_chunks_or_on_blocks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = table_of(face_maps(NOISE, ASKED))
    own = ASKED == 5
    alone = table_of(face_maps(NOISE[own], ASKED[own]))
    assert whole[whole["emotion"] == "sad"].equals(alone[alone["emotion"] == "sad"])
    monkeypatch.setattr(shares, "BLOCK", 100)
    monkeypatch.setattr(chunks, "FACES", 9)
    pd.testing.assert_frame_equal(table_of(face_maps(NOISE, ASKED)), whole)


@given(st.floats(0.001, 1000), st.integers(0, 69))
def test_ratios_do_not_depend_on_a_maps_strength(strength: float, face: int) -> None:
    one = NOISE[face].astype(np.float32)
    assert np.allclose(
        region_ratios(one * np.float32(strength), REGION_MASKS), region_ratios(one, REGION_MASKS)
    )
