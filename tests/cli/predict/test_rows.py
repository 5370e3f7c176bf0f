"""Files in, rows out."""

from collections.abc import Callable
from typing import Any

import pytest

from feelingit.emotions import EMOTIONS
from feelingit.predict.columns import PHOTO_COLUMNS

from .case import FACES, rows_of


def test_every_face_is_a_row_and_every_picture_without_one_too(run: Callable[..., Any]) -> None:
    ended = run("photos")
    assert ended.exit_code == 0, ended.output
    rows = rows_of(ended.stdout)
    assert tuple(rows[0]) == PHOTO_COLUMNS
    expected = [
        (f"photos/{name}", str(k) if faces else "")
        for name, faces in FACES.items()
        for k in range(max(1, faces))
    ]
    assert [(row["source"], row["face"]) for row in rows] == expected
    for row in rows:
        found = row["status"] == "ok"
        assert row["success"] == str(found)
        assert (row["emotion"] in EMOTIONS) == found
        faces = FACES[row["source"].removeprefix("photos/")]
        assert row["status"] == ("ok" if faces else "no_face")
        if found:
            shares = [float(row[f"p_{emotion}"]) for emotion in EMOTIONS]
            assert sum(shares) == pytest.approx(1, abs=1e-3)
            assert float(row["confidence"]) == max(shares)
            assert float(row["box_width"]) == 30 + 2 * (faces - 1 - int(row["face"]))


@pytest.mark.parametrize("options", [("--workers", 1), ("--workers", 5), ("--batch-size", 1)])
def test_neither_workers_nor_batches_change_the_rows(
    run: Callable[..., Any], options: tuple[object, ...]
) -> None:
    assert run("photos", *options).stdout == run("photos").stdout


def test_pictures_that_are_faces_need_no_detector(run: Callable[..., Any]) -> None:
    rows = rows_of(run("photos", "--detector", "none").stdout)
    assert [row["source"] for row in rows] == [f"photos/{name}" for name in FACES]
    assert {row["status"] for row in rows} == {"ok"}


def test_below_the_threshold_no_emotion_is_named(run: Callable[..., Any]) -> None:
    rows = rows_of(run("photos", "--threshold", "1").stdout)
    assert {row["status"] for row in rows} == {"unsure", "no_face"}
    assert {row["emotion"] for row in rows} == {""}
    assert all(row["p_happy"] for row in rows if row["status"] == "unsure")


def test_a_list_on_standard_input_is_followed(run: Callable[..., Any]) -> None:
    wanted = ["photos/last.png", "photos/a/2.png"]
    for separator in ("\n", "\0"):
        ended = run("-", input="".join(f"{name}{separator}" for name in wanted))
        sources = [row["source"] for row in rows_of(ended.stdout)]
        assert list(dict.fromkeys(sources)) == wanted


def test_a_pattern_and_a_folder_that_overlap_give_each_file_once(run: Callable[..., Any]) -> None:
    ended = run("photos/*/*.png", "photos", "./photos/last.png")
    sources = [row["source"] for row in rows_of(ended.stdout)]
    assert list(dict.fromkeys(sources)) == [
        "photos/a/2.png", "photos/a/10.png", "photos/b/none.png", "photos/b/deep/face.jpg",
        "photos/last.png",
    ]  # fmt: skip
    assert len(sources) == sum(max(1, faces) for faces in FACES.values())
