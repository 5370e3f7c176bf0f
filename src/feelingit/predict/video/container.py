"""Open a video file safely, find its pictures, and say what is wrong in words.

Knows nothing about single frames. PyAV reads: it knows presentation times, rotation and sound, and
brings FFmpeg's libraries along.
"""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from feelingit.errors import InputError
from feelingit.predict.pictures import MOST_PIXELS

FORMATS = (
    "3gp,asf,avi,dv,flv,gif,h264,hevc,ivf,m4v,matroska,mov,mp4,mpeg,mpegts,mpegvideo,mxf,ogg,webm"
)
"""Containers that are opened. Not among them: play lists, which name other files and addresses."""

LIKELY_RATE = Fraction(25)
"""Frames a second, where a file says nothing at all."""


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """Open a video file; nothing but this file is read, whatever stands in it.

    Raises:
        InputError: It is missing, empty, no regular file, may not be read, or is no video.
    """
    _check_file(path)
    # "file:" keeps a colon in the name from being taken for a protocol.
    options = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
    try:
        container = av.open(f"file:{path}", options=options)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise InputError(_no_video(path, error)) from error
    with container:
        yield container


def picture_stream(container: InputContainer, path: Path) -> VideoStream:
    """Give the stream of moving pictures; a cover picture in a piece of music is none.

    Raises:
        InputError: There is none, nobody can decode it, or its pictures are too large.
    """
    attached = av.stream.Disposition.attached_pic
    streams = [one for one in container.streams.video if not one.disposition & attached]
    if not streams:
        heard = "sound only" if container.streams.audio else "no pictures"
        raise InputError(f"{path}: there is {heard} in it; expected a video")
    best = max(streams, key=_pixels)
    if best.codec_context is None:
        raise InputError(f"{path}: its pictures are encoded in a way that is not known here")
    if _pixels(best) > MOST_PIXELS:
        size = f"{best.width}x{best.height}"
        raise InputError(f"{path}: its frames have {size} pixels; at most {MOST_PIXELS:,} are read")
    return best


def rate_of(stream: VideoStream) -> Fraction:
    """Give frames a second: the average where it is known, else the likeliest."""
    return stream.average_rate or stream.guessed_rate or LIKELY_RATE


def expected_end(container: InputContainer, stream: VideoStream) -> float | None:
    """Give the second at which the pictures end, as the file says; None if it does not say."""
    if container.format.name == "avi" and stream.frames:
        return float(stream.frames / rate_of(stream))  # its duration is what is there
    start = start_of(container)
    if stream.duration and stream.time_base:
        return (
            float((stream.start_time or 0) * stream.time_base + stream.duration * stream.time_base)
            - start
        )
    if stream.metadata.get("DURATION"):
        return _seconds(stream.metadata["DURATION"])
    alone = len(container.streams) == 1
    return container.duration / av.time_base if alone and container.duration else None


def start_of(container: InputContainer) -> float:
    """Give the time stamp, in seconds, with which a file begins; players call it 0."""
    return (container.start_time or 0) / av.time_base


def _pixels(stream: VideoStream) -> int:
    return stream.width * stream.height if stream.codec_context is not None else 0


def _check_file(path: Path) -> None:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            kind = "a folder" if stat.S_ISDIR(found.st_mode) else "no regular file"
            raise InputError(f"{path} is {kind}; expected a video file")
        if found.st_size == 0:
            raise InputError(f"{path}: the file is empty (0 bytes); expected a video")
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise InputError(f"{path}: there is no such file; expected a video") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in its name
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: the file cannot be read: {reason}") from error


def _no_video(path: Path, error: Exception) -> str:
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp":
        return (
            f"{path}: the video has lost its index, as when a recording or a copy was cut off; "
            "its frames cannot be found without it"
        )
    reason = getattr(error, "strerror", None) or str(error)
    return f"{path}: the file is no video, or damaged at its beginning ({reason})"


def _seconds(clock: str) -> float | None:
    """Read `00:01:02.500000000`, as Matroska writes a duration."""
    try:
        hours, minutes, seconds = clock.split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except ValueError:
        return None
