import numpy as np
import pytest

from feelingit.saliency import chunks
from feelingit.saliency.mean_maps import EmotionSums, mean_maps

from .made_maps import face_maps, noise

ASKED = np.arange(40) % 7
RIGHT = np.arange(40) % 3 > 0


def test_every_face_has_the_same_weight() -> None:
    maps = noise(2)
    found = mean_maps(face_maps(maps, np.zeros(2, np.int64)), "grad_cam")
    assert np.allclose(found.mean[0, 0], (maps[0] + maps[1]) / 2, atol=5e-3)


def test_a_pixel_has_the_mean_of_the_faces_that_show_it() -> None:
    """Whatever a map holds where its picture ends; a pixel that no face shows is 0."""
    maps, seen = noise(40), np.ones((40, 48, 48), np.bool_)
    seen[::2, 40:] = False
    seen[ASKED == 4, :10] = False
    found = mean_maps(face_maps(maps, ASKED, seen=seen), "grad_cam").mean[0]
    odd = (ASKED == 2) & (np.arange(40) % 2 == 1)
    assert np.allclose(found[2, 40:], maps[odd, 40:].mean(axis=0), atol=5e-3)
    assert np.allclose(found[2, :40], maps[ASKED == 2, :40].mean(axis=0), atol=5e-3)
    assert not found[4, :10].any()
    assert found[4, 10:].any()


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    maps = noise(40)
    maps[::5] = 0
    whole = mean_maps(face_maps(maps, ASKED, RIGHT), "grad_cam")
    monkeypatch.setattr(chunks, "FACES", 3)
    pieces = mean_maps(face_maps(maps, ASKED, RIGHT), "grad_cam")
    assert np.allclose(pieces.mean, whole.mean, atol=1e-6)
    assert np.array_equal(pieces.count, whole.count)
    assert np.array_equal(pieces.blank, whole.blank)
    assert whole.drawn.tolist() == [place % 5 > 0 for place in range(40)]


def test_the_order_of_faces_changes_nothing() -> None:
    maps, order = noise(40), np.random.default_rng(1).permutation(40)
    first = mean_maps(face_maps(maps, ASKED, RIGHT), "grad_cam")
    second = mean_maps(face_maps(maps[order], ASKED[order], RIGHT[order]), "grad_cam")
    assert np.allclose(first.mean, second.mean, atol=1e-6)
    assert np.array_equal(first.count, second.count)


def test_sums_of_pictures_give_their_mean() -> None:
    images = np.random.default_rng(0).integers(0, 256, (40, 6, 8)).astype(np.uint8)
    sums = EmotionSums(6, 8)
    for start in range(0, 40, 7):
        sums.add(images[start : start + 7], ASKED[start : start + 7])
    assert np.allclose(sums.mean()[4], images[ASKED == 4].mean(axis=0))
    assert sums.count.sum() == 40


def test_no_pictures_at_all_give_zeros() -> None:
    assert not EmotionSums(6, 8).mean().any()
