import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import torch

from feelingit.faces import Faces
from feelingit.run_folder import RunFolder
from feelingit.study.console import Console
from feelingit.study.context import Context, trainings
from feelingit.study.settings import StudySettings
from feelingit.study.stored import faces_in_use, identity, trained_network
from feelingit.training.runtime import Runtime
from tests.conftest import TINY


def context(run: Path) -> Context:
    settings = StudySettings.model_validate(tomllib.loads(TINY))
    return Context(settings, RunFolder(run), None, Runtime("cpu"), Console(quiet=True))


def test_faces_in_use_are_those_that_were_read_row_by_row(undisturbed: Path) -> None:
    used = faces_in_use(RunFolder(undisturbed))
    read = Faces.load(undisturbed / "data")
    places = pd.Index(read.table["face_id"]).get_indexer(used.table["face_id"])
    assert (places >= 0).all()
    assert np.array_equal(used.images, read.images[places])


def test_splits_divide_the_faces_in_use(undisturbed: Path) -> None:
    run = RunFolder(undisturbed)
    parts = [faces_in_use(run, split) for split in ("train", "validation", "test", "leaked")]
    assert min(len(part) for part in parts[:3]) > 0
    assert sum(map(len, parts)) == len(faces_in_use(run))
    assert len(faces_in_use(run, "test", "leaked")) == len(parts[2]) + len(parts[3])


def test_a_trained_network_answers_as_it_did_when_it_was_tested(undisturbed: Path) -> None:
    study = context(undisturbed)
    training = trainings(study.settings)[0]
    network = trained_network(study, training)
    assert not network.training
    faces = faces_in_use(study.run, "test", "leaked")
    with torch.no_grad():
        logits = network(torch.from_numpy(faces.images[:, None] / np.float32(255)))
    rows = pd.read_csv(study.run.predictions_of(training.model_id), dtype={"face_id": str})
    rows = rows[rows["tested_on"] == "none"].set_index("face_id").loc[faces.table["face_id"]]
    np.testing.assert_allclose(logits.softmax(1)[:, 0], rows["p_angry"], atol=1e-3)


def test_a_training_is_known_to_evaluation_by_the_names_of_its_folder() -> None:
    training = trainings(StudySettings.model_validate(tomllib.loads(TINY)))[1]
    known = identity(training)
    assert (known.model, known.arm, known.seed) == ("vgg16", "lower_face", 0)
    assert known.trained_on == "lower_face"
    assert known.control
