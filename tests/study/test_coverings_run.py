"""A study of coverings from end to end: what it leaves, and what a stop costs."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from feelingit.run_folder import read_json
from feelingit.study.parts import HIDDEN
from tests.program import Program
from tests.study.test_run import results, steps_of

STUDY = """\
title = "Tiny coverings"
claim = "Everything works."

[data]
drawn = 140
image_size = 32

[occlusion]
test = ["none", "lower_face", "nose_mouth_shape", "eyes_shape", "sunglasses", "surgical_mask"]
controls = ["box"]

[occlusion.growth]
shares = [50]
directions = ["below", "above"]

[[models]]
architecture = "compact"
width = 0.125

[training]
batch_size = 32
epochs = 2

[evaluation]
resamples = 100

[saliency]
methods = ["grad_cam", "occlusion_sensitivity"]
conditions = ["surgical_mask"]
faces_per_emotion = 2
judged_per_emotion = 2
permutations = 100

[[trainings]]
name = "bare"

[[trainings]]
name = "coverings"
train_on = ["none", "sunglasses"]
bare_share = 0.25
"""
TESTED = (
    *("none", "lower_face", "nose_mouth_shape", "eyes_shape", "sunglasses", "surgical_mask"),
    *("nose_mouth_shape@box", "eyes_shape@box", "sunglasses@box", "surgical_mask@box"),
    *("below_50", "above_50"),
)
NETWORKS = ("compact-bare-s0", "compact-coverings-s0")
STEPS = [
    *("read", "clean and split", "find landmarks"),
    *(f"{act} {name}" for act in ("train", "predict") for name in NETWORKS),
    *("evaluate", "measure coverings", "evaluate coverings"),
    *(f"{act} {name}" for act in ("map", "sum up maps of") for name in NETWORKS),
    *("compare maps", "judge methods on compact-bare-s0", "gather maps", "judge claims"),
]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("coverings") / "tiny_coverings.toml"
    path.write_text(STUDY)
    return path


@pytest.fixture(scope="module")
def finished(program: Program, study: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = tmp_path_factory.mktemp("finished") / "run"
    ended = program.run("study", study, "--out", run)
    assert ended.code == 0, ended.stderr
    return run


def test_it_does_every_step_and_leaves_every_table(finished: Path) -> None:
    assert steps_of(finished) == STEPS
    left = {path.name for path in (finished / "evaluation").iterdir()}
    assert {"coverings.csv", "flows.csv", "growth.csv", "trust.csv", "unseen.csv"} <= left
    assert (finished / "report/report.html").is_file()
    assert not list(finished.rglob(f"{HIDDEN}*"))


def test_every_network_is_tested_on_all_that_is_named_controlled_and_growing(
    finished: Path,
) -> None:
    scores = pd.read_csv(finished / "evaluation/scores.csv")
    assert scores.groupby("model_id")["tested_on"].agg(tuple).to_dict() == dict.fromkeys(
        NETWORKS, TESTED
    )
    assert read_json(finished / "models/compact-coverings-s0/model.json")["trained_on"] == (
        "none+sunglasses"
    )


def test_what_is_hidden_is_measured_for_each_condition(finished: Path) -> None:
    shares = pd.read_csv(finished / "evaluation/shares.csv").set_index("tested_on")
    assert tuple(shares.index) == TESTED
    assert shares.loc["none", ["share_of_picture", "share_of_face"]].tolist() == [0, 0]
    assert shares.loc["lower_face", "share_of_picture"] == 0.5
    assert shares.loc["below_50", "share_of_face"] == pytest.approx(0.5, abs=0.02)
    for name in ("sunglasses", "surgical_mask"):
        own, box = (shares.loc[n, "share_of_picture"] for n in (name, f"{name}@box"))
        assert box == pytest.approx(own, rel=0.05)
    assert shares.loc["sunglasses", "share_of_face"] < shares.loc["surgical_mask", "share_of_face"]


def test_claims_about_coverings_are_judged(finished: Path) -> None:
    claims = pd.read_csv(finished / "evaluation/claims.csv").set_index("claim")
    for claim in ("below_matters_more", "training_helps_unseen", "emotions_survive_as_for_people"):
        assert claims.loc[claim, "verdict"] != "not tested", claims.loc[claim, "sentence"]


@pytest.mark.slow
def test_killed_in_its_steps_it_ends_with_what_an_undisturbed_run_found(
    program: Program, study: Path, finished: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    command = ("study", study, "--out", run)
    stops = (STEPS[2], STEPS[4], STEPS[5], "measure coverings", "evaluate coverings")
    for stop in stops:
        assert program.start(*command).reach(stop).kill().code == -9
    assert program.run(*command).code == 0
    assert results(run) == results(finished)
    mine, other = (np.load(folder / "landmarks/landmarks.npz") for folder in (run, finished))
    assert np.array_equal(mine["landmarks"], other["landmarks"])


def test_killed_within_the_predictions_it_goes_on_with_the_condition_that_was_next(
    program: Program, study: Path, finished: Path, tmp_path: Path
) -> None:
    run = shutil.copytree(finished, tmp_path / "run")
    (run / "predictions/compact-bare-s0.csv.gz").unlink()

    def parts() -> list[Path]:
        return sorted(run.glob(f"predictions/{HIDDEN}*/[!.]*.npy"))

    command = ("study", study, "--out", run)
    program.start(*command).until(lambda: len(parts()) >= 2, "two conditions").kill()
    kept = {path.name: path.stat().st_mtime_ns for path in parts()}
    assert 2 <= len(kept) < len(TESTED)
    # What was kept is used: another answer under bare faces shows in the table.
    bare = next(path for path in parts() if path.stem == "none")
    answers = np.load(bare)
    np.save(bare, np.roll(answers, 1, axis=1))
    program.start(*command).reach("evaluate").kill()
    before, after = (
        pd.read_csv(folder / "predictions/compact-bare-s0.csv.gz") for folder in (finished, run)
    )
    same = (before == after).all(axis=1)
    assert set(before.loc[~same, "tested_on"]) == {"none"}
    assert parts() == []


def test_a_covering_more_trains_nothing_and_none_at_all_forgets_what_was_found_about_them(
    program: Program, study: Path, finished: Path, tmp_path: Path
) -> None:
    run = shutil.copytree(finished, tmp_path / "run")
    more = tmp_path / "more.toml"
    more.write_text(study.read_text().replace('"sunglasses", "surg', '"sunglasses", "cap", "surg'))
    ended = program.start("study", more, "--out", run).reach("predict compact-coverings-s0").kill()
    assert ended.done_before == STEPS[:5]

    text = STUDY.partition('[[trainings]]\nname = "coverings"')[0].replace('controls = ["box"]', "")
    none = tmp_path / "none.toml"
    none.write_text(
        text.replace('"nose_mouth_shape", "eyes_shape", "sunglasses", "surgical_mask"', "")
        .replace(", ]", "]")
        .partition("[occlusion.growth]")[0]
        + text.partition('directions = ["below", "above"]\n')[2].replace(
            'conditions = ["surgical_mask"]', ""
        )
    )
    ended = program.start("study", none, "--out", run).reach("gather maps").kill()
    # They are needed for maps, whatever is covered.
    assert "find landmarks" in ended.done_before
    left = {path.name for path in (run / "evaluation").iterdir()}
    assert left.isdisjoint({"coverings.csv", "flows.csv", "shares.csv", "unseen.csv"})
    assert "scores.csv" in left
