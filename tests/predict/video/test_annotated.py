import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import Colorspace

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError, RunFolderError
from feelingit.predict.annotate import annotate
from feelingit.predict.face import Box, Face
from feelingit.predict.video import VideoOptions, predict_video
from feelingit.predict.video import recording as recording_module
from feelingit.predict.video.annotated import annotated
from feelingit.predict.video.frames import read_frames
from feelingit.predict.video.recording import ENCODERS, Encoder, recorded

from .acting import Brightness, by_colour, play, stage
from .making import TONE, counted, heard_in, noisy, number_of, pitch, steady, write_video

UNEVEN = [0.0, 0.04, 0.08, 0.2, 0.24, 0.5, 0.52, 1.0, 1.3, 2.0]


def _copied(source: Path, out: Path) -> Path:
    """Write a video again, picture by picture."""
    with recorded(out, source) as recording:
        for frame in read_frames(source):
            recording.add(frame.picture, frame.time_s)
    return out


def _counted_video(path: Path, times: list[float], **how: object) -> Path:
    return write_video(path, map(counted, range(len(times))), times, **how)


def _annotate(source: Path, out: Path, every: int = 1) -> list[tuple[Face, ...]]:
    options = VideoOptions(every=every)
    rows = predict_video(source, Brightness(), by_colour, options)
    return list(annotated(rows, source, out))


def _packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(packet) for packet in container.demux(audio=0) if packet.size]


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.avi"])
def test_rate_and_number_of_frames_are_kept(tmp_path: Path, name: str) -> None:
    rate = Fraction(30000, 1001)
    source = _counted_video(tmp_path / name, steady(40, float(rate)), rate=rate)
    copy = list(read_frames(_copied(source, tmp_path / "copy.mp4")))
    own = list(read_frames(source))
    steps = np.diff([frame.time_s for frame in copy])
    assert steps == pytest.approx(np.diff([frame.time_s for frame in own]), abs=1e-3)
    assert [number_of(frame.picture) for frame in copy] == list(range(40))


def test_a_variable_rate_is_kept(tmp_path: Path) -> None:
    source = _counted_video(tmp_path / "clip.mkv", UNEVEN)
    copy = _copied(source, tmp_path / "copy.mp4")
    assert [frame.time_s for frame in read_frames(copy)] == pytest.approx(UNEVEN, abs=1e-3)


@pytest.mark.parametrize("encoder", ENCODERS, ids=lambda encoder: encoder.name)
def test_any_encoder_that_is_there_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoder: Encoder
) -> None:
    if encoder.name not in av.codecs_available:
        pytest.skip(f"this FFmpeg has no {encoder.name}")
    monkeypatch.setattr(recording_module, "ENCODERS", (encoder,))
    source = _counted_video(tmp_path / "clip.ts", [0.08 + time for time in UNEVEN])
    frames = list(read_frames(_copied(source, tmp_path / "copy.mp4")))
    assert [frame.time_s for frame in frames] == pytest.approx(UNEVEN, abs=1e-3)
    assert [number_of(frame.picture) for frame in frames] == list(range(len(UNEVEN)))


def test_frames_of_one_time_do_not_stop_the_copy(tmp_path: Path) -> None:
    source = _counted_video(tmp_path / "clip.mp4", steady(3))
    with recorded(tmp_path / "copy.mp4", source) as recording:
        for number in range(3):
            recording.add(counted(number), 0.5)
    times = [frame.time_s for frame in read_frames(tmp_path / "copy.mp4")]
    assert len(times) == 3
    assert times == sorted(set(times))


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_video_is_written_upright(tmp_path: Path, turned: int) -> None:
    source = _counted_video(tmp_path / "clip.mp4", steady(5), turned=turned)
    copy = _copied(source, tmp_path / "copy.mp4")
    one, other = next(read_frames(source)).picture, next(read_frames(copy)).picture
    assert one.shape == other.shape
    assert np.abs(one.astype(int) - other).mean() < 4
    with av.open(str(copy)) as container:
        assert next(container.decode(video=0)).rotation == 0


def test_sound_is_copied_bit_by_bit(tmp_path: Path) -> None:
    source = _counted_video(tmp_path / "clip.mp4", steady(50), sound="aac")
    assert _packets(_copied(source, tmp_path / "copy.mp4")) == _packets(source)


@pytest.mark.parametrize(
    ("name", "codec"), [("clip.avi", "pcm_s16le"), ("clip.mkv", "flac"), ("clip.ts", "aac")]
)
def test_sound_of_any_kind_is_kept_in_time(tmp_path: Path, name: str, codec: str) -> None:
    source = _counted_video(tmp_path / name, steady(50), sound=codec)
    copy = _copied(source, tmp_path / "copy.mp4")
    samples, rate, begins = heard_in(copy)
    assert pitch(samples, rate) == pytest.approx(TONE, abs=2)
    assert begins == pytest.approx(0, abs=0.1)
    assert len(samples) / rate == pytest.approx(2.0, abs=0.15)


def test_sound_and_pictures_stay_together_in_a_stream_that_begins_late(tmp_path: Path) -> None:
    times = [60 + time for time in steady(25)]
    source = _counted_video(tmp_path / "clip.ts", times, sound="aac")
    copy = _copied(source, tmp_path / "copy.mp4")
    assert heard_in(copy)[2] == pytest.approx(0, abs=0.05)
    assert next(read_frames(copy)).time_s == pytest.approx(0, abs=0.05)


def test_of_recordings_behind_each_other_all_is_kept(tmp_path: Path) -> None:
    parts = [_counted_video(tmp_path / f"{n}.ts", steady(50), sound="aac") for n in "ab"]
    both = tmp_path / "both.ts"
    both.write_bytes(b"".join(part.read_bytes() for part in parts))
    copy = _copied(both, tmp_path / "copy.mp4")
    times = [frame.time_s for frame in read_frames(copy)]
    assert len(times) >= 98  # at the seam a frame is cut
    assert np.diff(times) == pytest.approx([0.04] * (len(times) - 1), abs=0.08)
    assert len(_packets(copy)) >= 2 * len(_packets(parts[0])) - 4


def test_pictures_come_before_sound_in_the_list_of_streams(tmp_path: Path) -> None:
    source = _counted_video(tmp_path / "clip.mp4", steady(10), sound="aac")
    with av.open(str(_copied(source, tmp_path / "copy.mp4"))) as container:
        assert [stream.type for stream in container.streams] == ["video", "audio"]


def test_sound_lies_beside_its_pictures(tmp_path: Path) -> None:
    """Players that stream a file must not have to fetch its end first."""
    source = _counted_video(tmp_path / "clip.mp4", steady(40, 1.0), sound="aac")
    with av.open(str(_copied(source, tmp_path / "copy.mp4"))) as container:
        packets = sorted(
            (packet.pos, packet.stream.type, float((packet.dts or 0) * packet.time_base))
            for packet in container.demux()
            if packet.size
        )
    reached = {"video": 0.0, "audio": 0.0}
    for _, kind, time_s in packets:
        reached[kind] = time_s
        assert reached["audio"] == pytest.approx(reached["video"], abs=5)
    assert reached["audio"] > 35


def test_a_silent_video_stays_silent(tmp_path: Path) -> None:
    source = _counted_video(tmp_path / "clip.mp4", steady(5))
    with av.open(str(_copied(source, tmp_path / "copy.mp4"))) as container:
        assert len(container.streams) == 1


def test_colours_are_kept_and_said_in_the_file(tmp_path: Path) -> None:
    source = _counted_video(tmp_path / "clip.mp4", steady(2))
    with recorded(tmp_path / "copy.mp4", source) as recording:
        recording.add(np.full((64, 64, 3), (200, 40, 90), np.uint8), 0.0)
    with av.open(str(tmp_path / "copy.mp4")) as container:
        frame = next(container.decode(video=0))
    assert frame.colorspace == Colorspace.ITU709
    assert frame.to_ndarray(format="rgb24").mean((0, 1)) == pytest.approx((200, 40, 90), abs=3)


def test_odd_sizes_are_rounded_up(tmp_path: Path) -> None:
    source = _counted_video(tmp_path / "clip.mp4", steady(2))
    with recorded(tmp_path / "copy.mp4", source) as recording:
        recording.add(counted(0, 51, 63), 0.0)
        recording.add(counted(1, 51, 63), 0.1)
    assert next(read_frames(tmp_path / "copy.mp4")).picture.shape == (52, 64, 3)


def test_boxes_are_drawn_where_the_faces_are(tmp_path: Path) -> None:
    source = play(tmp_path / "clip.mp4")
    rows = _annotate(source, tmp_path / "copy.mp4")
    frames = zip(read_frames(source), read_frames(tmp_path / "copy.mp4"), rows, strict=True)
    for own, copy, faces in frames:
        changed = np.abs(own.picture.astype(int) - copy.picture).max(axis=2) > 40
        if not faces[0].success:
            assert changed.mean() < 0.002
        for face in faces:
            if face.box is not None:
                left, top = round(face.box.left), round(face.box.top)
                edge = changed[top - 3 : top + 4, left + 5 : left + 40]
                assert edge.any(axis=0).mean() > 0.7


def test_frames_between_those_that_are_analysed_are_there_and_drawn_in(tmp_path: Path) -> None:
    source = play(tmp_path / "clip.mp4")
    rows = _annotate(source, tmp_path / "copy.mp4", every=4)
    assert [faces[0].frame for faces in rows] == list(range(0, 30, 4))
    pairs = list(zip(read_frames(source), read_frames(tmp_path / "copy.mp4"), strict=True))
    assert len(pairs) == 30
    for own, copy in pairs[:29]:
        assert own.time_s == pytest.approx(copy.time_s, abs=1e-3)
        assert (np.abs(own.picture.astype(int) - copy.picture).max(axis=2) > 40).mean() > 0.01


def test_frames_that_were_not_analysed_show_the_faces_of_the_last_one_that_was(
    tmp_path: Path,
) -> None:
    source = write_video(tmp_path / "clip.mp4", [stage([])] * 7, steady(7))
    left, right = (Face("x", "ok", **_happy_at(place)) for place in (20, 180))
    rows = [(replace(left, frame=0),), (replace(right, frame=3),)]
    list(annotated(iter(rows), source, tmp_path / "copy.mp4"))
    expected = [annotate(stage([]), faces).astype(int) for faces in rows]
    nearest = [
        int(np.argmin([np.abs(frame.picture - picture).mean() for picture in expected]))
        for frame in read_frames(tmp_path / "copy.mp4")
    ]
    assert nearest == [0, 0, 0, 1, 1, 1, 1]


def _happy_at(left: float) -> dict[str, object]:
    probabilities = dict.fromkeys(EMOTIONS, 0.05) | {"happy": 0.7}
    box = Box(left, 60, 60, 60)
    return {"emotion": "happy", "confidence": 0.7, "probabilities": probabilities, "box": box}


def test_rows_pass_through_unchanged(tmp_path: Path) -> None:
    source = play(tmp_path / "clip.mp4", 6)
    rows = [(Face("x", "no_face", frame=number),) for number in range(6)]
    assert list(annotated(iter(rows), source, tmp_path / "copy.mp4")) == rows


def test_nothing_is_left_of_a_copy_that_was_broken_off(tmp_path: Path) -> None:
    source = play(tmp_path / "clip.mp4", 12)
    out = tmp_path / "out" / "copy.mp4"
    rows = predict_video(source, Brightness(), by_colour, VideoOptions(batch_size=1))
    going = annotated(rows, source, out)
    next(going)
    next(going)
    going.close()
    assert list(out.parent.iterdir()) == []


def test_an_older_copy_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    source = play(tmp_path / "clip.mp4", 4)
    out = tmp_path / "copy.mp4"
    out.write_bytes(b"old")

    def failing() -> Iterator[tuple[Face, ...]]:
        yield (Face("x", "no_face", frame=0),)
        raise InputError("it went wrong")

    with pytest.raises(InputError, match="it went wrong"):
        list(annotated(failing(), source, out))
    assert out.read_bytes() == b"old"


def test_the_video_itself_is_not_overwritten(tmp_path: Path) -> None:
    source = play(tmp_path / "clip.mp4", 3)
    content = source.read_bytes()
    (tmp_path / "link.mp4").hardlink_to(source)
    for out in (source, tmp_path / "link.mp4"):
        with pytest.raises(InputError, match="would be overwritten"):
            _annotate(source, out)
    assert source.read_bytes() == content


def test_another_ending_is_refused(tmp_path: Path) -> None:
    source = play(tmp_path / "clip.mp4", 3)
    with pytest.raises(InputError, match=r"copy\.avi: .*\.mp4"):
        _annotate(source, tmp_path / "copy.avi")


@contextmanager
def _files_at_most(size: int) -> Iterator[None]:
    """Let writing fail beyond a size, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_that_cannot_grow_is_told_and_not_left_behind(tmp_path: Path) -> None:
    source = write_video(tmp_path / "clip.mp4", noisy(40), steady(40))
    rows = [(Face("x", "no_face", frame=number),) for number in range(40)]
    out = tmp_path / "out" / "copy.mp4"
    with _files_at_most(100_000), pytest.raises(RunFolderError, match=r"copy\.mp4"):
        list(annotated(iter(rows), source, out))
    assert list(out.parent.iterdir()) == []
