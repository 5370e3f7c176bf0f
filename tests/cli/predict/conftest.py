"""The command with a small model, a detector that counts, and a folder of pictures."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click.testing
import numpy as np
import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from feelingit.cli import predict_pictures
from feelingit.cli.predict import predict
from feelingit.predict.detectors import registry
from tests.predict.tiny_model import graph, write_model

from .case import FACES, FakeDetector


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDetector]:
    """Put a detector among the others that is called `fake`."""
    made = FakeDetector()
    monkeypatch.setattr(registry, "DETECTORS", {**registry.DETECTORS, "fake": lambda _file: made})
    registry.detector.cache_clear()
    yield made
    registry.detector.cache_clear()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with pictures in `photos`, and with a model."""
    noise = np.random.default_rng(0)
    for name, faces in FACES.items():
        path = tmp_path / "photos" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(noise.integers(0, 256, (50, 40 + faces, 3), np.uint8)).save(path)
    write_model(tmp_path, graph(scale=0.001).SerializeToString())
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(fake: FakeDetector, here: Path) -> Callable[..., click.testing.Result]:
    """Give what runs the command with the small model and the fake detector."""
    assert fake
    assert here
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(predict)

    def call(*arguments: object, **options: Any) -> click.testing.Result:
        command = [str(argument) for argument in arguments]
        for name, value in (("--model", "tiny.onnx"), ("--detector", "fake")):
            command += [] if name in command else [name, value]
        return CliRunner().invoke(app, command, **options)

    return call


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep each picture's rows as soon as they are there."""
    monkeypatch.setattr(predict_pictures, "SECONDS", 0)
