"""What a plain `pip install feelingit` does without: the extras are hidden from these processes."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from feelingit.cli.app import OF_STUDY
from feelingit.synthetic import draw_faces

HIDDEN = sorted({*OF_STUDY, "dlib", "pyarrow", "mediapipe"})
PROGRAM = f"""
import sys
sys.modules.update(dict.fromkeys({HIDDEN!r}))
from feelingit.cli import main
main()
"""


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "face.png"
    Image.fromarray(draw_faces(1, 160, seed=2, emotions=["happy"]).faces.images[0]).save(file)
    return file


@pytest.mark.parametrize(
    "command",
    [
        ("predict", "face.png", "--out", "rows.csv", "--annotate", "marked"),
        ("predict", "face.png", "--detector", "none"),
        ("explain", "face.png", "--out", "why.png"),
        ("models",),
        ("models", "compact"),
        ("coverings",),
        ("landmarks", "face.png", "--out", "points.csv"),
        ("cover", "face.png", "--with", "surgical_mask", "--out", "covered"),
    ],
)
def test_commands_need_no_extra(photo: Path, command: tuple[str, ...]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command],
        cwd=photo.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout or list(photo.parent.iterdir()) != [photo]


def test_a_command_that_needs_one_says_so_in_a_sentence(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, "study", "quickstart"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert 'install it with pip install "feelingit[study]"' in ended.stderr
    assert "Traceback" not in ended.stderr
