import numpy as np
import pytest

from feelingit.saliency import mean_maps
from feelingit.saliency.mean_maps import EmotionSums, mean_of, scaled_to_one

MAPS = np.random.default_rng(0).random((40, 6, 8)).astype(np.float32)
EMOTIONS = np.arange(40) % 7


def test_every_face_has_the_same_weight_however_strong_its_map() -> None:
    maps = MAPS[:2].copy()
    maps[0] *= 1000
    both = mean_maps(maps, np.zeros(2, np.int64)).mean[0]
    assert np.allclose(both, (maps[0] / maps[0].sum() + maps[1] / maps[1].sum()) / 2)


def test_only_correct_faces_count() -> None:
    correct = np.arange(40) % 2 == 0
    found = mean_maps(MAPS, EMOTIONS, correct)
    assert np.array_equal(found.mean, mean_maps(MAPS[correct], EMOTIONS[correct]).mean)
    assert found.count.sum() == 20


def test_an_emotion_without_correct_faces_is_zero() -> None:
    found = mean_maps(MAPS, EMOTIONS, EMOTIONS != 3)
    assert found.count[3] == 0
    assert not found.mean[3].any()
    assert np.isfinite(found.mean).all()


def test_blank_maps_are_counted_and_told() -> None:
    maps = MAPS[:4].copy()
    maps[:3] = 0
    found = mean_maps(maps, np.array([2, 2, 5, 2]))
    assert found.count.tolist() == [0, 0, 3, 0, 0, 1, 0]
    assert found.blank.tolist() == [0, 0, 2, 0, 0, 1, 0]
    assert np.isclose(found.mean[2].sum(), 1 / 3)


@pytest.mark.parametrize("strength", [1e-30, 1e30])
def test_very_weak_and_very_strong_maps_are_scaled_too(strength: float) -> None:
    maps = (MAPS * np.float32(strength)).astype(np.float32)
    assert np.allclose(scaled_to_one(maps).sum(axis=(1, 2)), 1)


def test_sums_do_not_depend_on_the_batches() -> None:
    sums = EmotionSums(6, 8)
    for start in range(0, 40, 7):
        rows = slice(start, start + 7)
        sums.add(scaled_to_one(MAPS[rows]), EMOTIONS[rows])
    whole, pieces = mean_maps(MAPS, EMOTIONS), mean_of(sums)
    assert np.allclose(pieces.mean, whole.mean)
    assert np.array_equal(pieces.count, whole.count)


def test_no_maps_at_all_give_zeros() -> None:
    found = mean_maps(MAPS[:0], EMOTIONS[:0])
    assert found.mean.shape == (7, 6, 8)
    assert not found.mean.any()
