from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.figure_style import styled
from feelingit.palette import EMOTION_COLOURS
from feelingit.predict.face import Face
from feelingit.predict.video.timeline import Timeline
from feelingit.predict.video.timeline_figure import MOST_FACES, draw_timeline, timeline_figure


def _face(face_id: int, frame: int, time_s: float, emotion: str = "happy") -> Face:
    rest = 0.4 / 6
    probabilities = {name: 0.6 if name == emotion else rest for name in EMOTIONS}
    return Face(
        "clip.mp4",
        "ok",
        face=0,
        emotion=emotion,
        confidence=0.6,
        probabilities=probabilities,
        frame=frame,
        time_s=time_s,
        face_id=face_id,
    )


def _rows(frames: int, seen: Mapping[int, range], step: float = 0.1) -> Iterator[tuple[Face, ...]]:
    """Say who is seen in which frames."""
    for frame in range(frames):
        time_s = frame * step
        faces = tuple(_face(who, frame, time_s) for who, when in seen.items() if frame in when)
        yield faces or (Face("clip.mp4", "no_face", frame=frame, time_s=time_s),)


def _gathered(frames: int, seen: Mapping[int, range], step: float = 0.1) -> Timeline:
    timeline = Timeline()
    for _ in timeline.gather(_rows(frames, seen, step)):
        pass
    return timeline


def test_rows_pass_through() -> None:
    rows = list(_rows(5, {0: range(3)}))
    assert list(Timeline().gather(iter(rows))) == rows


def test_faces_are_listed_by_how_long_they_are_seen() -> None:
    timeline = _gathered(20, {0: range(3), 1: range(15), 2: range(5, 20), 3: range(9)})
    assert timeline.faces() == (1, 2, 3, 0)
    assert [timeline.seen(face_id) for face_id in timeline.faces()] == [15, 15, 9, 3]
    assert timeline.frames == 20


def test_a_run_ends_where_the_face_is_lost() -> None:
    timeline = Timeline()
    shown = {0: "happy", 1: "sad", 4: "fear", 5: "fear", 6: "fear"}
    rows = [
        (_face(0, frame, frame * 0.1, shown[frame]),)
        if frame in shown
        else (Face("clip.mp4", "no_face", frame=frame, time_s=frame * 0.1),)
        for frame in range(8)
    ]
    list(timeline.gather(rows))
    first, second = timeline.runs(0)
    assert first.times == pytest.approx([0.0, 0.1, 0.2])
    assert second.times == pytest.approx([0.4, 0.5, 0.6, 0.7])
    assert [EMOTIONS[best] for best in first.probabilities.argmax(axis=1)] == ["happy", "sad"]
    assert first.probabilities.sum(axis=1) == pytest.approx([1, 1])


def test_the_last_frame_lasts_as_long_as_most() -> None:
    timeline = _gathered(4, {0: range(4)}, step=0.5)
    assert timeline.end_s == pytest.approx(2.0)
    assert timeline.runs(0)[0].times[-1] == pytest.approx(2.0)


def _panels(timeline: Timeline) -> list[str]:
    with styled():
        figure = timeline_figure(timeline, "clip.mp4")
        return [axes.get_title(loc="left") for axes in figure.axes]


def test_a_panel_for_each_face_those_seen_most_first() -> None:
    timeline = _gathered(20, {0: range(5), 1: range(20)})
    assert _panels(timeline) == [
        "face 1, seen in 100% of the frames",
        "face 0, seen in 25% of the frames",
    ]


def test_of_many_faces_the_figure_says_how_many_it_does_not_show() -> None:
    timeline = _gathered(20, {who: range(who, 20) for who in range(MOST_FACES + 3)})
    with styled():
        figure = timeline_figure(timeline, "clip.mp4")
    assert len(figure.axes) == MOST_FACES
    assert "3 more faces" in figure.get_supxlabel()


def _pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).reshape(-1, 3).astype(int)


def _amount(pixels: np.ndarray, emotion: str) -> int:
    colour = EMOTION_COLOURS[emotion].lstrip("#")
    wanted = [int(colour[start : start + 2], 16) for start in (0, 2, 4)]
    return int((np.abs(pixels - wanted).max(axis=1) < 3).sum())


def test_areas_are_as_large_as_the_probabilities_and_empty_where_nobody_is(
    tmp_path: Path,
) -> None:
    whole, half = tmp_path / "whole.png", tmp_path / "half.png"
    draw_timeline(_gathered(100, {0: range(100)}), whole, "clip.mp4")
    draw_timeline(_gathered(100, {0: range(25, 75)}), half, "clip.mp4")
    happy, sad = (_amount(_pixels(whole), emotion) for emotion in ("happy", "sad"))
    assert happy > 6 * sad
    assert _amount(_pixels(half), "happy") == pytest.approx(happy / 2, rel=0.1)


def test_a_long_video_is_drawn_as_a_short_one(tmp_path: Path) -> None:
    """Frames are averaged where there are more than dots."""
    short, long = tmp_path / "short.png", tmp_path / "long.png"
    draw_timeline(_gathered(100, {0: range(100)}), short, "clip.mp4")
    draw_timeline(_gathered(20_000, {0: range(20_000)}, 0.0005), long, "clip.mp4")
    happy = _amount(_pixels(short), "happy")
    assert _amount(_pixels(long), "happy") == pytest.approx(happy, rel=0.03)


def test_from_minutes_on_the_axis_tells_minutes() -> None:
    with styled():
        figure = timeline_figure(_gathered(600, {0: range(600)}, 1.0), "clip.mp4")
        figure.canvas.draw()
        labels = [tick.get_text() for tick in figure.axes[-1].get_xticklabels()]
    assert "1:00" in labels
    assert "10:00" in labels


def test_a_video_without_faces_says_so() -> None:
    with styled():
        figure = timeline_figure(_gathered(7, {}), "clip.mp4")
    assert [text.get_text() for text in figure.axes[0].texts] == ["no face was found in 7 frames"]


@pytest.mark.parametrize("title", ["a $x_1$ {clip}.mp4", "電影.mp4", "long " * 40 + ".mp4"])
def test_any_name_is_written_as_it_is(tmp_path: Path, title: str) -> None:
    draw_timeline(_gathered(3, {0: range(3)}), tmp_path / "out.png", title)
    assert (tmp_path / "out.png").stat().st_size > 1000


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"out\.bmp"):
        draw_timeline(_gathered(3, {0: range(3)}), tmp_path / "out.bmp", "clip.mp4")


def test_one_frame_is_a_timeline(tmp_path: Path) -> None:
    draw_timeline(_gathered(1, {0: range(1)}), tmp_path / "out.png", "clip.mp4")
    assert _amount(_pixels(tmp_path / "out.png"), "happy") > 1000
