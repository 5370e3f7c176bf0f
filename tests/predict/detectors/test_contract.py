"""What every detector that can be had answers."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from feelingit.errors import InputError
from feelingit.predict.detectors import DEFAULT, DETECTORS, Detector, detector
from feelingit.predict.face import Detection
from tests.predict.scenes import Place, scene

LARGE, SMALL = Place(110, 120, 120), Place(240, 90, 70)


@pytest.fixture(params=[name for name in DETECTORS if name not in ("none", "yunet")])
def find(request: pytest.FixtureRequest) -> Detector:
    """Every detector that finds faces and can be had here without naming a file."""
    if request.param == DEFAULT:
        return detector(DEFAULT)
    try:
        return detector(request.param)
    except InputError as error:
        pytest.skip(str(error))


def _on(found: Sequence[Detection], place: Place) -> list[Detection]:
    return [one for one in found
            if np.hypot(one.box.left + one.box.width / 2 - place.x,
                        one.box.top + one.box.height / 2 - place.y) < 0.2 * place.side
            and 0.6 < one.box.width / place.side < 1.5]  # fmt: skip


def test_faces_are_found_once_each_and_nothing_else(find: Detector) -> None:
    found = find(scene(LARGE, SMALL).picture)
    assert [len(_on(found, place)) for place in (LARGE, SMALL)] == [1, 1]
    assert len(found) == 2


def test_boxes_are_squares_and_the_surest_comes_first(find: Detector) -> None:
    found = find(scene(LARGE, SMALL, seed=3).picture)
    assert all(isinstance(one, Detection) and one.box.width == one.box.height for one in found)
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_blank_picture_shows_no_face(find: Detector, value: int) -> None:
    assert find(np.full((120, 160, 3), value, np.uint8)) == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (400, 1), (2, 3), (48, 48), (37, 500)])
def test_a_picture_of_any_size_gets_an_answer(find: Detector, shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (*shape, 3), dtype=np.uint8)
    assert find(noise) == []


def test_a_picture_is_not_changed_and_need_not_be_contiguous(find: Detector) -> None:
    picture = scene(LARGE).picture
    mirrored = np.asfortranarray(picture)[:, ::-1]
    before = mirrored.copy()
    found = find(mirrored)
    np.testing.assert_array_equal(mirrored, before)
    assert len(_on(found, LARGE._replace(x=320 - LARGE.x))) == 1


def test_a_face_has_the_same_box_in_a_picture_four_times_as_large(find: Detector) -> None:
    small = scene(LARGE, seed=2).picture
    large = np.repeat(np.repeat(small, 4, axis=0), 4, axis=1)
    (one,), (other,) = find(small), find(large)
    np.testing.assert_allclose(np.array(other.box) / 4, one.box, atol=0.2 * LARGE.side)


def test_threads_get_the_same_answers(find: Detector) -> None:
    pictures = [scene(LARGE, SMALL, seed=seed).picture for seed in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(find, pictures)) == [find(picture) for picture in pictures]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_child_process_that_was_forked_finds_faces_too(find: Detector) -> None:
    picture = scene(LARGE).picture
    assert len(find(picture)) == 1
    child = os.fork()
    if child == 0:
        os._exit(len(find(picture)))
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 1


def test_none_takes_the_whole_picture_for_a_face() -> None:
    (found,) = detector("none")(np.zeros((30, 40, 3), np.uint8))
    assert found == Detection((0, 0, 40, 30), 1.0)
