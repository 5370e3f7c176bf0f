"""Annotated copies."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.predict.picture_bytes import encoded

from .case import FACES, FakeDetector, break_some, rows_of, stop


def test_annotated_copies_repeat_the_folders_and_leave_the_originals_alone(
    run: Callable[..., Any], here: Path
) -> None:
    (here / "photos/a/moving.gif").write_bytes(encoded(Image.new("P", (41, 50)), "GIF"))
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    ended = run("photos", "--annotate", "marked", "--out", "x.csv")
    assert ended.exit_code == 0, ended.output
    copies = {str(path.relative_to("marked")) for path in Path("marked").rglob("*.*")}
    assert copies == {*FACES, "a/moving.gif.png"}
    for name, faces in FACES.items():
        with (
            Image.open(here / "photos" / name) as original,
            Image.open(here / "marked" / name) as copy,
        ):
            assert (copy.size, copy.format) == (original.size, original.format)
            if name.endswith(".png"):
                same = np.array_equal(np.asarray(original), np.asarray(copy))
                assert same == (faces == 0)
    assert {path: path.read_bytes() for path in before} == before


def test_copies_of_files_from_two_folders_are_told_apart(run: Callable[..., Any]) -> None:
    Image.new("RGB", (41, 50)).save("photos/b/2.png")
    run("photos/a/2.png", "photos/b/2.png", "--annotate", "marked")
    assert {str(path) for path in Path("marked").rglob("*.png")} == {
        "marked/a/2.png", "marked/b/2.png",
    }  # fmt: skip


@pytest.mark.usefixtures("at_once")
def test_a_copy_that_is_missing_is_made_when_the_run_goes_on(
    run: Callable[..., Any], fake: FakeDetector
) -> None:
    stop(run, fake, "--annotate", "marked")
    Path("marked/a/2.png").unlink()
    run("photos", "--annotate", "marked", "--out", "x.csv")
    assert fake.seen == 3
    assert {str(path.relative_to("marked")) for path in Path("marked").rglob("*.*")} == {*FACES}


def test_unreadable_files_have_no_copy(run: Callable[..., Any], here: Path) -> None:
    break_some(here)
    assert run("photos", "--annotate", "marked").exit_code == 1
    assert {str(path.relative_to("marked")) for path in Path("marked").rglob("*.*")} == {*FACES}


def test_a_picture_too_wide_for_its_copys_format_is_told_of(run: Callable[..., Any]) -> None:
    Image.new("RGB", (17_000, 10)).save("photos/wide.png")
    Path("photos/wide.png").rename("photos/wide.webp")
    ended = run("photos/wide.webp", "--annotate", "marked", "--detector", "none")
    assert ended.exit_code == 1
    assert "the copy cannot be written as .webp" in ended.stderr
    assert len(rows_of(ended.stdout)) == 1
