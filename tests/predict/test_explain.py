"""What an answer depends on: of a model whose reasons are known, and of the one that ships."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import typer
from numpy.typing import NDArray
from PIL import Image
from typer.testing import CliRunner

from feelingit.cli.explain import explain as command
from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.predict.detectors import registry
from feelingit.predict.detectors.registry import detector
from feelingit.predict.explain import COVERED, Explanation, emotion_named, explain
from feelingit.predict.explain_figure import save
from feelingit.predict.explain_text import explained, headline, points
from feelingit.predict.face import Box, Detection
from feelingit.synthetic import draw_faces
from feelingit.types import REGIONS, Images, Probabilities

HAPPY = EMOTIONS.index("happy")


class SeesTeeth:
    """Says happy as far as the lower third of a face varies, and neutral for the rest."""

    name, height, width = "teeth", 48, 48

    def probabilities(self, images: Images, batch_size: int = 64) -> Probabilities:
        del batch_size
        assert images.shape[1:] == (48, 48)
        answers = np.full((len(images), 7), 0.01, np.float32)
        detail = images[:, 32:44, 14:34].astype(float).std(axis=(1, 2)) / 24
        answers[:, HAPPY] = np.clip(detail, 0, 0.95)
        answers[:, EMOTIONS.index("neutral")] = 0.95 - answers[:, HAPPY]
        return answers


class SaysTheSame(SeesTeeth):
    """Says the same of every face."""

    def probabilities(self, images: Images, batch_size: int = 64) -> Probabilities:
        del batch_size
        return np.tile(np.float32([0.04, 0.05, 0.1, 0.5, 0.1, 0.01, 0.2]), (len(images), 1))


def picture_of(image: Images) -> NDArray[np.uint8]:
    return np.repeat(image[:, :, None], 3, axis=2)


FACES = draw_faces(2, 96, seed=5, emotions=["happy", "surprise"]).faces.images
FACE = picture_of(FACES[0])


@pytest.fixture(scope="module")
def explanation() -> Explanation:
    return explain(FACE, SeesTeeth(), detector="none")


@pytest.fixture
def two_faces(monkeypatch: pytest.MonkeyPatch) -> NDArray[np.uint8]:
    """A scene of a small face on the left and a large one on the right, and who finds them."""
    found = [Detection(Box(0, 0, 48, 48), 0.9), Detection(Box(60, 4, 96, 96), 0.8)]
    monkeypatch.setattr(registry, "DETECTORS", {"two": lambda _: lambda _: found})
    scene = np.full((110, 170, 3), 120, np.uint8)
    scene[:48, :48] = FACE[::2, ::2]
    scene[4:100, 60:156] = picture_of(FACES[1])
    detector.cache_clear()
    return scene


def test_the_map_shows_where_the_model_looks(explanation: Explanation) -> None:
    row, column = np.unravel_index(explanation.map.argmax(), explanation.map.shape)
    assert 32 <= row < 44
    assert 14 <= column < 34
    assert abs(explanation.map[:20]).max() == 0


def test_regions_are_counted_on_the_map(explanation: Explanation) -> None:
    assert tuple(explanation.regions) == REGIONS
    assert explanation.by_landmarks
    assert max(explanation.regions, key=explanation.regions.__getitem__) in ("mouth", "chin")
    assert explanation.regions["forehead"] == explanation.regions["brows"] == 0


def test_the_answer_is_what_the_model_says_of_the_crop(explanation: Explanation) -> None:
    (answer,) = SeesTeeth().probabilities(explanation.crop[None])
    assert list(explanation.probabilities.values()) == pytest.approx(answer)
    assert explanation.emotion == explanation.answer == EMOTIONS[answer.argmax()]
    assert (explanation.face.face, explanation.faces, explanation.model) == (0, 1, "teeth")


def test_each_covering_is_shown_with_its_answer(explanation: Explanation) -> None:
    assert [one.condition for one in explanation.covered] == list(COVERED)
    for one in explanation.covered:
        (answer,) = SeesTeeth().probabilities(one.image[None])
        assert list(one.probabilities.values()) == pytest.approx(answer)
        assert (one.image == 0).mean() > (explanation.crop == 0).mean() + 0.1
    *upper, lower = explanation.covered
    assert [one.probabilities["happy"] for one in upper] == pytest.approx(
        [explanation.probabilities["happy"]] * 2
    )
    assert lower.probabilities["happy"] < explanation.probabilities["happy"]


def test_any_emotion_can_be_explained(explanation: Explanation) -> None:
    happy = explain(FACE, SeesTeeth(), detector="none", emotion="happiness")
    neutral = explain(FACE, SeesTeeth(), detector="none", emotion="neutral")
    assert (happy.emotion, neutral.emotion) == ("happy", "neutral")
    assert np.allclose(happy.map, -neutral.map, atol=1e-6)
    assert happy.map.max() > 0
    assert happy.probabilities == explanation.probabilities


def test_a_model_that_always_says_the_same_depends_on_nothing() -> None:
    found = explain(FACE, SaysTheSame(), detector="none")
    assert not found.map.any()
    assert set(found.regions.values()) == {0.0}


def test_the_largest_face_is_explained_unless_another_is_asked_for(
    two_faces: NDArray[np.uint8],
) -> None:
    largest = explain(two_faces, SeesTeeth(), detector="two")
    other = explain(two_faces, SeesTeeth(), detector="two", face=1)
    assert largest.faces == 2
    assert largest.face.box == Box(60, 4, 96, 96)
    assert other.face.box == Box(0, 0, 48, 48)
    with pytest.raises(InputError, match="there is no face 2; 2 faces found, 0 to 1"):
        explain(two_faces, SeesTeeth(), detector="two", face=2)


def test_a_photo_without_a_face_says_so_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "DETECTORS", {"nobody": lambda _: lambda _: []})
    detector.cache_clear()
    with pytest.raises(InputError, match="picture: no face found; if the picture is a face"):
        explain(FACE, SeesTeeth(), detector="nobody")


def test_a_photo_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.jpg: the file does not exist"):
        explain(tmp_path / "gone.jpg", SeesTeeth())


@pytest.mark.parametrize(
    ("name", "nearest"), [("suprise", "surprise"), ("hapy", "happy"), ("joyy", "joy")]
)
def test_of_an_unknown_emotion_the_nearest_is_offered(name: str, nearest: str) -> None:
    with pytest.raises(InputError, match=f"is not an emotion; .*did you mean {nearest}"):
        emotion_named(name)


def test_an_emotion_like_no_other_gets_the_list_alone() -> None:
    with pytest.raises(InputError, match=r"expected one of angry, .*, surprise$"):
        emotion_named("xyzzy")


def test_the_table_fits_a_terminal_and_says_everything(explanation: Explanation) -> None:
    long = "/a/very/long/way/to/the/folder/of/all/the/photographs/of/the/holiday/0001.jpg"
    seldom = replace(explanation, by_landmarks=False, regions=dict.fromkeys(REGIONS, np.nan))
    face = replace(explanation.face, source=long, notes=("small", "cut_off"))
    for one in (explanation, seldom, replace(explanation, face=face, faces=12)):
        lines = explained(one).splitlines()
        assert max(map(len, lines)) <= 80
        for name in (*EMOTIONS, *REGIONS):
            assert any(line.split()[:1] == [name] for line in lines)
    assert "not seen" in explained(seldom)
    assert "0001.jpg, face 0 of 12: " in explained(replace(explanation, face=face, faces=12))


def test_points_have_a_sign_and_one_decimal() -> None:
    assert [points(fall) for fall in (0.1234, -0.05, -0.0001, 0.0)] == [
        "+12.3", "\N{MINUS SIGN}5.0", "0.0", "0.0",
    ]  # fmt: skip


def test_an_unsure_answer_is_called_so() -> None:
    found = explain(FACE, SaysTheSame(), detector="none", threshold=0.9)
    assert headline(found) == "unsure: happy at 50 %"
    assert headline(explain(FACE, SaysTheSame(), detector="none")) == "happy, 50 %"


@pytest.mark.parametrize("ending", [".png", ".pdf", ".svg", ".PNG"])
def test_a_figure_is_written_as_its_name_says(
    explanation: Explanation, tmp_path: Path, ending: str
) -> None:
    save(explanation, tmp_path / f"why{ending}")
    content = (tmp_path / f"why{ending}").read_bytes()
    start = {".png": b"\x89PNG", ".pdf": b"%PDF", ".svg": b"<?xml"}[ending.lower()]
    assert content.startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [f"why{ending}"]


def test_the_same_explanation_is_the_same_figure(explanation: Explanation, tmp_path: Path) -> None:
    for name in ("one.svg", "two.svg"):
        save(explanation, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()


def test_a_figure_of_another_kind_is_refused_before_it_is_drawn(
    explanation: Explanation, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=r"why\.jpg: a figure is written as \.png, \.pdf, \.svg"):
        save(explanation, tmp_path / "why.jpg")


def test_maps_of_zeros_and_regions_unseen_can_be_drawn(tmp_path: Path) -> None:
    found = explain(FACE, SaysTheSame(), detector="none")
    save(replace(found, regions=dict.fromkeys(REGIONS, np.nan)), tmp_path / "why.png")
    with Image.open(tmp_path / "why.png") as image:
        assert image.width / image.height == pytest.approx(16 / 9, abs=0.01)


def test_the_command_writes_a_figure_and_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Image.fromarray(FACE).save("me.png")
    ended = run("me.png", "--detector", "none", "--emotion", "happy")
    assert ended[0] == 0
    assert "me.png: " in ended[1]
    assert ended[1].endswith("figure: me-explained.png\n")
    assert Path("me-explained.png").stat().st_size > 10_000
    assert run("me.png", "--detector", "none", "--out", "f/a.svg", "--quiet") == (0, "", "")
    assert Path("f/a.svg").exists()


def test_the_command_does_not_write_over_the_photo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Image.fromarray(FACE).save("me.png")
    before = Path("me.png").read_bytes()
    assert "would replace the photo" in run("me.png", "--out", "./me.png")[2]
    assert Path("me.png").read_bytes() == before


def run(*arguments: str) -> tuple[int, str, str]:
    """Run the command; give its exit code, what it printed, and its error's sentence."""
    app = typer.Typer()
    app.command()(command)
    ended = CliRunner().invoke(app, arguments)
    words = str(ended.exception) if isinstance(ended.exception, InputError) else ""
    return ended.exit_code, ended.stdout, words


def test_explaining_needs_neither_pytorch_nor_matplotlib() -> None:
    code = (
        "import sys; import feelingit.predict.explain, feelingit.cli.explain; "
        "sys.exit(bool({'torch', 'captum', 'kornia', 'matplotlib'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
