"""Which model is meant, and what it can be asked."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from feelingit.errors import InputError, ModelError
from feelingit.predict.model_file import find_model
from feelingit.study.explain_faces.choice import choose_model
from feelingit.study.explain_faces.models import ExportedModel, kept_of
from feelingit.synthetic import draw_faces

from .models import NETWORK, SIDE, write_run

FACES = draw_faces(2, SIDE, seed=0).faces.images
TARGETS = np.array([3, 0])


def test_the_shipped_model_is_asked_by_occlusion_alone() -> None:
    model = choose_model(None, None, "occlusion_sensitivity")
    assert isinstance(model, ExportedModel)
    maps = model.maps(FACES, TARGETS)
    assert maps.shape == FACES.shape
    assert maps.min() >= 0
    assert maps.max() > 0


@pytest.mark.parametrize("method", ["grad_cam", "grad_cam:stage1", "gradient", "smooth_grad"])
@pytest.mark.parametrize("name", [None, "compact", "file"])
def test_an_exported_model_says_why_it_cannot_be_looked_into(
    method: str, name: str | None, tmp_path: Path
) -> None:
    if name == "file":
        for path in find_model(None).parent.glob("compact.*"):
            shutil.copy(path, tmp_path)
        name = str(tmp_path / "compact.onnx")
    with pytest.raises(InputError) as caught:
        choose_model(name, None, method)
    sentence = str(caught.value)
    assert "which an exported model does not give" in sentence
    assert "occlusion_sensitivity" in sentence
    assert "--run" in sentence


@pytest.mark.parametrize("name", [None, NETWORK, "compact-b"])
@pytest.mark.parametrize("method", ["grad_cam", "occlusion_sensitivity"])
def test_a_network_of_a_run_is_asked_by_any_method(
    run_folder: Path, name: str | None, method: str
) -> None:
    model = choose_model(name, run_folder, method)
    assert model.name == NETWORK
    maps = model.maps(FACES, TARGETS)
    assert maps.shape == FACES.shape
    assert np.isfinite(maps).all()
    answers = model.probabilities(FACES)
    assert answers.shape == (2, 7)
    assert answers.sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_a_layer_that_is_not_there_is_told_at_once_with_those_that_are(run_folder: Path) -> None:
    with pytest.raises(ModelError, match=r"'stage9' .* does not exist; expected one of \w+"):
        choose_model(None, run_folder, "grad_cam:stage9")


def test_a_network_that_saw_cut_faces_is_shown_such(tmp_path: Path) -> None:
    run = write_run(tmp_path / "cut", trained_on="lower_face_cut")
    model = choose_model(None, run, "grad_cam")
    gone = ~model.kept.any(axis=1)
    assert 0.2 < gone.mean() < 0.7
    changed = FACES.copy()
    changed[:, gone] = 255 - changed[:, gone]
    assert np.array_equal(model.probabilities(changed), model.probabilities(FACES))
    assert not model.maps(FACES, TARGETS)[:, gone].any()
    other = FACES.copy()
    other[:, ~gone] = 255 - other[:, ~gone]
    assert not np.array_equal(model.probabilities(other), model.probabilities(FACES))


def test_a_condition_that_blackens_keeps_all_rows() -> None:
    assert kept_of("lower_face", SIDE, SIDE).all()


def test_an_unknown_model_is_refused_with_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_folder: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="no model 'compct'; did you mean 'compact'"):
        choose_model("compct", None, "grad_cam")
    with pytest.raises(InputError, match="a trained network and its run with --run"):
        choose_model("vgg16-baseline-s0", None, "grad_cam")
    with pytest.raises(InputError, match=f"there are {NETWORK}"):
        choose_model("vgg16", run_folder, "grad_cam")
    with pytest.raises(InputError, match="holds no trained model"):
        choose_model(None, tmp_path, "grad_cam")


def test_of_several_models_one_is_to_be_chosen(tmp_path: Path) -> None:
    run = write_run(tmp_path / "run")
    write_run(tmp_path / "run", name="compact-other-s0")
    with pytest.raises(InputError, match="holds 2 models; choose one with --model: compact-basel"):
        choose_model(None, run, "grad_cam")


def test_names_are_looked_up_in_the_run_whose_faces_are_asked_about(run_folder: Path) -> None:
    assert choose_model(NETWORK, None, "grad_cam", near=run_folder).name == NETWORK
    assert isinstance(
        choose_model("compact", None, "occlusion_sensitivity", near=run_folder), ExportedModel
    )
