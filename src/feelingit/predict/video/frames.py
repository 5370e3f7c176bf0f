"""Read a video frame by frame: each with the time at which it is shown, upright, one at a time.

Knows nothing about faces.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from feelingit.errors import InputError
from feelingit.predict.picture import Picture
from feelingit.predict.video.clock import Clock
from feelingit.predict.video.container import (
    expected_end,
    opened,
    picture_stream,
    rate_of,
    start_of,
)
from feelingit.predict.video.decoding import Decoded, decode
from feelingit.predict.video.upright import Turn, turn_of, upright

Tell = Callable[[str], object]
"""Is handed what a person should know, a sentence at a time."""

SHORT_OF = 0.25
"""Seconds that may be missing from a video's end before this is worth a word."""

WITHOUT_PRESENTATION_TIMES = frozenset(("avi",))
"""Containers that know when frames are decoded, not when they are shown; frames come out as
evenly, and later."""


class Frame(NamedTuple):
    """One frame.

    Attributes:
        number: Its place in the video, from 0.
        time_s: When it is shown, in seconds from the video's start; never less than the last's.
        picture: `uint8 [height, width, 3]`, RGB, upright.
    """

    number: int
    time_s: float
    picture: Picture


def ignore(_sentence: str) -> None:
    """Tell nobody."""


def read_frames(path: Path, *, every: int = 1, tell: Tell = ignore) -> Iterator[Frame]:
    """Give a video's frames in the order in which they are shown; memory holds a few of them.

    Times are those in the file, so that a variable rate is kept. Damaged frames are left out; of
    a video that was cut off, what is there is given.

    Args:
        path: Of the video.
        every: Gives frames 0, `every`, 2 `every`, ...; the others are decoded and nothing more.
        tell: Is told when frames are damaged or the end is missing, after the last frame.

    Raises:
        InputError: The file is no video, or no frame of it can be decoded; `every` is below 1.
    """
    if every < 1:
        raise InputError(f"every: {every}; expected every 1st, 2nd, ... frame")
    with opened(path) as container:
        stream = picture_stream(container, path)
        decoded = Decoded()
        frames = decode(container, stream, decoded)
        turn = Turn()
        for number, (time_s, frame) in enumerate(_timed(frames, container, stream)):
            turn = turn if number else turn_of(frame)
            if number % every == 0:
                yield Frame(number, time_s, upright(frame, turn, stream.sample_aspect_ratio))
            shown_s = max(float(1 / rate_of(stream)), frame.duration * float(stream.time_base or 0))
            decoded.ended_s = time_s + shown_s
        if decoded.frames == 0:
            raise InputError(f"{path}: not one frame of the video can be decoded")
        _tell_damage(path, decoded, expected_end(container, stream), stream.frames, tell)


def count_frames(path: Path) -> int:
    """Give how many frames a video says or seems to have; 0 if it does not say.

    Raises:
        InputError: The file is no video.
    """
    with opened(path) as container:
        stream = picture_stream(container, path)
        return stream.frames or round((expected_end(container, stream) or 0) * rate_of(stream))


def _timed(
    frames: Iterable[VideoFrame], container: InputContainer, stream: VideoStream
) -> Iterator[tuple[float, VideoFrame]]:
    clock = Clock(float(1 / rate_of(stream)))
    for stated, frame in _stated(frames, container, stream):
        yield max(0.0, clock.read(stated)), frame


def _stated(
    frames: Iterable[VideoFrame], container: InputContainer, stream: VideoStream
) -> Iterator[tuple[float | None, VideoFrame]]:
    """Say when frames are shown by the file's time stamps, where they have one."""
    tick, start = float(stream.time_base or 0), start_of(container)
    in_order = container.format.name not in WITHOUT_PRESENTATION_TIMES
    for number, frame in enumerate(frames):
        stamp = frame.pts if in_order else frame.dts
        if not in_order and number == 0:
            start = (stamp or 0) * tick
        yield None if stamp is None else stamp * tick - start, frame


def _tell_damage(path: Path, decoded: Decoded, end: float | None, stated: int, tell: Tell) -> None:
    there = f"{decoded.frames} of {stated}" if stated > decoded.frames else f"{decoded.frames}"
    fewer = not stated or stated > decoded.frames
    short = end is not None and fewer and end - decoded.ended_s > SHORT_OF
    if short or decoded.broken_off:
        planned = f" of {end:.1f} s" if end is not None else " s"
        tell(
            f"{path}: the video ends early, at {decoded.ended_s:.1f}{planned}; "
            f"{there} frames could be read"
        )
    elif decoded.damaged:
        tell(f"{path}: the video is damaged; {there} frames could be read")
