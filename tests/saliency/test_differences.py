from pathlib import Path

import numpy as np
import pytest

from feelingit.errors import RunFolderError
from feelingit.landmarks import canonical_regions, face_area
from feelingit.saliency import Difference, FaceMaps, chunks, load_differences, save_differences
from feelingit.saliency.archives import save_arrays
from feelingit.saliency.differences import difference
from feelingit.saliency.face_maps import FRAME
from feelingit.types import REGIONS

from .made_maps import face_maps, noise

EYES = canonical_regions(FRAME, FRAME)[REGIONS.index("eyes")]
ASKED = np.arange(140) % 7
SAD = 5


def compared(a: FaceMaps, b: FaceMaps, permutations: int = 199) -> Difference:
    return difference(
        a, b, "grad_cam", permutations=permutations, seed=0, a_is=("a", "none"), b_is=("b", "mask")
    )


def rows(maps: FaceMaps, order: np.ndarray) -> FaceMaps:
    """Take some faces, in an order."""
    table = maps.table.iloc[order].reset_index(drop=True)
    return FaceMaps(table, {k: v[order] for k, v in maps.maps.items()}, maps.seen[order])


def test_a_model_that_looks_at_eyes_differs_there_in_that_emotion_alone() -> None:
    maps = noise(140)
    maps[ASKED == SAD] += 3 * EYES
    found = compared(face_maps(maps, ASKED), face_maps(noise(140, seed=1), ASKED))
    assert (found.p[SAD, EYES] <= 0.05).all()
    assert (found.p[SAD, ~EYES] > 0.05).all()
    assert (np.delete(found.p, SAD, axis=0) > 0.05).all()
    assert (found.mean[SAD, EYES] > 1).all()
    assert (found.a, found.a_condition, found.b, found.b_condition) == ("a", "none", "b", "mask")
    assert found.count.tolist() == [20] * 7


def test_the_other_way_round_only_the_sign_changes() -> None:
    a, b = face_maps(noise(140), ASKED), face_maps(noise(140, seed=1), ASKED)
    there, back = compared(a, b), compared(b, a)
    assert np.array_equal(there.p, back.p)
    assert np.allclose(there.mean, -back.mean)


def test_a_model_does_not_differ_from_itself() -> None:
    maps = face_maps(noise(140), ASKED)
    found = compared(maps, maps)
    assert not found.mean.any()
    assert (found.p == 1).all()


def test_faces_are_paired_by_their_names() -> None:
    """With every face's own blotches in both, only pairs that are wrong could differ."""
    a = face_maps(noise(140), ASKED)
    order = np.random.default_rng(0).permutation(140)[:100]
    found = compared(a, rows(a, order))
    assert not found.mean.any()
    assert found.count.sum() == 100


def test_only_faces_that_both_answer_rightly_count() -> None:
    right_a, right_b = np.arange(140) % 3 > 0, np.arange(140) % 4 > 0
    maps = noise(140), noise(140, seed=1)
    found = compared(face_maps(maps[0], ASKED, right_a), face_maps(maps[1], ASKED, right_b))
    both = right_a & right_b & (ASKED == 2)
    assert found.count[2] == both.sum()
    expected = (maps[0] - maps[1])[both].mean(axis=0)
    assert np.allclose(found.mean[2], expected, atol=1e-2)


def test_a_pair_with_a_blank_map_is_left_out() -> None:
    maps = noise(140), noise(140, seed=1)
    maps[0][0], maps[1][7], maps[1][8] = 0, 0, 0
    found = compared(face_maps(maps[0], ASKED), face_maps(maps[1], ASKED))
    assert found.count.tolist() == [18, 19, 20, 20, 20, 20, 20]


def test_what_one_of_the_two_pictures_does_not_show_is_not_compared() -> None:
    seen = np.ones((140, FRAME, FRAME), np.bool_)
    seen[:, 30:] = False
    maps = noise(140)
    found = compared(face_maps(maps, ASKED), face_maps(maps * seen, ASKED, seen=seen))
    assert not found.mean.any()
    assert (found.p == 1).all()


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = face_maps(noise(140), ASKED), face_maps(noise(140, seed=1), ASKED)
    whole = compared(a, b)
    monkeypatch.setattr(chunks, "FACES", 11)
    pieces = compared(a, b)
    assert np.allclose(pieces.mean, whole.mean, atol=1e-6)
    assert np.array_equal(pieces.p, whole.p)


@pytest.mark.filterwarnings("error")
def test_sets_without_a_common_face_differ_nowhere() -> None:
    maps = face_maps(noise(140), ASKED)
    found = compared(rows(maps, np.arange(70)), rows(maps, np.arange(70, 140)))
    assert not found.mean.any()
    assert (found.p == 1).all()
    assert not found.count.any()


def test_outside_the_face_nothing_is_tested() -> None:
    found = compared(face_maps(noise(140) * 2, ASKED), face_maps(noise(140, seed=1), ASKED))
    assert (found.p[:, ~face_area(FRAME, FRAME)] == 1).all()
    assert (found.p[:, face_area(FRAME, FRAME)] < 0.05).any()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_differences_come_back_from_their_file(tmp_path: Path, count: int) -> None:
    a, b = face_maps(noise(14), ASKED[:14]), face_maps(noise(14, seed=1), ASKED[:14])
    saved = [compared(a, b, 19)] * count
    save_differences(tmp_path / "differences.npz", saved)
    loaded = load_differences(tmp_path / "differences.npz")
    assert len(loaded) == count
    for one, other in zip(loaded, saved, strict=True):
        assert (one.method, one.a, one.b_condition) == ("grad_cam", "a", "mask")
        for name in ("mean", "p", "count"):
            assert np.array_equal(getattr(one, name), getattr(other, name))
            assert getattr(one, name).dtype == getattr(other, name).dtype


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match=r"d\.npz does not exist"):
        load_differences(tmp_path / "d.npz")


def test_another_or_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "d.npz"
    np.savez(path, mean=np.zeros(3))
    with pytest.raises(RunFolderError, match="damaged or not a file of differences"):
        load_differences(path)
    names = {name: np.array(["x"]) for name in ("method", "a", "a_condition", "b", "b_condition")}
    shapes = {"mean": (1, 3), "p": (1, 3), "count": (1, 7)}
    save_arrays(path, names | {name: np.zeros(shape) for name, shape in shapes.items()})
    with pytest.raises(RunFolderError, match="do not fit together"):
        load_differences(path)
