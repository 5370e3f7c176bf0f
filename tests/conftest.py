"""A tiny study, the program that runs it, and a run of it that nobody disturbed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .program import Program

TINY = """\
title = "Tiny"
claim = "Everything works."

[data]
drawn = 140
image_size = 32

[occlusion]
test = ["none", "lower_face"]

[[models]]
architecture = "vgg16"
width = 0.0625

[[models]]
architecture = "compact"
width = 0.125

[training]
learning_rate = 1e-3
batch_size = 32
epochs = 2

[search]
epochs = 1
learning_rate = [1e-3, 1e-4]

[evaluation]
resamples = 100

[saliency]
methods = ["grad_cam", "gradient"]
conditions = ["lower_face"]
faces_per_emotion = 2
judged_per_emotion = 2
permutations = 100

[saliency.controls]
seeds = [1]
shuffled = 30

[[trainings]]
name = "baseline"

[[trainings]]
name = "lower_face"
train_on = ["lower_face"]
"""
"""Every kind of step, in seconds."""


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    program = Program(tmp_path_factory.mktemp("program"))
    yield program
    program.close()


@pytest.fixture(scope="session")
def tiny_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study") / "tiny.toml"
    path.write_text(TINY)
    return path


@pytest.fixture(scope="session")
def undisturbed(
    program: Program, tiny_study: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Run the tiny study from its beginning to its end; copy the folder before changing it."""
    folder = tmp_path_factory.mktemp("undisturbed") / "run"
    ended = program.run("study", tiny_study, "--out", folder)
    assert ended.code == 0, ended.stderr
    return folder
