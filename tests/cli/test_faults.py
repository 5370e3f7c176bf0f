"""What can go wrong for a user: exit code 2, one sentence that says what to do, nothing broken."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import pytest
import torch

from feelingit.cli.pictures import write_class_folders
from feelingit.emotions import FER2013_ORDER
from feelingit.files import PARTIAL
from feelingit.synthetic import drawn_data_set
from tests.program import Ended, Program

STUDY = """\
title = "Faults"
claim = "None is swallowed."
[data]
image_size = 32
[occlusion]
test = ["none"]
[[models]]
architecture = "compact"
width = 0.125
[training]
epochs = 1
[evaluation]
resamples = 100
[[trainings]]
name = "baseline"
"""
FIRST_TRAINING = "train compact-baseline-s0"


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures") / "faces"
    write_class_folders(drawn_data_set(140, 32, 0), folder)
    return folder


@pytest.fixture
def faces(pictures: Path, tmp_path: Path) -> Path:
    return shutil.copytree(pictures, tmp_path / "faces")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "faults.toml"
    path.write_text(STUDY)
    return path


def explained(ended: Ended) -> str:
    """Give the sentence of a run that failed as it should."""
    assert ended.code == 2, ended.stderr
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    told = [line for line in ended.stderr.splitlines() if line.startswith("feelingit: ")]
    assert len(told) == 1
    assert ended.stderr.endswith(f"{told[0]}\n")
    return told[0].removeprefix("feelingit: ")


def files(run: Path) -> list[str]:
    """List what a run has left, but for its settings and its lock."""
    found = (str(path.relative_to(run)) for path in run.rglob("*") if path.is_file())
    return sorted(set(found) - {".lock", "study.json"})


# --- data that cannot be used ---------------------------------------------------------------


def drop_all_but(emotions: set[str]) -> Callable[[Path], None]:
    def change(faces: Path) -> None:
        for folder in faces.glob("*/*"):
            if folder.name not in emotions:
                shutil.rmtree(folder)

    return change


def leave_two_of_fear(faces: Path) -> None:
    for picture in sorted(faces.glob("train/fear/*"))[2:]:
        picture.unlink()


def drop_test(faces: Path) -> None:
    for name in ("validation", "test"):
        shutil.rmtree(faces / name, ignore_errors=True)


def drop_training(faces: Path) -> None:
    shutil.rmtree(faces / "train")


def empty(faces: Path) -> None:
    shutil.rmtree(faces)
    faces.mkdir()


def truncate_all(faces: Path) -> None:
    for picture in faces.rglob("*.png"):
        picture.write_bytes(picture.read_bytes()[:40])


@pytest.mark.parametrize(
    ("spoil", "found", "to_do"),
    [
        (leave_two_of_fear, "'fear' has 2 different training faces", "add faces"),
        (drop_test, "there are no test faces", "test_share"),
        (drop_training, "there are no training faces", "name a folder train/"),
        (drop_all_but({"happy"}), "all training faces are 'happy'", "at least two emotions"),
        (empty, "holds no pictures of any emotion", "expected folders named angry"),
        (truncate_all, "none of the 140 pictures", "can be read"),
        (shutil.rmtree, "does not exist", "expected a folder of faces or a CSV"),
    ],
    ids=["few", "no-test", "no-training", "one-class", "empty", "truncated", "missing"],
)
def test_data_that_cannot_be_used_are_refused_with_a_sentence(
    program: Program,
    faces: Path,
    study: Path,
    tmp_path: Path,
    spoil: Callable[[Path], None],
    *,
    found: str,
    to_do: str,
) -> None:
    spoil(faces)
    sentence = explained(program.run("study", study, "--data", faces, "--out", tmp_path / "run"))
    assert found in sentence
    assert to_do in sentence
    assert [name for name in files(tmp_path / "run") if PARTIAL in name] == []
    assert not (tmp_path / "run/clean").exists()


def test_a_path_that_is_not_there_leaves_no_folder(
    program: Program, study: Path, tmp_path: Path
) -> None:
    explained(program.run("study", study, "--data", tmp_path / "no", "--out", tmp_path / "run"))
    assert not (tmp_path / "run").exists()


def test_pictures_of_every_kind_are_read_and_broken_ones_are_listed(
    program: Program, faces: Path, study: Path, tmp_path: Path
) -> None:
    happy = sorted(faces.glob("train/happy/*.png"))
    grey = cv2.imread(str(happy[0]), cv2.IMREAD_GRAYSCALE)
    assert grey is not None
    cv2.imwrite(str(happy[0]), cv2.resize(grey, (71, 53)))
    cv2.imwrite(str(happy[1]), grey.astype(np.uint16) * 257)
    cv2.imwrite(str(happy[2]), np.dstack([grey, grey, grey, np.full_like(grey, 255)]))
    happy[3].write_bytes(happy[3].read_bytes()[:60])
    happy[4].write_bytes(b"not a picture")
    happy[5].write_bytes(b"")
    run = tmp_path / "run"
    program.start("study", study, "--data", faces, "--out", run).reach(FIRST_TRAINING).kill()
    rejected = pd.read_csv(run / "data/rejected.csv")
    assert set(rejected["source"]) == {f"train/happy/{path.name}" for path in happy[3:6]}
    assert rejected["reason"].str.len().min() > 5
    table = pd.read_csv(run / "data/table.csv").set_index("face_id")
    assert len(table) == 137
    assert table.loc[f"train/happy/{happy[0].name}", ["height", "width"]].tolist() == [53, 71]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Write faces as FER2013's CSV, all 48x48."""
    drawn = drawn_data_set(140, 48, 0)
    usage = {"train": "Training", "validation": "PublicTest", "test": "PrivateTest"}
    rows = [
        f"{FER2013_ORDER.index(emotion)},{' '.join(map(str, image.ravel()))},{usage[split]}"
        for image, emotion, split in zip(
            drawn.images, drawn.table["emotion"], drawn.table["split"], strict=True
        )
    ]
    path = tmp_path / "fer2013.csv"
    path.write_text("\n".join(["emotion,pixels,Usage", *rows]) + "\n")
    return path


def test_a_broken_row_of_a_csv_is_listed_and_the_rest_is_read(
    program: Program, table: Path, study: Path, tmp_path: Path
) -> None:
    lines = table.read_text().splitlines()
    lines[3] = "3,1 2 3,Training"
    lines[4] = "9" + lines[4][1:]
    table.write_text("\n".join(lines))
    run = tmp_path / "run"
    program.start("study", study, "--data", table, "--out", run).reach(FIRST_TRAINING).kill()
    assert pd.read_csv(run / "data/rejected.csv")["source"].str.contains("[23]").all()
    assert len(pd.read_csv(run / "data/table.csv")) == 138


def test_a_csv_of_something_else_is_refused(
    program: Program, table: Path, study: Path, tmp_path: Path
) -> None:
    table.write_text("name,age\nAda,36\n")
    sentence = explained(program.run("study", study, "--data", table, "--out", tmp_path / "run"))
    assert "fer2013.csv" in sentence
    assert files(tmp_path / "run") == []


def test_a_study_of_faces_asks_for_them(program: Program, study: Path, tmp_path: Path) -> None:
    sentence = explained(program.run("study", study, "--out", tmp_path / "run"))
    assert "--data PATH" in sentence
    assert not (tmp_path / "run").exists()


def test_a_study_that_draws_faces_refuses_others(
    program: Program, tiny_study: Path, faces: Path, tmp_path: Path
) -> None:
    command = ("study", tiny_study, "--data", faces, "--out", tmp_path / "run")
    assert "draws its own faces" in explained(program.run(*command))


def test_a_missing_corrections_file_is_named(
    program: Program, faces: Path, study: Path, tmp_path: Path
) -> None:
    study.write_text(STUDY.replace("[data]\n", '[data]\ncorrections = "mine.csv"\n'))
    sentence = explained(program.run("study", study, "--data", faces, "--out", tmp_path / "run"))
    assert f"{tmp_path / 'mine.csv'} cannot be read" in sentence
    assert not (tmp_path / "run").exists()


# --- folders that cannot be used ------------------------------------------------------------


def test_a_second_run_into_the_same_folder_is_refused_and_the_first_goes_on(
    program: Program, tiny_study: Path, tmp_path: Path
) -> None:
    command = ("study", tiny_study, "--out", tmp_path / "run")
    first = program.start(*command).reach("read")
    sentence = explained(program.run(*command))
    assert f"another run is using {tmp_path / 'run'}" in sentence
    assert "--out" in sentence
    first.reach("clean and split").kill()


def test_an_output_path_that_is_a_file_is_refused(
    program: Program, tiny_study: Path, tmp_path: Path
) -> None:
    (tmp_path / "run").write_text("mine")
    sentence = explained(program.run("study", tiny_study, "--out", tmp_path / "run"))
    assert "is a file" in sentence
    assert (tmp_path / "run").read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_refused(
    program: Program, tiny_study: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    sentence = explained(program.run("study", tiny_study, "--out", tmp_path / "file/run"))
    assert "cannot write into" in sentence
    assert "choose another folder" in sentence


def test_a_folder_of_something_else_is_not_written_over(
    program: Program, tiny_study: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine/data").mkdir(parents=True)
    (tmp_path / "mine/data/table.csv").write_text("precious")
    sentence = explained(program.run("study", tiny_study, "--out", tmp_path / "mine"))
    assert "holds data/, which is not of a run" in sentence
    assert files(tmp_path / "mine") == ["data/table.csv"]


def test_a_run_folder_among_the_faces_is_refused(
    program: Program, faces: Path, study: Path
) -> None:
    sentence = explained(program.run("study", study, "--data", faces, "--out", faces / "run"))
    assert "lies among the faces" in sentence
    assert not (faces / "run").exists()


# 100 kB: the pixels do not fit. 145 kB: they do, and a network's weights do not.
@pytest.mark.parametrize("largest", [1_000, 100_000, 145_000])
def test_a_file_that_cannot_be_written_in_full_is_not_there(
    program: Program, tiny_study: Path, tmp_path: Path, largest: int
) -> None:
    command = ("study", tiny_study, "--out", tmp_path / "run")
    sentence = explained(program.run(*command, largest_file=largest))
    assert "larger than files may be" in sentence
    assert "ulimit" in sentence
    assert [name for name in files(tmp_path / "run") if PARTIAL in name] == []
    assert (tmp_path / "run/data/images.npy").exists() == (largest > 140 * 32 * 32)
    program.start(*command).reach("choose settings").kill()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("this user may not mount a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_is_said_to_be_full_and_room_lets_the_run_go_on(
    program: Program, tiny_study: Path, small_disk: Path
) -> None:
    command = ("study", tiny_study, "--out", small_disk / "run")
    sentence = explained(program.run(*command))
    assert "the disk is full" in sentence
    assert "free some space and run again" in sentence
    assert [name for name in files(small_disk / "run") if PARTIAL in name] == []
    grow = ["mount", "-o", "remount,size=20m", str(small_disk)]
    subprocess.run(grow, check=True)
    ended = program.start(*command).reach("choose settings").kill()
    assert "read" in ended.done_before


def test_faces_that_are_drawn_onto_a_full_disk_are_an_error(
    program: Program, small_disk: Path
) -> None:
    sentence = explained(program.run("draw", small_disk / "faces", "--size", 128))
    assert "the disk is full" in sentence


# --- the study, the device, the report ------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("quickstrat", "did you mean 'quickstart'?"),
        ("feeling_it_gpu.toml", "did you mean 'feeling_it_cpu'?"),
        ("zebra", "feeling_it, feeling_it_cpu, quickstart, robust"),
    ],
)
def test_the_names_nearest_to_an_unknown_study_are_offered(
    program: Program, name: str, offered: str
) -> None:
    assert offered in explained(program.run("study", name))


def test_a_training_that_comes_to_nothing_says_what_to_change(
    program: Program, faces: Path, study: Path, tmp_path: Path
) -> None:
    study.write_text(
        STUDY.replace("epochs = 1", 'epochs = 1\nlearning_rate = 10\noptimiser = "sgd"')
    )
    command = ("study", study, "--data", faces, "--out", tmp_path / "run")
    for _ in range(2):
        sentence = explained(program.run(*command))
        assert "compact-baseline-s0 came to nothing" in sentence
        assert "lower the learning rate" in sentence


def test_a_study_file_with_an_error_is_named_with_the_line(
    program: Program, study: Path, tmp_path: Path
) -> None:
    study.write_text(STUDY.replace("epochs = 1", "epocs = 1"))
    sentence = explained(program.run("study", study, "--out", tmp_path / "run"))
    assert (
        sentence == f"{study}, line 11: unknown key 'epocs' in [training]; did you mean 'epochs'?"
    )


@pytest.mark.skipif(torch.cuda.is_available(), reason="CUDA is there")
def test_cuda_that_is_not_there_is_refused_before_anything_is_done(
    program: Program, tiny_study: Path, tmp_path: Path
) -> None:
    command = ("study", tiny_study, "--out", tmp_path / "run", "--device", "cuda")
    assert "use --device cpu" in explained(program.run(*command))
    assert not (tmp_path / "run").exists()


def test_a_report_of_something_that_is_no_run_is_refused(program: Program, tmp_path: Path) -> None:
    assert "not the folder of a finished run" in explained(program.run("report", tmp_path))
    assert "expected the folder" in explained(program.run("report", tmp_path / "no"))
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_says_how_to_go_on_and_the_same_command_does(
    program: Program, tiny_study: Path, tmp_path: Path
) -> None:
    command = ("study", tiny_study, "--out", tmp_path / "run")
    ended = program.start(*command).reach("train vgg16-baseline-s0").interrupt()
    assert ended.code == 130
    assert ended.stderr.endswith("\nstopped; the same command goes on from here\n")
    assert "Traceback" not in ended.stderr
    ended = program.start(*command).reach("predict vgg16-baseline-s0").kill()
    assert ended.done[0] == "train vgg16-baseline-s0"


def test_an_error_in_the_program_itself_shows_where_it_was(tmp_path: Path) -> None:
    code = (
        "import feelingit.study.shipped as shipped\n"
        "shipped.find_study = lambda name: 1 / 0\n"
        "import sys; sys.argv = ['feelingit', 'study', 'quickstart']\n"
        "from feelingit.cli import main; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "Traceback" in ended.stderr
    assert "ZeroDivisionError" in ended.stderr


# --- files named beside the study -------------------------------------------------------------


def test_votes_about_drawn_faces_are_refused(
    program: Program, tiny_study: Path, tmp_path: Path
) -> None:
    ended = program.run("study", tiny_study, "--votes", tmp_path / "v.csv", "--out", tmp_path / "r")
    assert "draws its own faces" in explained(ended)


def test_a_corrections_file_that_is_not_there_is_refused(
    program: Program, study: Path, faces: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "none.csv"
    ended = program.run(
        "study", study, "--data", faces, "--corrections", missing, "--out", tmp_path / "run"
    )
    assert "none.csv" in explained(ended)
