"""Carry a video's sound over into an `.mp4`, along with its pictures.

Sound that `.mp4` players know is copied bit by bit; other sound is encoded anew as AAC.
"""

import io
from collections.abc import Iterable, Iterator
from fractions import Fraction

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet

from feelingit.predict.video.clock import Clock
from feelingit.predict.video.container import start_of

COPIED = frozenset(("aac", "mp3", "ac3", "eac3", "alac", "flac", "opus"))
"""Codecs that players expect in an `.mp4`."""
AAC_RATES = frozenset((8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000))
LIKELY_RATE = 48000
"""Samples a second, for sound of a rate that AAC does not have."""
STEP_S = 0.02
"""Seconds that a packet of sound lasts, about."""

Packets = Iterator["Packet[AudioStream]"]


class Sound:
    """A video's sound on its way into another file; nothing at all for a silent video.

    Damaged parts are left out.

    Args:
        source: Opened for this alone: reading goes on from wherever it is.
        target: The file to be; nothing has been written to it yet.
    """

    def __init__(self, source: InputContainer, target: OutputContainer) -> None:
        self._target = target
        self._packets = _carried(source, target)
        self._next = next(self._packets, None)

    def until(self, time_s: float) -> None:
        """Write the sound up to a time, so that it lies beside the pictures of that time."""
        while self._next is not None and _begins(self._next) <= time_s:
            self._add(self._next)
            self._next = next(self._packets, None)

    def _add(self, packet: "Packet[AudioStream]") -> None:
        try:
            self._target.mux(packet)
        except av.FFmpegError as error:
            if isinstance(error, OSError):  # the disk is full
                raise


def _carried(source: InputContainer, target: OutputContainer) -> Packets:
    stream = source.streams.best("audio")
    # Without a rate nothing is known about it.
    if not isinstance(stream, AudioStream) or stream.codec_context is None or not stream.rate:
        return iter(())
    if stream.codec_context.name in COPIED and _fits(stream):
        return _in_order(_copied(source, stream, target.add_stream_from_template(stream)))
    rate = stream.rate if stream.rate in AAC_RATES else LIKELY_RATE
    layout = "mono" if stream.channels == 1 else "stereo"
    return _in_order(_anew(source, stream, target.add_stream("aac", rate=rate, layout=layout)))


def _fits(stream: AudioStream) -> bool:
    """Try whether an `.mp4` takes the sound as it is; what damage has made of it may not fit."""
    try:
        with av.open(io.BytesIO(), "w", format="mp4") as trial:
            trial.add_stream_from_template(stream)
            trial.start_encoding()
    except (av.FFmpegError, ValueError):
        return False
    return True


def _copied(source: InputContainer, stream: AudioStream, copy: AudioStream) -> Packets:
    tick, start, clock = float(stream.time_base or 1), start_of(source), Clock(STEP_S)
    for packet in _intact(source, stream):
        if packet.dts is not None:
            packet.dts = round(clock.read(packet.dts * tick - start) / tick)
            packet.pts = packet.dts  # in sound they are the same
            packet.stream = copy
            yield packet


def _anew(source: InputContainer, stream: AudioStream, encoder: AudioStream) -> Packets:
    start, clock = start_of(source), Clock(STEP_S)
    for packet in _intact(source, stream):
        try:
            for frame in packet.decode():
                yield from encoder.encode(_shifted(frame, start, clock))
        except (av.FFmpegError, ValueError):  # ValueError: a frame that does not follow the last
            continue
    yield from encoder.encode(None)


def _shifted(frame: AudioFrame, start: float, clock: Clock) -> AudioFrame:
    if frame.pts is not None:
        tick = float(frame.time_base or Fraction(1, frame.sample_rate))
        frame.pts = round(clock.read(frame.pts * tick - start) / tick)
    return frame


def _in_order(packets: Iterable["Packet[AudioStream]"]) -> Packets:
    """Leave out packets that do not come after the last one, which no file can hold."""
    last = float("-inf")
    for packet in packets:
        if _begins(packet) > last:
            last = _begins(packet)
            yield packet


def _intact(source: InputContainer, stream: AudioStream) -> Packets:
    """Read up to where the file can be read."""
    try:
        yield from (packet for packet in source.demux(stream) if not packet.is_corrupt)
    except (av.FFmpegError, OSError):
        return


def _begins(packet: "Packet[AudioStream]") -> float:
    return float((packet.dts or 0) * (packet.time_base or 0))
