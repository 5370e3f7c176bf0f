import csv
from datetime import datetime
from itertools import count, islice
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from feelingit.errors import InputError, RunFolderError
from feelingit.predict.camera.look import Looker
from feelingit.predict.camera.pictures import mirrored, pictures_of, video_pictures
from feelingit.predict.camera.snapshot import save_snapshot
from feelingit.predict.camera.watch import Seen
from feelingit.predict.video.following import Follower
from tests.predict.video.acting import Brightness, by_colour, stage
from tests.predict.video.making import counted, number_of, steady, write_video

NOON = datetime(2026, 1, 2, 12, 0, 0)  # noqa: DTZ001 - the user's own time


def _looker(smoothing_s: float = 0.0) -> Looker:
    ticks = count(100)
    return Looker(
        "camera 0",
        Brightness(),
        by_colour,
        Follower(smoothing_s, 0.0),
        clock=lambda: next(ticks) / 10,
    )


def test_looks_are_counted_timed_and_follow_faces() -> None:
    look = _looker()
    rows = [look(stage([("red", 20 + 3 * number, 150)])) for number in range(5)]
    assert [faces[0].frame for faces in rows] == [0, 1, 2, 3, 4]
    assert [faces[0].time_s for faces in rows] == pytest.approx([0, 0.1, 0.2, 0.3, 0.4])
    assert {face.face_id for faces in rows for face in faces} == {0}
    assert {face.source for faces in rows for face in faces} == {"camera 0"}


def test_a_picture_without_a_face_is_a_row() -> None:
    (face,) = _looker()(stage([]))
    assert (face.status, face.frame) == ("no_face", 0)


def test_looks_are_smoothed() -> None:
    raw, calm = _looker(), _looker(5.0)
    for look in (raw, calm):
        look(stage([("red", 20, 110)]))
    one, other = (look(stage([("red", 20, 250)]))[0] for look in (raw, calm))
    assert (one.probabilities or {})["happy"] > (other.probabilities or {})["happy"] + 0.05


def _seen() -> Seen:
    picture = stage([("red", 20, 150), ("blue", 120, 250)])
    return Seen(picture, _looker()(picture))


def test_a_snapshot_is_the_picture_what_was_drawn_in_and_its_rows(tmp_path: Path) -> None:
    seen = _seen()
    path = save_snapshot(seen, tmp_path / "new", NOON)
    assert path == tmp_path / "new" / "2026-01-02-12-00-00.png"
    with Image.open(path) as image:
        np.testing.assert_array_equal(np.asarray(image), seen.picture)
    with Image.open(path.with_name("2026-01-02-12-00-00-annotated.png")) as image:
        assert (np.asarray(image) != seen.picture).any()
    with path.with_suffix(".csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["face_id"] for row in rows] == ["0", "1"]
    assert [row["emotion"] for row in rows] == [face.emotion for face in seen.faces]


def test_snapshots_of_one_second_do_not_overwrite_each_other(tmp_path: Path) -> None:
    paths = [save_snapshot(_seen(), tmp_path, NOON) for _ in range(3)]
    assert len(set(paths)) == 3
    assert len(list(tmp_path.glob("*.csv"))) == 3


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(RunFolderError, match="file"):
        save_snapshot(_seen(), tmp_path / "file", NOON)


class Clock:
    """Time that goes by only while somebody sleeps, or works."""

    def __init__(self) -> None:
        self.now = 5.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def _clip(tmp_path: Path) -> Path:
    return write_video(tmp_path / "clip.mp4", map(counted, range(25)), steady(25))


def test_a_video_takes_its_time(tmp_path: Path) -> None:
    clock = Clock()
    pictures = video_pictures(_clip(tmp_path), clock, clock.sleep)
    for number, picture in enumerate(pictures):
        assert number_of(picture) == number
        assert clock.now == pytest.approx(5 + number / 25)
    assert number == 24


def test_frames_that_come_too_late_are_passed_over(tmp_path: Path) -> None:
    clock = Clock()
    shown = []
    for picture in video_pictures(_clip(tmp_path), clock, clock.sleep):
        shown.append(number_of(picture))
        clock.sleep(0.2)
    assert shown == [0, 3, 8, 13, 18, 23]


def test_on_a_machine_that_cannot_keep_up_some_frames_are_shown_still(tmp_path: Path) -> None:
    clock = Clock()

    def slow() -> float:
        clock.now += 0.06
        return clock.now

    assert 2 <= len(list(video_pictures(_clip(tmp_path), slow, clock.sleep))) < 25


def test_a_source_is_a_camera_by_number_or_a_file(tmp_path: Path) -> None:
    assert number_of(next(pictures_of(str(_clip(tmp_path))))) == 0
    with pytest.raises(InputError, match="camera 99: there is none"):
        next(pictures_of("99"))
    with pytest.raises(InputError, match=r"gone\.mp4: there is no such file"):
        next(pictures_of(str(tmp_path / "gone.mp4")))


def test_a_mirror_swaps_left_and_right() -> None:
    (picture,) = islice(mirrored(iter([stage([("red", 20, 150)])])), 1)
    np.testing.assert_array_equal(picture[:, ::-1], stage([("red", 20, 150)]))
