"""What cannot be read does not stop the others."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from feelingit.predict.face import Detection
from feelingit.predict.picture import Picture

from .case import FACES, FakeDetector, break_some, partial, rows_of, table


def test_the_others_are_done_and_the_bad_ones_are_listed_and_rows(
    run: Callable[..., Any], here: Path
) -> None:
    good = {row["source"]: row for row in rows_of(run("photos").stdout)}
    break_some(here)
    ended = run("photos", "--out", "x.csv")
    assert ended.exit_code == 1
    bad = {row["source"]: row for row in table() if row["status"] == "unreadable"}
    assert list(bad) == ["photos/a/1.png", "photos/b/letter.jpg", "photos/cut.jpg"]
    assert bad["photos/a/1.png"]["problem"] == "the file is empty (0 bytes)"
    assert {row["source"]: row for row in table() if row["status"] != "unreadable"} == good
    for source, row in bad.items():
        assert f"{source}: {row['problem']}\n" in ended.stderr
    assert ended.stderr.endswith("feelingit: 3 of 8 files could not be read\n")
    assert not partial().exists()


def test_of_many_bad_files_the_first_are_listed_and_the_rest_counted(
    run: Callable[..., Any], here: Path
) -> None:
    for number in range(14):
        (here / f"photos/{number}.jpg").touch()
    ended = run("photos", "--out", "x.csv")
    assert ended.stderr.count("empty (0 bytes)") == 10
    assert "and 4 more, in x.csv\n" in ended.stderr
    assert "14 of 19 files could not be read" in ended.stderr


def test_a_file_of_a_list_that_does_not_exist_is_a_row(run: Callable[..., Any]) -> None:
    ended = run("-", input="photos/last.png\nno.jpg\n")
    assert ended.exit_code == 1
    assert rows_of(ended.stdout)[-1]["problem"] == "the file does not exist"
    assert "no.jpg: the file does not exist" in ended.stderr


def test_a_file_that_vanishes_while_the_others_are_done_is_a_row(
    run: Callable[..., Any], fake: FakeDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        type(fake), "__call__", lambda *_: Path("photos/last.png").unlink(missing_ok=True) or []
    )
    ended = run("photos", "--workers", 1)
    assert ended.exit_code == 1
    assert rows_of(ended.stdout)[-1]["problem"] == "the file does not exist (any more)"


def test_a_detector_that_breaks_over_a_picture_costs_that_picture_alone(
    run: Callable[..., Any], fake: FakeDetector, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = type(fake).__call__

    def breaking(self: FakeDetector, picture: Picture) -> list[Detection]:
        if picture.shape[1] == 43:
            raise ValueError("three faces\nare too many")
        return whole(self, picture)

    monkeypatch.setattr(type(fake), "__call__", breaking)
    ended = run("photos")
    assert ended.exit_code == 1
    rows = rows_of(ended.stdout)
    assert [row["problem"] for row in rows if row["status"] == "unreadable"] == [
        "its faces cannot be looked for: ValueError: three faces are too many"
    ]
    assert len({row["source"] for row in rows}) == len(FACES)


def test_a_picture_without_a_face_is_no_error_unless_one_is_required(
    run: Callable[..., Any],
) -> None:
    assert run("photos").exit_code == 0
    ended = run("photos", "--require-face", "--out", "x.csv")
    assert ended.exit_code == 1
    assert ended.stderr.endswith(
        "photos/b/none.png: no face found\nfeelingit: 1 of 5 files show no face\n"
    )
    assert len(table()) == 8
    assert run("photos/last.png", "--require-face").exit_code == 0
