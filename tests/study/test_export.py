"""Models taken out of a run that was made: they work elsewhere as they did there."""

import json
import resource
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError, RunFolderError
from feelingit.evaluation.temperature import tempered
from feelingit.models.predictor import predictor
from feelingit.models.weights_file import load_network
from feelingit.predict.classifier import load
from feelingit.predict.model_file import read_model
from feelingit.run_folder import RunFolder
from feelingit.study.export import _description, _write_pair, export
from feelingit.study.run_models import run_models
from feelingit.study.stored import faces_in_use
from feelingit.study.trained import TrainedNetwork, find_trained

NAME = "compact-baseline-s0"


@pytest.fixture(scope="module")
def run(undisturbed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(undisturbed, tmp_path_factory.mktemp("export") / "run")


@pytest.fixture(scope="module")
def network(run: Path) -> TrainedNetwork:
    return find_trained(NAME, run)


@pytest.fixture(scope="module")
def exported(network: TrainedNetwork, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(network, "onnx", tmp_path_factory.mktemp("exported"))


def said_in_the_run(run: Path) -> np.ndarray:
    """Give the probabilities of the bare test faces, as the run has kept them."""
    rows = pd.read_csv(RunFolder(run).predictions_of(NAME), dtype={"face_id": str})
    rows = rows[rows["tested_on"] == "none"]
    return rows[[f"p_{emotion}" for emotion in EMOTIONS]].to_numpy(np.float32)


def test_the_exported_model_answers_as_the_run_does_but_calibrated(
    run: Path, exported: Path
) -> None:
    faces = faces_in_use(RunFolder(run), "test", "leaked")
    classifier = load(exported)
    expected = tempered(said_in_the_run(run), classifier.description.temperature)
    np.testing.assert_allclose(classifier(faces.images), expected, rtol=2e-4)


def test_the_temperature_is_fitted_on_validation(run: Path, exported: Path) -> None:
    known = read_model(exported).description
    faces = faces_in_use(RunFolder(run), "validation")
    bare = predictor(load_network_of(run))(faces.images)

    def loss(temperature: float) -> float:
        likely = tempered(bare, temperature)[np.arange(len(faces)), faces.labels]
        return -float(np.log(likely).mean())

    assert known.temperature != 1
    assert loss(known.temperature) < min(loss(known.temperature * 0.9), loss(1.0))


def load_network_of(run: Path) -> object:
    path = export(find_trained(NAME, run), "safetensors", run.parent / "own.safetensors")
    return load_network(path).network


def test_its_facts_say_what_it_was_trained_on_and_how_well_it_does(
    run: Path, exported: Path
) -> None:
    facts = json.loads(exported.with_suffix(".json").read_text())["facts"]
    scores = pd.read_csv(run / "evaluation/scores.csv")
    mine = scores[scores["model_id"] == NAME].set_index("tested_on")
    assert set(facts["accuracy"]) == {"none", "lower_face"}
    for name, row in facts["accuracy"].items():
        assert row["accuracy"] == pytest.approx(mine["accuracy"][name], abs=1e-4)
        assert row["low"] <= row["accuracy"] <= row["high"]
        assert row["n"] == mine["n"][name]
        assert row["ece_before"] == pytest.approx(mine["ece"][name], abs=1e-4)
        assert 0 <= row["ece"] <= 1
    faces = len(faces_in_use(RunFolder(run), "train"))
    assert facts["trained_on"] == f"{faces} drawn faces, bare"
    assert (facts["architecture"], facts["model_id"], facts["run"]) == ("compact", NAME, "run")


def test_nothing_of_this_machine_is_in_the_files(run: Path, exported: Path) -> None:
    for path in (exported, exported.with_suffix(".json")):
        assert str(run.parent).encode() not in path.read_bytes()


def test_a_model_is_put_beside_its_weights_unless_said_otherwise(network: TrainedNetwork) -> None:
    path = export(network, "onnx")
    assert path == network.folder / f"{NAME}.onnx"
    assert load(network.folder).name == NAME
    listed = {entry.name: entry for entry in run_models(network.run)}
    assert (listed[NAME].path, listed[NAME].problem) == (path, None)
    others = [entry for name, entry in listed.items() if name != NAME]
    assert others
    assert not any(entry.exported for entry in others)


def test_an_export_of_weights_that_were_trained_anew_is_told_of(run: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(run, tmp_path / "run")
    network = find_trained("vgg16-baseline-s0", copy)
    export(network, "onnx")
    other = find_trained("vgg16-lower_face-s0", copy)
    shutil.copyfile(other.weights, network.weights)
    listed = {entry.name: entry for entry in run_models(RunFolder(copy))}
    assert "trained anew since; export it again" in str(listed["vgg16-baseline-s0"].problem)


def test_a_model_trained_on_covered_faces_says_so(run: Path, tmp_path: Path) -> None:
    path = export(find_trained("vgg16-lower_face-s0", run), "onnx", tmp_path)
    facts = read_model(path).description.facts
    assert facts["conditions"] == ["lower_face"]
    assert facts["trained_on"].endswith("drawn faces, nose and mouth")


def test_a_model_trained_on_cut_faces_cuts_them_itself(run: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(run, tmp_path / "run")
    about = copy / "models" / NAME / "model.json"
    values = json.loads(about.read_text())
    about.write_text(json.dumps({**values, "trained_on": "lower_face_cut"}))
    path = export(find_trained(NAME, copy), "onnx", tmp_path)
    faces = faces_in_use(RunFolder(run), "test").images
    hidden = np.array(faces)
    hidden[:, faces.shape[1] // 2 :] = 255
    classifier = load(path)
    assert np.array_equal(classifier(faces), classifier(hidden))
    known = read_model(path).description
    assert (known.height, known.width) == faces.shape[1:]
    assert known.facts["sees"] == "lower_face_cut"
    assert "accuracy" not in known.facts  # the run has not tested it on such faces


def test_without_the_faces_nothing_is_fitted(run: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(run, tmp_path / "run")
    shutil.rmtree(copy / "data")
    path = export(find_trained(NAME, copy), "onnx", tmp_path)
    assert read_model(path).description.temperature == 1.0


def test_a_name_with_another_ending_is_refused(network: TrainedNetwork, tmp_path: Path) -> None:
    for to, name in (("onnx", "x.safetensors"), ("safetensors", "x.onnx"), ("onnx", "no_folder")):
        with pytest.raises(InputError, match=f"a name with .{to}"):
            export(network, to, tmp_path / name)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("bytes_at_most", [100, 100_000], ids=["description", "model"])
def test_on_a_full_disk_neither_file_is_touched(
    network: TrainedNetwork, tmp_path: Path, bytes_at_most: int
) -> None:
    path = tmp_path / "m.onnx"
    path.write_text("older model")
    path.with_suffix(".json").write_text("older description")
    # As torch's exporter would need the disk too, the files alone are written here.
    content = b"x" * 200_000
    description = _description(network, content, 1.0, {"trained_on": "x" * 200})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_at_most, hard))
    try:
        with pytest.raises(RunFolderError, match=r"m\.(json|onnx)"):
            _write_pair(path, content, description)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "older model"
    assert path.with_suffix(".json").read_text() == "older description"
    assert len(list(tmp_path.iterdir())) == 2
