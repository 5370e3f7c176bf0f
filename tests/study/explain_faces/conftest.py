from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from feelingit.emotions import EMOTIONS
from feelingit.study.console import Console
from feelingit.study.explain_faces import outcome
from feelingit.study.explain_faces import run as running
from feelingit.study.explain_faces.job import Job
from feelingit.study.explain_faces.outcome import Outcome
from feelingit.study.explain_faces.run import explain_faces
from feelingit.synthetic import draw_faces

from .models import SIDE, LooksAtMouths, named, write_run

EACH = 3
"""Faces of each emotion."""
Explain = Callable[..., Outcome]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Class folders of drawn faces: two of each emotion are answered rightly, but for disgust."""
    folder = tmp_path_factory.mktemp("data") / "faces"
    for emotion in EMOTIONS:
        faces = draw_faces(EACH, SIDE, seed=3, emotions=[emotion] * EACH).faces.images
        place = folder / "test" / emotion
        place.mkdir(parents=True)
        for number, face in enumerate(faces):
            said = "angry" if number == EACH - 1 and emotion != "angry" else emotion
            Image.fromarray(named(face, said)).save(place / f"{number}.png")
    return folder


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder with one tiny network."""
    return write_run(tmp_path_factory.mktemp("runs") / "tiny")


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> LooksAtMouths:
    """A made-up model, which every command of the test gets."""
    made_up = LooksAtMouths()
    for number in ("RESAMPLES", "PERMUTATIONS"):
        monkeypatch.setattr(outcome, number, 50)
    monkeypatch.setattr("feelingit.figure_style.DOTS_PER_INCH", 40)  # draws sooner
    monkeypatch.setattr(running, "choose_model", lambda *_, **__: made_up)
    return made_up


@pytest.fixture
def explain(data: Path, tmp_path: Path) -> Explain:
    """Do what is asked for, in parts of four faces."""

    def ask(**changes: object) -> Outcome:
        asked = {
            "data": data,
            "out": tmp_path / "out",
            "method": "occlusion_sensitivity",
            "batch_size": 4,
            **changes,
        }
        return explain_faces(Job(**asked), Console(quiet=True))  # type: ignore[arg-type]

    return ask
