"""Write pictures with their times, and the sound of another video, as an `.mp4`.

Knows nothing about what is drawn into the pictures.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
from av.container import InputContainer, OutputContainer
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream

from feelingit.errors import InputError, RunFolderError
from feelingit.files import unwritable, written_whole
from feelingit.predict.picture import Picture
from feelingit.predict.video.container import opened, picture_stream, rate_of
from feelingit.predict.video.sound import Sound


class Encoder(NamedTuple):
    """How pictures are encoded.

    Attributes:
        name: As FFmpeg knows it.
        options: Likewise.
        finest_tick: Seconds; the encoder cannot tell times that are nearer to each other.
    """

    name: str
    options: dict[str, str]
    finest_tick: Fraction = Fraction(1, 1_000_000)


ENCODERS = (
    Encoder("libx264", {"preset": "veryfast", "crf": "20"}),
    Encoder("mpeg4", {"b": "8M"}, Fraction(1, 65_535)),
)
"""By preference; every build of FFmpeg has the last."""
PIXELS = "yuv420p"
COLOURS = Colorspace.ITU709
"""Said in the file, or players would guess."""
TICK = Fraction(1, 60_000)
"""Seconds, where the source's own ticks are too fine; any usual rate is a whole number of them."""


class Recording:
    """An `.mp4` that is being written; see `recorded`."""

    def __init__(self, source: InputContainer, target: OutputContainer, path: Path) -> None:
        like = picture_stream(source, path)
        self._encoder = next(one for one in ENCODERS if one.name in av.codecs_available)
        own = Fraction(like.time_base or TICK)
        self._tick = own if own >= self._encoder.finest_tick else TICK
        self._rate = rate_of(like)
        self._source, self._target = source, target
        self._streams: tuple[VideoStream, Sound] | None = None
        self._last = -1

    def add(self, picture: Picture, time_s: float) -> None:
        """Add the next picture.

        Args:
            picture: `uint8 [height, width, 3]`, RGB; one of another size than the first is
                brought to the first one's.
            time_s: When it is shown; later than the last one.
        """
        if self._streams is None:
            self._streams = self._open(picture), Sound(self._source, self._target)
        stream, sound = self._streams
        frame = av.VideoFrame.from_ndarray(_even(picture), format="rgb24")
        frame = frame.reformat(
            width=stream.width, height=stream.height, format=PIXELS, dst_colorspace=COLOURS
        )
        self._last = max(self._last + 1, round(time_s / self._tick))
        frame.pts, frame.time_base = self._last, self._tick
        sound.until(time_s)
        self._target.mux(stream.encode(frame))

    def finish(self) -> None:
        """Write what the encoder still holds, and the rest of the sound."""
        if self._streams is not None:
            stream, sound = self._streams
            self._target.mux(stream.encode(None))
            sound.until(float("inf"))

    def _open(self, picture: Picture) -> VideoStream:
        name, options, _ = self._encoder
        stream = self._target.add_stream(name, rate=self._rate, options=options)
        assert isinstance(stream, VideoStream)  # noqa: S101 - what the encoder's name says
        stream.height, stream.width = _even(picture).shape[:2]
        stream.pix_fmt = PIXELS
        stream.codec_context.colorspace = COLOURS
        stream.codec_context.color_range = ColorRange.MPEG
        stream.codec_context.time_base = stream.time_base = self._tick
        return stream


@contextmanager
def recorded(out: Path, source: Path) -> Iterator[Recording]:
    """Write an `.mp4` with the sound and the rate of another video, whole or not at all.

    Args:
        out: The file to be.
        source: The video whose sound is kept.

    Raises:
        InputError: The source is no video, is too damaged to be copied, or would be overwritten;
            `out` is not called `.mp4`.
        RunFolderError: The disk is full or the folder cannot be written.
    """
    if out.suffix.lower() != ".mp4":
        raise InputError(f"{out}: annotated videos are written as .mp4; name one of these")
    if out.exists() and out.samefile(source):
        raise InputError(f"{out}: the video itself would be overwritten; choose another name")
    with written_whole(out) as partial, opened(source) as container:
        try:
            options = {"movflags": "+faststart"}
            with av.open(f"file:{partial}", "w", format="mp4", options=options) as target:
                recording = Recording(container, target, source)
                yield recording
                recording.finish()
        except (av.ArgumentError, av.InvalidDataError) as error:
            raise InputError(
                f"{source}: damaged so that no annotated copy of it can be written "
                f"({error.strerror}); ask for rows alone"
            ) from error
        except av.FFmpegError as error:
            reason = OSError(error.errno, error.strerror)
            raise RunFolderError(unwritable(out, reason)) from error


def _even(picture: Picture) -> Picture:
    """Repeat the last row and column where their number is odd, as the encoder wants it."""
    height, width = picture.shape[:2]
    if height % 2 == 0 and width % 2 == 0:
        return picture
    return np.pad(picture, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
