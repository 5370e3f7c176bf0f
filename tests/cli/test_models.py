"""`feelingit models` and `feelingit export`: from a study's run to a model that predicts."""

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from feelingit.predict.model_file import DEFAULT, shipped
from feelingit.synthetic import draw_faces
from tests.predict.tiny_model import write_model
from tests.program import Ended, Program

NAME = "compact-baseline-s0"


@pytest.fixture(scope="module")
def run(undisturbed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(undisturbed, tmp_path_factory.mktemp("models") / "runs/tiny")


@pytest.fixture(scope="module")
def exported(program: Program, run: Path) -> Path:
    ended = program.run("export", "compact-b", cwd=run.parents[1])
    assert ended.code == 0, ended.stderr
    assert ended.stderr == f"try it: feelingit predict PICTURE --model {ended.stdout}"
    return run.parents[1] / ended.stdout.strip()


def told(ended: Ended) -> str:
    """Give what a command that did its work has written, within 80 columns."""
    assert (ended.code, ended.stderr) == (0, "")
    lines = [line for line in ended.stdout.splitlines() if not line.startswith("! /")]
    assert [line for line in lines if len(line) > 80 or line != line.rstrip()] == []
    return ended.stdout


def refused(ended: Ended) -> str:
    assert (ended.code, ended.stdout) == (2, "")
    assert ended.stderr.startswith("feelingit: ")
    assert ended.stderr.count("\n") == 1
    return ended.stderr


def test_the_models_that_ship_are_listed(program: Program) -> None:
    table = told(program.run("models"))
    assert f"{DEFAULT}, the default" in table
    assert all(name in table for name in shipped())


def test_the_card_that_ships_is_shown_as_it_is(program: Program) -> None:
    ended = program.run("models", DEFAULT)
    assert ended.code == 0
    assert ended.stdout == shipped()[DEFAULT].with_suffix(".md").read_text()


def test_an_exported_model_lies_in_its_run_and_predicts(
    program: Program, run: Path, exported: Path, tmp_path: Path
) -> None:
    assert exported == run / "models" / NAME / f"{NAME}.onnx"
    face = tmp_path / "face.png"
    Image.fromarray(draw_faces(1, 96, 0).faces.images[0]).save(face)
    out = tmp_path / "table.json"
    ended = program.run(
        "predict", face, "--detector", "none", "--model", exported, "--out", out, cwd=tmp_path
    )
    assert ended.code == 0, ended.stderr
    (row,) = json.loads(out.read_text())
    assert row["status"] == "ok"
    assert sum(row["probabilities"].values()) == pytest.approx(1, abs=1e-3)


def test_a_run_s_models_are_listed_exported_or_not(
    program: Program, run: Path, exported: Path
) -> None:
    assert exported.exists()
    table = told(program.run("models", "--run", "runs/tiny", cwd=run.parents[1]))
    assert f"\n  {NAME}" in table
    assert "\n* vgg16-baseline-s0" in table
    assert "* not exported yet: feelingit export NAME --run runs/tiny" in table
    assert "drawn faces, bare" in " ".join(table.split())


def test_a_listing_for_programs_is_json(program: Program, run: Path, exported: Path) -> None:
    ended = program.run("models", "--run", run, "--json")
    listed = {entry["name"]: entry for entry in json.loads(ended.stdout)}
    assert listed[DEFAULT]["default"] is True
    assert listed[NAME]["path"] == str(exported)
    assert listed["vgg16-baseline-s0"]["path"] is None
    assert listed[NAME]["facts"]["accuracy"]["none"]["n"] > 0


@pytest.mark.parametrize("name", [NAME, "vgg16-baseline-s0"])
def test_a_card_is_made_for_a_run_s_models(
    program: Program, run: Path, exported: Path, name: str
) -> None:
    assert exported.exists()
    card = program.run("models", name, "--run", run).stdout
    assert card.startswith(f"# {name}\n")
    assert "| bare |" in card
    assert ("not exported yet" in card) == (name != NAME)


def test_a_damaged_model_in_a_folder_is_told_of_and_the_others_are_listed(
    program: Program, tmp_path: Path
) -> None:
    write_model(tmp_path)
    shutil.copy(tmp_path / "tiny.onnx", tmp_path / "other.onnx")
    table = told(program.run("models", "--folder", tmp_path))
    assert "\n  tiny" in table
    assert "\n! other" in table
    assert "needs its description beside it" in " ".join(table.split())


def test_a_card_for_programs_is_json(program: Program, tmp_path: Path) -> None:
    path = write_model(tmp_path)
    found = json.loads(program.run("models", path, "--json").stdout)
    assert found["card"].startswith("# tiny\n")


def test_unknown_models_are_refused_with_the_nearest(program: Program, run: Path) -> None:
    assert f"did you mean '{DEFAULT}'?" in refused(program.run("models", DEFAULT[:-1] + "x"))
    sentence = refused(program.run("export", "resnet", "--run", run))
    assert f"there are {NAME}, compact-lower_face-s0, vgg16-baseline-s0" in sentence


def test_a_folder_that_is_no_run_is_refused(program: Program, tmp_path: Path) -> None:
    assert "holds no trained model" in refused(program.run("models", "--run", tmp_path))
    assert "holds no trained model" in refused(program.run("export", "x", "--run", tmp_path))
    assert "is not a folder" in refused(program.run("models", "--folder", tmp_path / "gone"))


def test_weights_as_safetensors_come_in_one_file_that_does_not_predict(
    program: Program, run: Path, tmp_path: Path
) -> None:
    out = tmp_path / "mine.safetensors"
    ended = program.run("export", NAME, "--run", run, "--to", "safetensors", "--out", out)
    assert (ended.code, ended.stdout, ended.stderr) == (0, f"{out}\n", "")
    assert list(tmp_path.iterdir()) == [out]
    assert "export the model with --to onnx" in refused(program.run("models", out))
