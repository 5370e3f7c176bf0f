"""`feelingit explain` as people type it: refusals, a kill, and going on."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from feelingit.emotions import EMOTIONS
from feelingit.synthetic import draw_faces
from tests.program import Ended, Program
from tests.study.explain_faces.models import write_run

EACH = 4


@pytest.fixture(scope="module")
def faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain") / "faces"
    for emotion in EMOTIONS:
        place = folder / emotion
        place.mkdir(parents=True)
        images = draw_faces(EACH, 48, seed=1, emotions=[emotion] * EACH).faces.images
        for number, image in enumerate(images):
            Image.fromarray(image).save(place / f"{number}.png")
    return folder


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(tmp_path_factory.mktemp("run") / "tiny")


def refused(ended: Ended) -> str:
    """Give the one sentence of a command that was refused."""
    assert ended.code == 2, ended.stderr
    assert ended.stdout == ""
    (sentence,) = ended.stderr.strip().splitlines()
    assert sentence.startswith("feelingit: ")
    return sentence.removeprefix("feelingit: ")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--method", "gradcam"), "did you mean grad_cam?"),
        (("--method", "grad_cam:stage9", "--run"), "expected one of stem, stage1, "),
        (("--method", "grad_cam"), "which an exported model does not give"),
        (("--method", "gradient:stage1", "--run"), "gradient looks at no layer"),
        (("--emotion", "hapy"), "did you mean happy?"),
        (("--emotion", "predict"), "did you mean predicted?"),
        (("--split", "test"), "holds no faces of the split test"),
        (("--split", "tset"), "expected one of train, validation, test, all"),
        (("--face", "2"), "it is for one photo"),
        (("--detector", "yunet"), "are faces already"),
        (("--model", "compct"), "did you mean 'compact'"),
        (("--model", "vgg", "--run"), "holds no model 'vgg'"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_leaves_nothing(  # noqa: PLR0917 - fixtures
    program: Program, faces: Path, run: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    more = (run,) if options[-1] == "--run" else ()
    out = tmp_path / "out"
    assert said in refused(program.run("explain", faces, "--out", out, *options, *more))
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--emotion", "true"), "needs a label, which the photo"),
        (("--split", "test"), "it is for folders of faces"),
        (("--limit", "3"), "it is for folders of faces"),
        (("--method", "smooth_grad"), "which an exported model does not give"),
    ],
)
def test_of_a_photo_as_well(
    program: Program, faces: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    photo = faces / "happy/0.png"
    assert said in refused(program.run("explain", photo, *options, cwd=tmp_path))
    assert not list(tmp_path.iterdir())


def test_a_path_that_is_not_there_is_told(program: Program, tmp_path: Path) -> None:
    assert "gone.png does not exist" in refused(program.run("explain", tmp_path / "gone.png"))


def test_photos_without_labels_have_none_to_ask_about(
    program: Program, faces: Path, tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "me.png").write_bytes((faces / "happy/0.png").read_bytes())
    sentence = refused(program.run("explain", photos, "--emotion", "true", cwd=tmp_path))
    assert "--emotion true needs labels" in sentence
    assert [path.name for path in tmp_path.iterdir()] == ["photos"]


def test_a_photo_is_explained_by_a_method_that_looks_inside(
    program: Program, faces: Path, run: Path, tmp_path: Path
) -> None:
    photo = faces / "happy/0.png"
    command = ("explain", photo, "--detector", "none", "--run", run, "--emotion", "sad")
    for method, name in (("grad_cam:stage1", "Grad-CAM of stage1"), ("gradient", "gradient")):
        ended = program.run(*command, "--method", method, "--out", tmp_path / f"{method[-1]}.png")
        assert ended.code == 0, ended.stderr
        assert f"{name} for sad:" in ended.stdout
        assert max(map(len, ended.stdout.splitlines()[:-1])) <= 80
    assert len(list(tmp_path.glob("*.png"))) == 2


def test_a_killed_command_goes_on_to_the_same_files(
    program: Program, faces: Path, run: Path, tmp_path: Path
) -> None:
    command = ("explain", faces, "--run", run, "--method", "occlusion_sensitivity")
    few = (*command, "--batch-size", 4)
    out, whole = tmp_path / "out", tmp_path / "whole"
    assert program.run(*few, "--out", whole).code == 0
    running = program.start(*few, "--out", out)
    running.until(lambda: len(list((out / ".unfinished").glob("part-*"))) >= 2, "two parts")
    running.kill()
    assert not (out / "explain.json").exists()
    other = program.run(*command, "--batch-size", 5, "--out", out)
    assert "batch_size was 4 and now is 5" in refused(other)
    ended = program.run(*few, "--out", out)
    assert ended.code == 0, ended.stderr
    assert "28 faces of faces" in ended.stdout
    files = sorted(path.name for path in whole.iterdir())
    assert sorted(path.name for path in out.iterdir()) == files
    for name in files:
        assert (out / name).read_bytes() == (whole / name).read_bytes(), name
    assert len(np.load(out / "maps.npy")) == 28


def test_an_interrupted_command_says_how_to_go_on(
    program: Program, faces: Path, run: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    running = program.start(
        "explain", faces, "--run", run, "--batch-size", 1, "--out", out,
    )  # fmt: skip
    running.until(lambda: bool(list((out / ".unfinished").glob("part-*"))), "a part")
    ended = running.interrupt()
    assert ended.code == 130
    assert "the same command goes on from here" in ended.stderr


def test_quiet_prints_nothing(program: Program, faces: Path, run: Path, tmp_path: Path) -> None:
    ended = program.run(
        "explain", faces, "--run", run, "--method", "grad_cam", "-q", "--out", tmp_path / "out"
    )
    assert (ended.code, ended.stdout, ended.stderr) == (0, "", "")


def test_a_full_disk_is_told_and_made_good(
    program: Program, faces: Path, run: Path, tmp_path: Path
) -> None:
    command = ("explain", faces, "--run", run, "--method", "grad_cam", "--out", tmp_path / "out")
    assert "disk" in refused_late(program.run(*command, largest_file=100_000))
    assert program.run(*command).code == 0


def refused_late(ended: Ended) -> str:
    """Give the sentence that follows what the command had begun."""
    assert ended.code == 2, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr.splitlines()[-1]
