from pathlib import Path

import pytest

from feelingit.cli.predict_video import VideoOutputs, watch_video
from feelingit.errors import InputError
from feelingit.predict.video import VideoOptions, predict_video
from tests.predict.video.acting import Brightness, by_colour, play
from tests.predict.video.making import write_tone


def test_rows_are_those_of_the_video_whatever_is_made_on_the_way(tmp_path: Path) -> None:
    source = play(tmp_path / "clip.mp4", 12)
    plain = list(predict_video(source, Brightness(), by_colour))
    outputs = VideoOutputs(tmp_path / "out" / "copy.mp4", tmp_path / "out" / "time.png")
    rows = list(watch_video(source, Brightness(), by_colour, outputs=outputs))
    assert [[(f.frame, f.face_id, f.probabilities) for f in faces] for faces in rows] == [
        [(f.frame, f.face_id, f.probabilities) for f in faces] for faces in plain
    ]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"copy.mp4", "time.png"}


def test_nothing_is_made_that_was_not_asked_for(tmp_path: Path) -> None:
    source = play(tmp_path / "clip.mp4", 6)
    list(watch_video(source, Brightness(), by_colour))
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize("every", [1, 5])
def test_progress_ends_with_all_frames(tmp_path: Path, every: int) -> None:
    told: list[tuple[int, int]] = []
    options = VideoOptions(every=every)
    source = play(tmp_path / "clip.mp4", 12)
    rows = watch_video(
        source, Brightness(), by_colour, options, progress=lambda *both: told.append(both)
    )
    list(rows)
    assert told[-1] == (12, 12)
    assert told == sorted(told)
    assert {total for _, total in told} == {12}


def test_endings_are_checked_before_the_work_is_done(tmp_path: Path) -> None:
    source = play(tmp_path / "clip.mp4", 6)
    classifier = Brightness()
    for outputs in (VideoOutputs(tmp_path / "a.gif"), VideoOutputs(None, tmp_path / "a.bmp")):
        with pytest.raises(InputError, match=r"a\.(gif|bmp)"):
            next(watch_video(source, classifier, by_colour, outputs=outputs))
    assert classifier.batches == []


def test_what_is_no_video_leaves_nothing_behind(tmp_path: Path) -> None:
    source = write_tone(tmp_path / "song.mp4")
    outputs = VideoOutputs(tmp_path / "out" / "copy.mp4", tmp_path / "out" / "time.png")
    with pytest.raises(InputError, match="sound only"):
        next(watch_video(source, Brightness(), by_colour, outputs=outputs))
    assert list((tmp_path / "out").iterdir()) == []
