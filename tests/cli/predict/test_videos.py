"""Videos among the files; their own analysis is faked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import feelingit.cli.predict_video
from feelingit.cli import predict_run
from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.predict.columns import VIDEO_COLUMNS
from feelingit.predict.face import Face
from feelingit.predict.tables import MIXED_COLUMNS

from .case import FakeDetector, table


@pytest.fixture
def film(here: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let videos be faked: frames, of which an `InputError` may be one."""
    plan: dict[str, Any] = {"frames": 3, "error": None}

    def watch_video(path: Path, *_: object, **options: Any) -> Iterator[tuple[Face, ...]]:
        for frame in range(plan["frames"]):
            options["progress"](frame, plan["frames"])
            shares = dict.fromkeys(EMOTIONS, 0.1) | {"happy": 0.4}
            yield tuple(
                Face(str(path), "ok", emotion="happy", confidence=0.4, probabilities=shares,
                     frame=frame, time_s=frame / 10, face_id=face_id)
                for face_id in (1, 2)
            )  # fmt: skip
        if plan["error"]:
            raise InputError(plan["error"])
        options["tell"]("clip.mp4 ends early")

    monkeypatch.setattr(feelingit.cli.predict_video, "watch_video", watch_video)
    (here / "clip.mp4").write_bytes(b"film")
    return plan


@pytest.mark.usefixtures("film")
def test_a_video_has_rows_of_frames(run: Callable[..., Any]) -> None:
    ended = run("clip.mp4", "--out", "x.csv")
    assert ended.exit_code == 0, ended.output
    rows = table()
    assert tuple(rows[0]) == VIDEO_COLUMNS
    assert [(row["frame"], row["face_id"]) for row in rows] == [
        (str(frame), face_id) for frame in range(3) for face_id in ("1", "2")
    ]
    assert "2 faces in 1 file\n  2 happy" in ended.stdout
    assert "clip.mp4 ends early" in ended.stderr


def test_photos_and_videos_share_a_table_in_order(
    run: Callable[..., Any], film: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(predict_run, "ROWS", 4)
    film["frames"] = 5
    run("photos/last.png", "clip.mp4", "photos/a/2.png", "--out", "x.csv")
    rows = table()
    assert tuple(rows[0]) == MIXED_COLUMNS
    assert [row["face"] for row in rows] == ["0", "1", *[""] * 10, "0"]
    assert [row["frame"] for row in rows[2:12:2]] == ["0", "1", "2", "3", "4"]


def test_a_video_that_cannot_be_read_is_a_row_and_the_others_are_done(
    run: Callable[..., Any], film: dict[str, Any]
) -> None:
    film.update(frames=0, error="clip.mp4 is no video")
    ended = run("clip.mp4", "photos/last.png", "--out", "x.csv")
    assert ended.exit_code == 1
    assert [row["status"] for row in table()] == ["unreadable", "ok", "ok"]
    assert "feelingit: 1 of 2 files could not be read" in ended.stderr


def test_a_video_that_is_done_is_not_done_again(
    run: Callable[..., Any], fake: FakeDetector, film: dict[str, Any]
) -> None:
    fake.stop_after = 0
    assert run("clip.mp4", "photos", "--out", "x.csv").exit_code == 130
    fake.stop_after = None
    film.update(frames=0, error="is not asked for again")
    ended = run("clip.mp4", "photos", "--out", "x.csv")
    assert ended.exit_code == 0
    assert "9 faces in 6 files" in ended.stdout
    assert len(table()) == 6 + 8
