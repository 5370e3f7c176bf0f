"""Decode a video's pictures, past what is damaged in it.

Knows nothing about times, nor about how frames are turned.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream


@dataclass
class Decoded:
    """What came of decoding.

    Attributes:
        frames: How many were intact.
        damaged: How many pieces were not.
        broken_off: Whether reading failed before the end.
        ended_s: When the last frame gives way, in seconds.
    """

    frames: int = 0
    damaged: int = 0
    broken_off: bool = False
    ended_s: float = 0.0


def decode(
    container: InputContainer, stream: VideoStream, decoded: Decoded
) -> Iterator[VideoFrame]:
    """Decode packet by packet: a damaged one does not end the video.

    Args:
        container: Opened, at its beginning.
        stream: Of it.
        decoded: Is kept up to date.

    Yields:
        The intact frames, in the order in which they are shown.
    """
    for packet in _packets(container, stream, decoded):
        if packet is not None and packet.is_corrupt:
            decoded.damaged += 1
            continue
        try:
            for frame in stream.codec_context.decode(packet):
                if frame.is_corrupt:
                    decoded.damaged += 1
                else:
                    decoded.frames += 1
                    yield frame
        except av.FFmpegError:
            decoded.damaged += 1


def _packets(
    container: InputContainer, stream: VideoStream, decoded: Decoded
) -> Iterator["Packet[VideoStream] | None"]:
    try:
        yield from (packet for packet in container.demux(stream) if packet.size)
    except (av.FFmpegError, OSError):
        decoded.broken_off = True
    yield None  # asks for what the decoder still holds
