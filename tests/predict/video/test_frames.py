import gc
import os
import tracemalloc
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from feelingit.errors import InputError
from feelingit.predict.video import is_video
from feelingit.predict.video.frames import count_frames, read_frames

from .making import (
    HEIGHT,
    RED,
    WIDTH,
    counted,
    cut_off,
    noisy,
    number_of,
    steady,
    write_tone,
    write_video,
)

UNEVEN = [0.0, 0.04, 0.08, 0.2, 0.24, 0.5, 0.52, 1.0, 1.3, 2.0]


def _counted_video(path: Path, times: list[float], **how: object) -> Path:
    return write_video(path, map(counted, range(len(times))), times, **how)


@pytest.mark.parametrize("ending", ["mp4", "mkv", "mov", "avi", "ts", "flv"])
def test_a_constant_rate_is_constant(tmp_path: Path, ending: str) -> None:
    """Though encoders store frames in another order, and AVI does not say in which."""
    path = _counted_video(tmp_path / f"clip.{ending}", steady(40, 25))
    times = [frame.time_s for frame in read_frames(path)]
    assert times == pytest.approx(steady(40, 25), abs=2e-3)


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv", "clip.mov"])
def test_a_variable_rate_keeps_its_times(tmp_path: Path, name: str) -> None:
    path = _counted_video(tmp_path / name, UNEVEN)
    frames = list(read_frames(path))
    assert [frame.time_s for frame in frames] == pytest.approx(UNEVEN, abs=1e-3)
    assert [frame.number for frame in frames] == list(range(len(UNEVEN)))
    assert [number_of(frame.picture) for frame in frames] == list(range(len(UNEVEN)))


def test_a_stream_that_begins_late_begins_at_zero(tmp_path: Path) -> None:
    path = _counted_video(tmp_path / "clip.ts", [60 + time for time in steady(10)])
    assert next(read_frames(path)).time_s == 0


def test_a_raw_stream_without_times_goes_by_its_rate(tmp_path: Path) -> None:
    path = _counted_video(tmp_path / "clip.h264", steady(6))
    times = [frame.time_s for frame in read_frames(path)]
    assert np.diff(times) == pytest.approx([1 / 25] * 5, rel=0.01)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_frames_are_turned_upright(tmp_path: Path, turned: int, *, mirrored: bool) -> None:
    seen = counted(3)
    stored = np.ascontiguousarray(np.rot90(seen[:, ::-1] if mirrored else seen, -turned // 90))
    path = write_video(
        tmp_path / "clip.mp4", [stored] * 3, steady(3), turned=turned, mirrored=mirrored
    )
    picture = next(read_frames(path)).picture
    assert picture.shape == seen.shape
    assert picture[:10, :10].mean((0, 1)) == pytest.approx(RED, abs=12)
    assert np.abs(picture.astype(int) - seen).mean() < 6
    assert picture.flags["C_CONTIGUOUS"]


def test_pixels_that_are_not_square_become_square(tmp_path: Path) -> None:
    path = _counted_video(tmp_path / "clip.mp4", steady(2), pixel_shape=Fraction(2))
    assert next(read_frames(path)).picture.shape == (HEIGHT, 2 * WIDTH, 3)


@pytest.mark.parametrize("every", [2, 3, 7, 100])
def test_every_nth_frame_is_the_same_as_among_all(tmp_path: Path, every: int) -> None:
    path = _counted_video(tmp_path / "clip.mp4", UNEVEN)
    wanted = list(read_frames(path))[::every]
    some = list(read_frames(path, every=every))
    assert [frame[:2] for frame in some] == [frame[:2] for frame in wanted]
    for one, other in zip(some, wanted, strict=True):
        np.testing.assert_array_equal(one.picture, other.picture)


def test_one_frame_is_a_video(tmp_path: Path) -> None:
    told: list[str] = []
    path = _counted_video(tmp_path / "clip.mp4", [0.0])
    (frame,) = read_frames(path, tell=told.append)
    assert (frame.number, frame.time_s, told) == (0, 0.0, [])


def test_silent_and_sounding_videos_have_the_same_frames(tmp_path: Path) -> None:
    silent = _counted_video(tmp_path / "silent.mp4", UNEVEN)
    sounding = _counted_video(tmp_path / "sounding.mp4", UNEVEN, sound="aac")
    told: list[str] = []
    for one, other in zip(
        read_frames(silent), read_frames(sounding, tell=told.append), strict=True
    ):
        assert one.time_s == pytest.approx(other.time_s)
        np.testing.assert_array_equal(one.picture, other.picture)
    assert told == []


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv"])
def test_a_truncated_video_gives_what_is_there_and_a_word(tmp_path: Path, name: str) -> None:
    whole = write_video(tmp_path / name, noisy(60), steady(60), index_first=name.endswith("mp4"))
    told: list[str] = []
    frames = list(read_frames(cut_off(whole, 0.6), tell=told.append))
    assert 20 < len(frames) < 50
    (sentence,) = told
    assert "ends early" in sentence
    assert str(len(frames)) in sentence
    assert f"cut-{name}" in sentence


@pytest.mark.parametrize("share", [0.5, 0.55, 0.6, 0.65, 0.7])
@pytest.mark.parametrize("encoder", ["libx264", "mpeg4"])
def test_a_piece_of_a_frame_is_no_frame(tmp_path: Path, encoder: str, share: float) -> None:
    pictures = noisy(30, 180, 320)
    whole = write_video(tmp_path / "clip.avi", pictures, steady(30), encoder=encoder)
    intact = list(read_frames(whole))
    told: list[str] = []
    frames = list(read_frames(cut_off(whole, share), tell=told.append))
    assert 10 < len(frames) < 25
    for one, other in zip(frames, intact, strict=False):
        np.testing.assert_array_equal(one.picture, other.picture)
    assert len(told) == 1


def test_a_whole_video_tells_nothing(tmp_path: Path) -> None:
    told: list[str] = []
    for name in ("clip.mp4", "clip.mkv", "clip.avi", "clip.ts", "clip.mov", "clip.flv"):
        path = write_video(tmp_path / name, noisy(30), steady(30), sound="aac")
        assert len(list(read_frames(path, tell=told.append))) == 30
    assert told == []


@pytest.mark.parametrize("name", ["clip.mp4", "clip.mkv"])
def test_a_slow_video_tells_nothing(tmp_path: Path, name: str) -> None:
    """Its last picture stays for seconds, as slides do."""
    told: list[str] = []
    path = _counted_video(tmp_path / name, [0.0, 4.0, 9.0], sound="aac")
    assert len(list(read_frames(path, tell=told.append))) == 3
    assert told == []


def test_noise_in_the_middle_does_not_end_a_video(tmp_path: Path) -> None:
    path = write_video(tmp_path / "clip.avi", noisy(60), steady(60))
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4000] = bytes(4000)
    path.write_bytes(content)
    told: list[str] = []
    last = list(read_frames(path, tell=told.append))[-1]
    assert last.time_s > 2.2
    assert len(told) <= 1


def test_a_video_without_its_index_says_so(tmp_path: Path) -> None:
    cut = cut_off(write_video(tmp_path / "clip.mp4", noisy(30), steady(30)), 0.6)
    with pytest.raises(InputError, match=r"cut-clip\.mp4: the video has lost its index"):
        next(read_frames(cut))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"Dear diary,\n" * 200, "no video"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "no video"),
        (b"ffconcat version 1.0\nfile real.mp4\n", "no video"),
        (b"#EXTM3U\n#EXTINF:10,\nreal.mp4\n#EXT-X-ENDLIST\n", "no video"),
    ],
)
def test_what_only_is_called_a_video_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    """A play list among them, which would have other files read."""
    _counted_video(tmp_path / "real.mp4", steady(2))
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    with pytest.raises(InputError, match=rf"clip\.mp4: .*{said}"):
        next(read_frames(path))


def test_sound_alone_is_no_video(tmp_path: Path) -> None:
    path = write_tone(tmp_path / "song.mp4")
    with pytest.raises(InputError, match="sound only"):
        next(read_frames(path))


def test_missing_files_folders_and_pipes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        next(read_frames(tmp_path / "gone.mp4"))
    with pytest.raises(InputError, match="is a folder"):
        next(read_frames(tmp_path))
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(InputError, match="no regular file"):
        next(read_frames(tmp_path / "pipe.mp4"))


def test_every_0th_frame_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="every: 0"):
        next(read_frames(tmp_path / "clip.mp4", every=0))


@pytest.mark.parametrize("name", ["a:b.mp4", "-clip.mp4", "a clip, 100 %.mp4", "f\udcffl.mp4"])
def test_a_name_is_just_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    plain = _counted_video(tmp_path / "plain.mp4", steady(2))
    monkeypatch.chdir(tmp_path)
    try:
        plain.rename(name)
    except (OSError, UnicodeError):
        pytest.skip("this disk has no such names")
    assert len(list(read_frames(Path(name)))) == 2


def test_frames_are_counted_beforehand(tmp_path: Path) -> None:
    assert count_frames(_counted_video(tmp_path / "clip.mp4", steady(30))) == 30
    assert count_frames(_counted_video(tmp_path / "clip.mkv", steady(30))) == pytest.approx(30, 1)


def test_memory_holds_a_few_frames_only(tmp_path: Path) -> None:
    """Of Python's arrays and of the decoder's own buffers, and without waiting for a collection."""
    path = write_video(
        tmp_path / "clip.mp4", (counted(n, 480, 640) for n in range(120)), steady(120)
    )
    frames = read_frames(path)
    next(frames)
    gc.disable()
    tracemalloc.start()
    before = _resident()
    try:
        assert sum(1 for _ in frames) == 119
        assert tracemalloc.get_traced_memory()[1] < 10 * 480 * 640 * 3
        assert _resident() - before < 40 * 480 * 640 * 1.5
    finally:
        tracemalloc.stop()
        gc.enable()


def _resident() -> int:
    """Give the bytes of memory that this process holds; 0 where the system does not tell."""
    pages = Path("/proc/self/statm")
    return int(pages.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if pages.exists() else 0


@pytest.mark.parametrize(
    ("name", "answer"),
    [("a.mp4", True), ("A.MKV", True), ("a.b.webm", True), ("a.jpg", False), ("mp4", False)],
)
def test_videos_are_told_by_their_ending(name: str, *, answer: bool) -> None:
    assert is_video(Path("folder.mp4") / name) is answer
