"""The detector that ships: turned, covered, small and large faces, and a damaged file."""

import os
from pathlib import Path

import numpy as np
import pytest

from feelingit.errors import InputError, ModelError
from feelingit.occlusion import cover
from feelingit.predict.detectors import own
from tests.predict.scenes import Place, scene


@pytest.mark.parametrize("turn", [-25, 25])
def test_turned_faces_are_found(turn: float) -> None:
    found = [len(own.find(scene(Place(160, 120, 110, turn), seed=seed).picture))
             for seed in range(5)]  # fmt: skip
    assert found == [1] * 5


def test_boxes_are_the_squares_that_fer2013_would_cut() -> None:
    place = Place(170, 110, 100)
    boxes = [own.find(scene(place, seed=seed).picture)[0].box for seed in range(5)]
    middle = np.median([(box.left + box.width / 2, box.top + box.height / 2) for box in boxes], 0)
    np.testing.assert_allclose(middle, (place.x, place.y), atol=0.1 * place.side)
    assert 0.8 < np.median([box.width for box in boxes]) / place.side < 1.25


def test_a_face_of_a_twentieth_of_a_large_picture_is_found() -> None:
    place = Place(700, 300, 52)
    (found,) = own.find(scene(place, height=720, width=960).picture)
    assert abs(found.box.left + found.box.width / 2 - place.x) < 8


@pytest.mark.parametrize("covering", ["surgical_mask", "sunglasses"])
def test_covered_faces_are_found(covering: str) -> None:
    found = 0
    for seed in range(5):
        seen = scene(Place(160, 120, 120), seed=seed)
        worn = cover(seen.picture[None, ..., 0], covering, landmarks=seen.landmarks)[0]
        found += len(own.find(np.repeat(worn[..., None], 3, axis=2)))
    assert found >= 4


def test_a_crop_that_is_all_face_is_found() -> None:
    crops = [scene(Place(24, 24, 48), height=48, width=48, seed=seed).picture for seed in range(5)]
    assert [len(own.find(crop)) for crop in crops] == [1] * 5


def test_a_file_is_not_taken() -> None:
    with pytest.raises(InputError, match="own"):
        own.make("network.onnx")


def test_a_damaged_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "finder.onnx"
    file.write_bytes(own.NETWORK.read_bytes()[:-100])
    file.with_suffix(".json").write_bytes(own.NETWORK.with_suffix(".json").read_bytes())
    monkeypatch.setattr(own, "NETWORK", file)
    with pytest.raises(ModelError, match=r"finder\.onnx.* is damaged"):
        own.make()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_child_process_that_was_forked_finds_faces_too() -> None:
    picture = scene(Place(160, 120, 110)).picture
    own.find(picture)
    child = os.fork()
    if child == 0:
        os._exit(len(own.find(picture)))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
