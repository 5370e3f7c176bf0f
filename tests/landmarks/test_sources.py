"""Sources of landmarks by name, and what is said where one is missing."""

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from feelingit.errors import InputError
from feelingit.landmarks import locate
from feelingit.landmarks.points import error
from feelingit.landmarks.sources import SOURCES
from feelingit.synthetic import draw_faces

LIBRARIES = {"dlib": "dlib", "mediapipe": "mediapipe"}


def _installed(source: str) -> bool:
    wanted = LIBRARIES.get(source)
    if wanted is None:
        return True
    brought = source != "dlib" or find_spec("face_recognition_models") is not None
    return find_spec(wanted) is not None and brought


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_answers_for_every_picture(source: str) -> None:
    if not _installed(source):
        pytest.skip(f"{source} is not installed here")
    drawn = draw_faces(12, 48, seed=8)
    blank = np.zeros((2, 48, 48), np.uint8)
    located = locate(np.concatenate((drawn.faces.images, blank)), source)
    assert located.landmarks.shape == (14, 68, 2)
    assert located.landmarks.dtype == located.quality.dtype == np.float32
    assert np.isfinite(located.landmarks).all()
    assert ((located.quality >= 0) & (located.quality <= 1)).all()
    assert np.median(error(located.landmarks[:12], drawn.landmarks)) < 0.3


@pytest.mark.parametrize("source", LIBRARIES)
def test_a_library_that_is_missing_is_named(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, LIBRARIES[source], None)
    with pytest.raises(InputError, match=f"{LIBRARIES[source]} is not installed"):
        locate(np.zeros((1, 48, 48), np.uint8), source)


@pytest.mark.skipif(find_spec("dlib") is None, reason="dlib is not installed here")
def test_a_predictor_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is not a file"):
        locate(np.zeros((1, 48, 48), np.uint8), "dlib", model=str(tmp_path / "absent.dat"))


@pytest.mark.parametrize(
    ("asked", "offered"), [("onw", "did you mean 'own'"), ("zzz", "expected one of own, dlib")]
)
def test_an_unknown_source_is_refused_and_the_nearest_offered(asked: str, offered: str) -> None:
    with pytest.raises(InputError, match=offered):
        locate(np.zeros((1, 48, 48), np.uint8), asked)
