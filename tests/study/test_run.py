"""A study's run: what is done, what is done again, and what a stop costs."""

import shutil
from pathlib import Path
from unittest.mock import ANY

import cv2
import numpy as np
import pandas as pd
import pytest
import torch

from feelingit.cli.pictures import write_class_folders
from feelingit.run_folder import read_json
from feelingit.saliency.atlas import load_atlas
from feelingit.study.settings import StudySettings
from feelingit.synthetic import drawn_data_set
from tests.conftest import TINY
from tests.program import Ended, Program

ACTS = ("train {}", "predict {}")
MAPS = ("map {}", "sum up maps of {}")
MODELS = ("vgg16", "compact")
NETWORKS = ("vgg16-baseline", "vgg16-lower_face", "compact-baseline", "compact-lower_face")
CONTROLS = [
    f"train {model}-baseline-{which} to judge by"
    for model in MODELS
    for which in ("s1", "s0-shuffled")
]
JUDGED = [f"judge methods on {model}-baseline-s0" for model in MODELS]
CANDIDATES = [
    f"try {model}: learning_rate {rate}" for model in MODELS for rate in ("0.001", "0.0001")
]
STEPS_BEFORE_TRAINING = ["read", "clean and split", "find landmarks"]
END = ["gather maps", "judge claims"]


def steps(acts: tuple[str, ...], *networks: str) -> list[str]:
    """Name what is done with networks."""
    return [act.format(f"{network}-s0") for act in acts for network in networks]


STOPS = (
    *("read", "clean and split", CANDIDATES[1], "choose settings", "train vgg16-lower_face-s0"),
    *("predict vgg16-baseline-s0", "evaluate", "map compact-baseline-s0"),
    *("sum up maps of vgg16-baseline-s0", "compare maps", CONTROLS[1], JUDGED[1], *END, "report"),
)


def without(text: str, *parts: str) -> str:
    for part in parts:
        assert part in text
        text = text.replace(part, "")
    return text


LESS = without(
    TINY,
    '[[models]]\narchitecture = "compact"\nwidth = 0.125\n',
    "[search]\nepochs = 1\nlearning_rate = [1e-3, 1e-4]\n",
    '[[trainings]]\nname = "lower_face"\ntrain_on = ["lower_face"]\n',
)
"""The tiny study with one network and no search."""


def results(run: Path) -> dict[str, bytes]:
    """Give what a run has found, file by file: scores, predictions, maps, the faces in use."""
    patterns = ("clean/*", "evaluation/*", "saliency/*.csv", "predictions/*.csv.gz")
    return {
        str(path.relative_to(run)): unpacked(path)
        for pattern in patterns
        for path in sorted(run.glob(pattern))
    }


def unpacked(path: Path) -> bytes:
    """Read a file; of a packed one the content, for the pack holds the time."""
    return pd.read_csv(path).to_csv().encode() if path.suffix == ".gz" else path.read_bytes()


def steps_of(run: Path) -> list[str]:
    return [step["name"] for step in read_json(run / "provenance.json")["steps"]]


def changed(program: Program, undisturbed: Path, folder: Path, *edits: tuple[str, str]) -> Ended:
    """Go on with a copy of the finished run under a changed study, up to the report."""
    run = shutil.copytree(undisturbed, folder / "run")
    study = folder / "tiny.toml"
    text = TINY
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    study.write_text(text)
    return program.start("study", study, "--out", run).reach("report").kill()


@pytest.mark.slow
def test_killed_in_every_step_it_ends_with_what_an_undisturbed_run_found(
    program: Program, tiny_study: Path, undisturbed: Path, tmp_path: Path
) -> None:
    command = ("study", tiny_study, "--out", tmp_path / "run")
    for stop in STOPS:
        assert program.start(*command).reach(stop).kill().code == -9
    assert program.run(*command).code == 0
    found = results(tmp_path / "run")
    assert found == results(undisturbed)
    assert {"evaluation/scores.csv", "predictions/vgg16-baseline-s0.csv.gz"} <= found.keys()
    assert list((tmp_path / "run").rglob(".partial-*")) == []


def test_killed_within_a_training_it_goes_on_with_the_epoch_that_was_next(
    program: Program, tmp_path: Path
) -> None:
    study = tmp_path / "long.toml"
    study.write_text(LESS.replace("epochs = 2", "epochs = 25\npatience = 0"))
    run = tmp_path / "run"
    model = run / "models/vgg16-baseline-s0"

    def saved() -> list[Path]:
        return list(model.glob(".state-*.pt"))

    program.start("study", study, "--out", run).until(lambda: bool(saved()), "a state").kill()
    epochs = torch.load(saved()[0], weights_only=True)["progress"]["history"]
    assert 1 <= len(epochs) < 25
    program.start("study", study, "--out", run).reach("predict vgg16-baseline-s0").kill()
    history = pd.read_csv(model / "history.csv")
    assert len(history) == 25
    # An epoch that was done again would have taken another time.
    assert history["seconds"].tolist()[: len(epochs)] == [epoch["seconds"] for epoch in epochs]
    assert saved() == []

    again = tmp_path / "again"
    program.start("study", study, "--out", again).reach("predict vgg16-baseline-s0").kill()
    undisturbed = pd.read_csv(again / "models/vgg16-baseline-s0/history.csv")
    pd.testing.assert_frame_equal(
        history.drop(columns="seconds"), undisturbed.drop(columns="seconds"), check_exact=True
    )


def test_a_finished_run_does_no_step_again(
    program: Program, tiny_study: Path, undisturbed: Path, tmp_path: Path
) -> None:
    run = shutil.copytree(undisturbed, tmp_path / "run")
    ended = program.start("study", tiny_study, "--out", run).reach("report").kill()
    assert ended.done == ["report"]
    assert ended.done_before == steps_of(undisturbed)


@pytest.mark.parametrize(
    ("edit", "redone"),
    [
        (
            ("faces_per_emotion = 2", "faces_per_emotion = 3"),
            [*steps(MAPS, *NETWORKS), "compare maps", *JUDGED, *END],
        ),
        (
            ("resamples = 100", "resamples = 101"),
            ["evaluate", *steps(MAPS[1:], *NETWORKS), *JUDGED, *END],
        ),
        (("shuffled = 30", "shuffled = 40"), [*CONTROLS[1::2], *JUDGED, *END]),
    ],
    ids=["saliency", "evaluation", "controls"],
)
def test_a_changed_setting_redoes_what_depends_on_it_and_no_training(
    program: Program,
    undisturbed: Path,
    tmp_path: Path,
    edit: tuple[str, str],
    redone: list[str],
) -> None:
    ended = changed(program, undisturbed, tmp_path, edit)
    assert ended.done == [*redone, "report"]
    assert sorted(ended.done + ended.done_before) == sorted([*steps_of(undisturbed), "report"])


def test_a_method_more_makes_its_own_maps_and_leaves_those_of_others(
    program: Program, undisturbed: Path, tmp_path: Path
) -> None:
    edit = ('"gradient"]', '"gradient", "grad_cam:-2"]')
    ended = changed(program, undisturbed, tmp_path, edit)
    asked = ("vgg16-baseline", "compact-baseline")
    assert ended.done == [*steps(MAPS, *asked), "compare maps", *JUDGED, *END, "report"]
    folder = "saliency/maps/vgg16-baseline-s0/lower_face"
    before, after = undisturbed / folder, tmp_path / "run" / folder
    assert (after / "gradient.npy").stat().st_mtime == (before / "gradient.npy").stat().st_mtime
    assert (after / "grad_cam@-2.npy").exists()
    trust = pd.read_csv(tmp_path / "run/saliency/trust.csv")
    assert set(trust["method"]) == {"grad_cam", "grad_cam:-2", "gradient"}


def test_a_method_that_is_no_longer_asked_for_is_in_no_table(
    program: Program, undisturbed: Path, tmp_path: Path
) -> None:
    changed(program, undisturbed, tmp_path, ('["grad_cam", "gradient"]', '["grad_cam"]'))
    run = tmp_path / "run"
    for name in ("shares", "agreement", "trust", "curves", "randomised"):
        assert set(pd.read_csv(run / f"saliency/{name}.csv")["method"]) == {"grad_cam"}
    assert load_atlas(run / "saliency/vgg16-baseline-s0.npz").methods == ("grad_cam",)


def test_a_changed_training_setting_trains_everything_again_on_the_same_faces(
    program: Program, undisturbed: Path, tmp_path: Path
) -> None:
    ended = changed(program, undisturbed, tmp_path, ("batch_size = 32", "batch_size = 16"))
    assert ended.done_before == STEPS_BEFORE_TRAINING


def test_another_training_is_all_that_is_trained(
    program: Program, undisturbed: Path, tmp_path: Path
) -> None:
    edit = (
        'name = "baseline"\n',
        'name = "baseline"\n[[trainings]]\nname = "bare"\ncontrol=false\n',
    )
    ended = changed(program, undisturbed, tmp_path, edit)
    new = ("vgg16-bare", "compact-bare")
    assert ended.done == [
        *(*steps(ACTS, *new), "evaluate", *steps(MAPS, *new), "compare maps"),
        *(*JUDGED, *END, "report"),
    ]


@pytest.mark.slow
def test_what_a_study_no_longer_has_is_not_in_its_report(
    program: Program, undisturbed: Path, tmp_path: Path
) -> None:
    run = shutil.copytree(undisturbed, tmp_path / "run")
    study = tmp_path / "less.toml"
    study.write_text(LESS)
    ended = program.run("study", study, "--out", run)
    assert ended.code == 0, ended.stderr
    # Maps need a network alone, so those that are there stay.
    assert ended.done == [
        *(*steps(ACTS, "vgg16-baseline"), "evaluate", *steps(MAPS, "vgg16-baseline")),
        *("compare maps", *CONTROLS[:2], JUDGED[0], *END, "report"),
    ]
    report = (run / "report/report.html").read_text()
    assert "VGG-16" in report
    assert "Compact" not in report
    assert "Search for settings" not in report
    # The folder keeps them, in case the study is changed back.
    assert (run / "models/compact-baseline-s0/weights.safetensors").exists()


def test_another_alternative_of_a_search_is_all_that_is_tried(
    program: Program, undisturbed: Path, tmp_path: Path
) -> None:
    edit = ("learning_rate = [1e-3, 1e-4]", "learning_rate = [1e-2, 1e-3]")
    ended = changed(program, undisturbed, tmp_path, edit)
    tried = [step for step in ended.done if step.startswith("try")]
    assert tried == [f"try {model}: learning_rate 0.01" for model in MODELS]
    table = pd.read_csv(tmp_path / "run/search/results.csv")
    assert table["learning_rate"].tolist() == [0.01, 0.001] * 2
    before = pd.read_csv(undisturbed / "search/results.csv")
    kept, old = table[table["learning_rate"] == 0.001], before[before["learning_rate"] == 0.001]
    assert kept["validation_loss"].tolist() == old["validation_loss"].tolist()


def test_a_setting_that_was_changed_and_changed_back_is_not_taken_for_done(
    program: Program, tiny_study: Path, undisturbed: Path, tmp_path: Path
) -> None:
    run = shutil.copytree(undisturbed, tmp_path / "run")
    other = tmp_path / "other.toml"
    other.write_text(TINY.replace("resamples = 100", "resamples = 150"))
    program.start("study", other, "--out", run).reach("gather maps").kill()
    assert results(run) != results(undisturbed)
    program.start("study", tiny_study, "--out", run).reach("report").kill()
    assert results(run) == results(undisturbed)


def test_another_seed_has_networks_of_its_own(
    program: Program, tiny_study: Path, undisturbed: Path, tmp_path: Path
) -> None:
    run = shutil.copytree(undisturbed, tmp_path / "run")
    command = ("study", tiny_study, "--out", run, "--seed", 3)
    ended = program.start(*command).reach("predict vgg16-baseline-s3").kill()
    assert [step for step in ended.done if step.startswith("train")] == [
        f"train {name}-s3" for name in NETWORKS
    ]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures") / "faces"
    write_class_folders(drawn_data_set(140, 32, 0), folder)
    return folder


@pytest.fixture
def of_pictures(pictures: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Give a copy of the pictures, and a study of them."""
    study = tmp_path / "pictures.toml"
    study.write_text(TINY.replace("drawn = 140\n", 'corrections = "corrections.csv"\n'))
    (tmp_path / "corrections.csv").write_text("face_id,emotion,reason\n")
    return shutil.copytree(pictures, tmp_path / "faces"), study


def test_a_changed_picture_is_read_anew(
    program: Program, of_pictures: tuple[Path, Path], tmp_path: Path
) -> None:
    faces, study = of_pictures
    command = ("study", study, "--data", faces, "--out", tmp_path / "run")
    program.start(*command).reach(CANDIDATES[0]).kill()
    before = np.load(tmp_path / "run/data/images.npy")
    assert program.start(*command).reach(CANDIDATES[0]).kill().done_before == STEPS_BEFORE_TRAINING
    picture = next(faces.glob("train/happy/*.png"))
    cv2.imwrite(str(picture), 255 - cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE))
    ended = program.start(*command).reach(CANDIDATES[0]).kill()
    assert ended.done[:3] == STEPS_BEFORE_TRAINING
    after = np.load(tmp_path / "run/data/images.npy")
    assert (before != after).any(axis=(1, 2)).sum() == 1


def test_changed_corrections_clean_again_and_read_nothing(
    program: Program, of_pictures: tuple[Path, Path], tmp_path: Path
) -> None:
    faces, study = of_pictures
    command = ("study", study, "--data", faces, "--out", tmp_path / "run")
    program.start(*command).reach(CANDIDATES[0]).kill()
    face = pd.read_csv(tmp_path / "run/clean/table.csv")["face_id"][0]
    (tmp_path / "corrections.csv").write_text(f"face_id,emotion,reason\n{face},drop,blurred\n")
    ended = program.start(*command).reach(CANDIDATES[0]).kill()
    assert ended.done_before == ["read"]
    assert ended.done[:2] == ["clean and split", "find landmarks"]
    assert face not in set(pd.read_csv(tmp_path / "run/clean/table.csv")["face_id"])


def test_provenance_names_versions_device_data_and_every_step(undisturbed: Path) -> None:
    found = read_json(undisturbed / "provenance.json")
    # Names and not paths, which may tell more than their owner wants to publish.
    assert found["command"] == "feelingit study tiny.toml --out run"
    assert found["packages"]["torch"] == torch.__version__
    assert found["device"]["used"] == "cpu"
    assert found["data"] == {"path": None, "kind": "drawn", "fingerprint": ANY, "faces": 140}
    assert found["seeds"] == [0]
    assert found["started"] <= found["finished"]
    assert found["seconds"] == pytest.approx(sum(s["seconds"] for s in found["steps"]), abs=0.1)
    assert len(found["steps"]) == 8 + 4 * 2 + 1 + 4 * 2 + 1 + 4 + 2 + 2


def test_the_settings_of_a_run_are_kept_with_their_defaults(undisturbed: Path) -> None:
    kept = read_json(undisturbed / "study.json")
    assert kept["data"]["drawn"] == 140
    assert kept["training"]["batch_size"] == 32
    assert StudySettings.model_validate(kept).model_dump(mode="json") == kept


@pytest.mark.slow
def test_two_processes_train_a_study_from_end_to_end(program: Program, tmp_path: Path) -> None:
    study = tmp_path / "less.toml"
    study.write_text(LESS)
    run = tmp_path / "run"
    ended = program.run("study", study, "--out", run, "--device", "cpu", "--devices", 2)
    assert ended.code == 0, ended.stderr
    assert read_json(run / "provenance.json")["device"]["devices"] == 2
    assert len(pd.read_csv(run / "models/vgg16-baseline-s0/history.csv")) == 2
    assert len(pd.read_csv(run / "evaluation/scores.csv")) == 2
    assert (run / "report/report.html").is_file()
