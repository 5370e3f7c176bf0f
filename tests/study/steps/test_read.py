import dataclasses
import os
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import pytest

from feelingit.errors import InputError
from feelingit.faces import Faces
from feelingit.run_folder import RunFolder, read_json
from feelingit.study.context import Context
from feelingit.study.source_files import source_fingerprint
from feelingit.study.steps.read import check_source, corrections_fingerprint, read
from tests.study.conftest import MakeContext

OF_FILES = ("drawn = 140\n", "")


@pytest.fixture
def context(make_context: MakeContext, faces: Path) -> Context:
    return make_context(OF_FILES, data=faces)


def test_what_was_read_is_the_run_s_own_copy(context: Context, faces: Path) -> None:
    (faces / "train/happy/0.png").write_text("no picture")
    read(context)
    kept = Faces.load(context.run.data)
    assert kept.images.shape == (5, 32, 32)
    assert pd.read_csv(context.run.data / "rejected.csv")["source"].tolist() == [
        "train/happy/0.png"
    ]
    # The folder's name and not its path, which may tell more than its owner wants to publish.
    assert read_json(context.run.data / "source.json") == {"path": "faces", "kind": "folder"}


def test_drawn_faces_are_the_same_in_every_run(make_context: MakeContext, tmp_path: Path) -> None:
    prints = set()
    for name in ("a", "b"):
        context = dataclasses.replace(make_context(), run=RunFolder(tmp_path / name))
        read(context)
        prints.add(Faces.load(context.run.data).fingerprint())
        assert read_json(context.run.data / "source.json") == {"path": None, "kind": "drawn"}
    assert len(prints) == 1


def test_untouched_files_have_the_same_fingerprint(context: Context) -> None:
    assert source_fingerprint(context) == source_fingerprint(context)


def rewrite(faces: Path) -> None:
    cv2.imwrite(str(faces / "train/sad/1.png"), np.full((40, 40), 99, np.uint8))


def touch(faces: Path) -> None:
    os.utime(faces / "train/sad/1.png", (1, 1))


def add(faces: Path) -> None:
    (faces / "train/sad/9.png").touch()


def remove(faces: Path) -> None:
    (faces / "train/sad/1.png").unlink()


def relabel(faces: Path) -> None:
    (faces / "train/sad/1.png").rename(faces / "train/happy/7.png")


@pytest.mark.parametrize("change", [rewrite, touch, add, remove, relabel])
def test_changed_files_have_another_fingerprint(
    context: Context, faces: Path, change: Callable[[Path], None]
) -> None:
    before = source_fingerprint(context)
    change(faces)
    assert source_fingerprint(context) != before


def test_a_link_to_nothing_does_no_harm(context: Context, faces: Path) -> None:
    before = source_fingerprint(context)
    (faces / "train/sad/gone.png").symlink_to("nowhere")
    assert source_fingerprint(context) != before


def test_corrections_are_known_by_their_content(
    make_context: MakeContext, faces: Path, tmp_path: Path
) -> None:
    path = tmp_path / "c.csv"
    path.write_text("face_id,emotion\n")
    context = make_context(("drawn = 140\n", f'corrections = "{path}"\n'), data=faces)
    source, corrections = source_fingerprint(context), corrections_fingerprint(context)
    os.utime(path, (1, 1))
    assert corrections_fingerprint(context) == corrections
    path.write_text("face_id,emotion\na,drop\n")
    assert corrections_fingerprint(context) != corrections
    assert source_fingerprint(context) == source
    path.unlink()
    with pytest.raises(InputError, match=r"corrections file .*c\.csv cannot be read"):
        corrections_fingerprint(context)


def test_a_study_of_drawn_faces_has_no_use_for_others(
    make_context: MakeContext, faces: Path
) -> None:
    with pytest.raises(InputError, match="draws its own faces"):
        check_source(make_context(data=faces))
    check_source(make_context())


def test_a_study_of_files_needs_some(make_context: MakeContext, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--data PATH"):
        check_source(make_context(OF_FILES))
    with pytest.raises(InputError, match="does not exist"):
        source_fingerprint(make_context(OF_FILES, data=tmp_path / "no"))


def test_a_run_folder_may_lie_beside_the_faces_and_not_among_them(
    context: Context, faces: Path
) -> None:
    check_source(context)
    for inside in (faces, faces / "runs/mine"):
        with pytest.raises(InputError, match="lies among the faces"):
            check_source(dataclasses.replace(context, run=RunFolder(inside)))
