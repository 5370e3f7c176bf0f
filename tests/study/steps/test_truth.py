"""The test of the whole instrument, run on a network that learns in seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.run_folder import RunFolder
from feelingit.saliency.truth import CENTER, COLUMNS, TRUE_REGIONS, true_region
from feelingit.study.console import Console
from feelingit.study.context import Context
from feelingit.study.lessons import HeldOut, Lesson
from feelingit.study.settings import ControlSettings, StudySettings
from feelingit.study.steps import truth as step
from feelingit.study.steps.truth import RESULT, STATE, TRUTH, truth
from feelingit.training.batches import Sample
from feelingit.types import Progress, Region
from tests.study.conftest import MakeContext

SIDE, TAUGHT = 32, 256
FIRST, SECOND, NEUTRAL = (EMOTIONS.index(name) for name in ("happy", "surprise", "neutral"))
ONE = ('[[models]]\narchitecture = "vgg16"\nwidth = 0.0625\n', "")
NO_SEARCH = ("[search]\nepochs = 1\nlearning_rate = [1e-3, 1e-4]\n", "")


@pytest.fixture
def context(make_context: MakeContext) -> Context:
    """Give a study with one small network that is to be tested on drawn faces."""
    made = make_context(ONE, NO_SEARCH)
    few = ControlSettings(drawn=16)
    return replace(made, settings=with_saliency(made.settings, methods=("grad_cam",), controls=few))


def with_saliency(settings: StudySettings, **update: object) -> StudySettings:
    saliency = settings.saliency.model_copy(update=update)
    return settings.model_copy(update={"saliency": saliency})


@pytest.fixture
def mouth_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step, "TRUE_REGIONS", ("mouth",))


def read(context: Context) -> pd.DataFrame:
    return pd.read_csv(context.run.saliency / TRUTH)


def planted(region: Region, count: int, size: int) -> Lesson:
    """Give pictures that are learnt in seconds: a spot in the region that is bright, dark or grey.

    Spots elsewhere tell nothing.
    """
    assert (region, size) == ("mouth", SIDE)
    rows, columns = np.mgrid[:SIDE, :SIDE]
    spot = (abs(rows - 25) <= 2) & (abs(columns - 12) <= 3)
    face = (rows - 16) ** 2 + (columns - 16) ** 2 <= 15**2

    def pictures(count: int, seed: int) -> Sample:
        generator = np.random.default_rng(seed)
        labels = generator.choice([FIRST, SECOND, NEUTRAL], count)
        images = generator.integers(100, 156, (count, SIDE, SIDE)).astype(np.uint8)
        for image, label in zip(images, labels, strict=True):
            row, column = generator.integers(0, (14, 26))
            image[row : row + 5, column : column + 7] = generator.choice([20, 128, 240])
            image[spot] = {FIRST: 240, SECOND: 20, NEUTRAL: 128}[int(label)]
        return Sample(images, labels)

    asked = pictures(120, 2)
    inside = np.repeat(spot[None], 120, axis=0)
    truth_of = true_region(inside, inside, np.repeat(face[None], 120, axis=0))
    held_out = HeldOut(asked.images, asked.labels, truth_of, 3)
    return Lesson(pictures(count, 0), pictures(60, 1), held_out)


@pytest.mark.usefixtures("mouth_alone")
def test_methods_find_the_place_by_which_a_network_has_learnt(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From training to the table, with all that a study uses but the drawing."""
    methods = ("integrated_gradients", "occlusion_sensitivity")
    monkeypatch.setattr(step, "lesson", planted)
    monkeypatch.setattr(step, "STEPS", 96)
    controls = ControlSettings(drawn=TAUGHT)
    settings = with_saliency(
        context.settings, methods=methods, controls=controls, judged_per_emotion=10
    )
    truth(replace(context, settings=settings))
    table = read(context)
    assert tuple(table.columns) == COLUMNS
    assert table["method"].tolist() == [CENTER, *methods]
    assert (table["accuracy"] > 0.9).all()
    assert (table["faces"] == 20).all()
    rows = table.set_index("method")
    for method in methods:
        found = rows.loc[method]
        assert found["passes"]
        assert found["ratio"] == pytest.approx(found["share"] / found["chance"])
        assert 2 < found["low"] <= found["ratio"] <= found["high"]
    assert float(rows.loc[[CENTER], "ratio"].iloc[0]) < 1.5
    assert not rows.loc[CENTER, "passes"]


@pytest.mark.usefixtures("mouth_alone")
def test_a_network_that_has_not_learnt_tells_nothing_of_methods(
    context: Context, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(step, "STEPS", 0)
    truth(replace(context, console=Console()))
    table = read(context)
    assert table["passes"].isna().all()
    assert (table["accuracy"] < 0.5).all()
    assert "compact did not learn to tell emotions by the mouth" in capsys.readouterr().err


class Stopping(Console):
    """Stop the run, as a person would, when so many epochs are done."""

    def __init__(self, at: int) -> None:
        super().__init__(quiet=True)
        self.at = at

    @contextmanager
    def progress(self, unit: str) -> Iterator[Progress]:
        assert unit == "epochs"

        def tell(done: int, total: int) -> None:
            assert done <= total
            if done == self.at:
                raise KeyboardInterrupt

        yield tell


def test_a_run_that_was_stopped_goes_on_with_the_next_network(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "STEPS", 1)
    undisturbed = replace(context, run=RunFolder(tmp_path / "undisturbed"))
    truth(undisturbed)
    with pytest.raises(KeyboardInterrupt):
        truth(replace(context, console=Stopping(at=3)))
    results = sorted((context.run.saliency / "truth").glob(f"*/{RESULT}"))
    assert [path.parent.name for path in results] == [f"compact-{TRUE_REGIONS[0]}"]
    written = results[0].stat().st_mtime_ns
    truth(context)
    assert results[0].stat().st_mtime_ns == written
    pd.testing.assert_frame_equal(read(context), read(undisturbed))
    assert not list(context.run.saliency.rglob(STATE))


@pytest.mark.usefixtures("mouth_alone")
def test_results_of_other_settings_are_not_taken(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(step, "STEPS", 1)
    truth(context)
    first = read(context)
    assert set(first["method"]) == {CENTER, "grad_cam"}
    more = with_saliency(context.settings, methods=("grad_cam", "grad_cam:stage2"))
    truth(replace(context, settings=more))
    assert set(read(context)["method"]) == {CENTER, "grad_cam", "grad_cam:stage2"}
