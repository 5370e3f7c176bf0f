import tomllib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from feelingit.run_folder import RunFolder
from feelingit.study.console import Console
from feelingit.study.context import Context
from feelingit.study.settings import StudySettings
from feelingit.training.runtime import Runtime
from tests.conftest import TINY

MakeContext = Callable[..., Context]


@pytest.fixture
def make_context(tmp_path: Path) -> MakeContext:
    """Make a context of the tiny study, with some of its text replaced."""

    def make(*edits: tuple[str, str], data: Path | None = None) -> Context:
        text = TINY
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        settings = StudySettings.model_validate(tomllib.loads(text))
        run = RunFolder(tmp_path / "run")
        return Context(settings, run, data, Runtime("cpu"), Console(quiet=True))

    return make


@pytest.fixture
def faces(tmp_path: Path) -> Path:
    """Write six pictures in class folders."""
    for emotion in ("happy", "sad"):
        for number in range(3):
            path = tmp_path / f"faces/train/{emotion}/{number}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(path), np.full((40, 40), 10 * number, np.uint8))
    return tmp_path / "faces"
