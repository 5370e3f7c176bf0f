import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from feelingit.errors import RunFolderError
from feelingit.report.figures.faces import ENOUGH
from feelingit.run_folder import RunFolder
from feelingit.saliency.atlas import load_atlas
from feelingit.study.publish import publish
from tests.report.sample_run import Sample, write_sample

Published = tuple[RunFolder, Path]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("publish")
    run = write_sample(folder / "run", Sample(models=("vgg16",)))
    publish(run, folder / "out")
    return run, folder / "out"


def test_the_report_scores_and_provenance_are_there(published: Published) -> None:
    _, out = published
    for name in ("report/report.html", "evaluation/scores.csv", "evaluation/claims.csv"):
        assert (out / name).stat().st_size > 0
    assert json.loads((out / "provenance.json").read_text())["feelingit"]


def test_what_is_copied_is_as_the_run_has_it(published: Published) -> None:
    run, out = published
    for path in out.glob("evaluation/*.csv"):
        assert path.read_bytes() == (run.evaluation / path.name).read_bytes()


def test_neither_pixels_nor_weights_nor_single_predictions_are_copied(published: Published) -> None:
    _, out = published
    names = {path.name for path in out.rglob("*")}
    assert not names & {"images.npy", "weights.safetensors", "table.csv", "predictions"}
    assert not list(out.rglob("*.npy"))


def test_mean_maps_are_there_without_a_single_face(published: Published) -> None:
    run, out = published
    for path in run.saliency.glob("*.npz"):
        assert (out / "saliency" / path.name).exists()
    for path in out.glob("saliency/vgg16-*.npz"):
        atlas = load_atlas(path)
        assert len(atlas.examples.images) == 0
        few = (atlas.count > 0) & (atlas.count < ENOUGH)
        assert np.isnan(atlas.mean[few]).all()
        assert not np.isnan(atlas.mean[~few]).any()


def test_no_picture_of_the_report_is_a_single_face(published: Published) -> None:
    _, out = published
    assert not (out / "report/figures/faces_vgg16.png").exists()
    samples = np.asarray(Image.open(out / "report/figures/samples.png").convert("L"))
    assert samples.shape[0] < samples.shape[1]  # one row of mean faces, not five of single ones


def test_publishing_again_replaces_the_outcome(published: Published) -> None:
    run, out = published
    assert publish(run, out).exists()


def test_a_folder_with_other_things_is_refused(published: Published, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(RunFolderError, match="holds something else"):
        publish(published[0], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_unfinished_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="holds no finished run"):
        publish(RunFolder(tmp_path / "nothing"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_networks_that_the_study_no_longer_has_are_left_out(
    published: Published, tmp_path: Path
) -> None:
    run, out = published
    before = sorted(path.name for path in out.glob("models/*"))
    shutil.copytree(run.path, tmp_path / "run")
    shutil.copytree(next(run.models.iterdir()), tmp_path / "run/models/vgg16-earlier-s0")
    publish(RunFolder(tmp_path / "run"), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").glob("models/*")) == before


def test_a_file_is_no_folder_to_publish_into(published: Published, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(RunFolderError, match="is a file"):
        publish(published[0], tmp_path / "mine.txt")
