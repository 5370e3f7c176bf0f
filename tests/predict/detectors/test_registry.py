"""Detectors by name, and what is said where something is missing."""

import subprocess
import sys

import pytest

from feelingit.errors import InputError
from feelingit.predict.detectors import DEFAULT, DETECTORS, detector


@pytest.mark.parametrize(
    ("asked", "offered"),
    [("blazefase", "did you mean 'blazeface'"), ("qqq", "expected own, dlib, blazeface")],
)
def test_an_unknown_name_is_refused_and_the_nearest_offered(asked: str, offered: str) -> None:
    with pytest.raises(InputError, match=offered):
        detector(asked)


def test_a_detector_is_made_once() -> None:
    assert detector(DEFAULT) is detector(DEFAULT)


@pytest.mark.parametrize(
    ("name", "needed"), [("dlib", "dlib"), ("mediapipe", "mediapipe"), ("blazeface", "onnx")]
)
def test_a_library_that_is_missing_is_named(
    name: str, needed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, needed, None)
    with pytest.raises(InputError, match=rf"{needed} is not installed; install it \(pip install"):
        DETECTORS[name](None)


@pytest.mark.parametrize("name", ["none", "dlib"])
def test_a_file_is_refused_where_none_is_taken(name: str) -> None:
    with pytest.raises(InputError, match=f"'{name}' takes no file, found 'x.onnx'"):
        detector(f"{name}:x.onnx")


def test_the_names_are_known_without_opencv_and_onnx_runtime() -> None:
    code = (
        "import sys; from feelingit.predict.detectors import DEFAULT, DETECTORS; "
        "print(*{'cv2', 'onnxruntime', 'torch', 'dlib', 'onnx'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
