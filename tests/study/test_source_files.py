import dataclasses
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from feelingit.run_folder import RunFolder, read_json
from feelingit.study.context import Context
from feelingit.study.source_files import FILES, source_fingerprint
from feelingit.study.steps.read import read
from tests.study.conftest import MakeContext


@pytest.fixture
def context(make_context: MakeContext, faces: Path) -> Context:
    return make_context(("drawn = 140\n", ""), data=faces)


def copied(context: Context, faces: Path) -> Context:
    """Give the same study of a copy of the faces, whose files have other times."""
    elsewhere = shutil.copytree(faces, faces.with_name("elsewhere"), copy_function=shutil.copyfile)
    os.utime(elsewhere / "train/sad/1.png", (1, 1))
    return dataclasses.replace(context, data=elsewhere)


def test_a_copy_of_what_was_read_is_the_same(context: Context, faces: Path) -> None:
    before = source_fingerprint(context)
    read(context)
    assert source_fingerprint(context) == before
    assert source_fingerprint(copied(context, faces)) == before


def test_before_anything_was_read_times_count(context: Context, faces: Path) -> None:
    assert source_fingerprint(copied(context, faces)) != source_fingerprint(context)


def rewrite(faces: Path) -> None:
    cv2.imwrite(str(faces / "train/sad/1.png"), np.full((40, 40), 99, np.uint8))


def add(faces: Path) -> None:
    (faces / "train/sad/9.png").touch()


def remove(faces: Path) -> None:
    (faces / "train/sad/1.png").unlink()


def relabel(faces: Path) -> None:
    (faces / "train/sad/1.png").rename(faces / "train/happy/7.png")


@pytest.mark.parametrize("change", [rewrite, add, remove, relabel])
def test_a_changed_copy_is_another(
    context: Context, faces: Path, change: Callable[[Path], None]
) -> None:
    before = source_fingerprint(context)
    read(context)
    copy = copied(context, faces)
    assert copy.data is not None
    change(copy.data)
    assert source_fingerprint(copy) != before


def test_votes_count_too(make_context: MakeContext, faces: Path, tmp_path: Path) -> None:
    votes = tmp_path / "votes.csv"
    votes.write_text("some")
    context = make_context(("drawn = 140\n", f'votes = "{votes}"\n'), data=faces)
    before = source_fingerprint(context)
    votes.write_text("others")
    assert source_fingerprint(context) != before


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"looks": 1}'])
def test_a_damaged_note_is_as_good_as_none(context: Context, text: str) -> None:
    before = source_fingerprint(context)
    read(context)
    (context.run.data / FILES).write_text(text)
    assert source_fingerprint(context) == before


def test_drawn_faces_need_no_note(make_context: MakeContext, tmp_path: Path) -> None:
    context = dataclasses.replace(make_context(), run=RunFolder(tmp_path / "drawn"))
    read(context)
    assert not (context.run.data / FILES).exists()
    assert source_fingerprint(context) == "drawn 140"


def test_the_note_names_no_path(context: Context, faces: Path) -> None:
    read(context)
    assert str(faces) not in str(read_json(context.run.data / FILES))
