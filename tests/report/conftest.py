from collections.abc import Iterator
from pathlib import Path

import pytest

from feelingit.report import build_report
from feelingit.report.load import load
from feelingit.report.results import Results
from feelingit.run_folder import RunFolder

from .sample_run import Sample, covered_sample, write_sample

LEAST = Sample(
    models=("compact",),
    arms=("no_control",),
    conditions=("none",),
    faces=300,
    search=False,
    saliency=False,
    corrections=False,
)
"""The smallest run that has a report: one model, no search, no saliency, nothing published."""


@pytest.fixture(scope="session", autouse=True)
def coarse_pictures() -> Iterator[None]:
    """Write PNGs of few dots: the same code in a third of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("feelingit.report.style.RESOLUTION", 30)
        yield


@pytest.fixture(scope="session")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """The study's ten models."""
    return write_sample(tmp_path_factory.mktemp("ten"))


@pytest.fixture(scope="session")
def results(run: RunFolder) -> Results:
    return load(run)


@pytest.fixture(scope="session")
def page(run: RunFolder) -> Path:
    return build_report(run)


@pytest.fixture(scope="session")
def least(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    return write_sample(tmp_path_factory.mktemp("least"), LEAST)


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """One model in three arms, one of them a mixture and one cut away, with two seeds."""
    arms = ("baseline", "mixed", "lower_face_cut")
    conditions = ("none", "forehead", "eyes", "lower_face", "lower_face_cut", "box_half")
    sample = Sample(models=("vgg16",), arms=arms, conditions=conditions, seeds=(0, 1), faces=400)
    return load(write_sample(tmp_path_factory.mktemp("seeds"), sample))


@pytest.fixture(scope="session")
def covered_run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """One model in three arms under some coverings, their boxes, and two that grow."""
    sample = covered_sample(500, everything=False)
    return write_sample(tmp_path_factory.mktemp("covered"), sample)


@pytest.fixture(scope="session")
def covered(covered_run: RunFolder) -> Results:
    return load(covered_run)
