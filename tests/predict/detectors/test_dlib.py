"""dlib's looks: turned, near, at what it doubts, and at the picture as a whole."""

import time

import numpy as np
import pytest

from feelingit.occlusion import cover
from feelingit.predict.detectors import detector
from feelingit.predict.detectors import dlib as module
from feelingit.predict.detectors.whole_picture import is_whole
from feelingit.predict.picture import Picture
from tests.predict.scenes import Place, scene

find = detector("dlib")


@pytest.mark.parametrize("turn", [-30, 30])
def test_a_turned_face_is_found_where_it_is(turn: float) -> None:
    place = Place(200, 90, 110, turn)
    for seed in range(4):
        (found,) = find(scene(place, seed=seed).picture)
        middle = found.box.left + found.box.width / 2, found.box.top + found.box.height / 2
        np.testing.assert_allclose(middle, (place.x, place.y), atol=0.15 * place.side)


def test_a_small_face_beside_a_larger_one_is_found() -> None:
    larger, smaller = Place(300, 300, 190), Place(700, 300, 110)
    found = find(scene(larger, smaller, height=720, width=960).picture)
    assert sorted(round(one.box.left + one.box.width / 2, -2) for one in found) == [300, 700]


def test_a_face_of_a_tenth_of_a_large_picture_is_found() -> None:
    place = Place(700, 300, 100)
    (found,) = find(scene(place, height=720, width=960).picture)
    assert abs(found.box.left + found.box.width / 2 - place.x) < 12


@pytest.mark.parametrize("covering", ["surgical_mask", "sunglasses"])
def test_covered_faces_are_found(covering: str) -> None:
    found = 0
    for seed in range(5):
        seen = scene(Place(160, 120, 120), seed=seed)
        worn = cover(seen.picture[None, ..., 0], covering, landmarks=seen.landmarks)[0]
        found += len(find(np.repeat(worn[..., None], 3, axis=2)))
    assert found >= 4


def test_what_dlib_finds_needs_landmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = scene(Place(160, 120, 120)).picture
    assert len(find(picture)) == 1
    asked = []
    monkeypatch.setattr(module, "believed", lambda *given, **_wanted: asked.append(given) or [])
    monkeypatch.setattr(module, "filled", lambda _picture: [])
    assert find(picture) == []
    assert [len(given[1]) > 0 for given in asked] == [True] * 3


def test_a_higher_score_is_a_higher_chance() -> None:
    chances = [module._chance(score) for score in (-0.8, 0.0, 0.1, 1.5)]
    assert chances == sorted(chances)
    assert chances[2] == pytest.approx(0.5)


@pytest.mark.parametrize("side", [25, 48, 400])
def test_a_crop_is_found_as_a_whole_where_dlib_finds_nothing(
    side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_seen", lambda *_asked: [])
    for seed in range(5):
        place = Place(side / 2, side / 2, side)
        crop = scene(place, height=side, width=side, seed=seed).picture
        (found,) = find(crop)
        assert is_whole(found.box, side, side)
        assert 0.5 <= found.score <= 1


def test_a_crop_wider_than_its_face_is_answered_with_the_face(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_seen", lambda *_asked: [])
    place = Place(75, 66, 90)
    (found,) = find(scene(place, height=130, width=140).picture)
    np.testing.assert_allclose(found.box, place.box, atol=12)


def _noise(height: int, width: int) -> Picture:
    small = np.random.default_rng(0).integers(0, 256, (height // 8, width // 8, 3), dtype=np.uint8)
    return np.repeat(np.repeat(small, 8, axis=0), 8, axis=1)


def test_a_picture_without_a_face_takes_no_longer_where_it_is_larger() -> None:
    took = []
    for height, width in ((960, 1280), (2880, 3840)):
        picture = _noise(height, width)
        start = time.process_time()
        assert find(picture) == []
        took.append(time.process_time() - start)
    assert took[1] < 2 * took[0]
