"""Videos that tests make for themselves: any times, turned, with a tone, cut off."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from feelingit.predict.picture import Picture

HEIGHT, WIDTH = 72, 96
TICKS = 60_000
RATE = 44_100
TONE = 440.0

RED, GREEN, BLUE = (230, 30, 30), (30, 200, 40), (30, 40, 230)


def steady(count: int, rate: float = 25.0) -> list[float]:
    """Give times at a constant rate."""
    return [number / rate for number in range(count)]


def counted(number: int, height: int = HEIGHT, width: int = WIDTH) -> Picture:
    """Draw a grey picture that tells its number, its upper left corner red."""
    picture = np.full((height, width, 3), 20 + number * 5 % 220, dtype=np.uint8)
    picture[: height // 3, : width // 3] = RED
    return picture


def number_of(picture: Picture) -> int:
    """Read the number back from the middle of a counted picture."""
    height, width = picture.shape[:2]
    middle = picture[height // 2 : height * 3 // 4, width // 2 : width * 3 // 4]
    return round((float(middle.mean()) - 20) / 5)


def write_video(
    path: Path,
    pictures: Iterable[Picture],
    times: Sequence[float],
    *,
    turned: int = 0,
    mirrored: bool = False,
    sound: str | None = None,
    encoder: str = "libx264",
    rate: Fraction | int = 25,
    pixel_shape: Fraction | None = None,
    index_first: bool = False,
) -> Path:
    """Write a video.

    Args:
        path: Its ending says the container.
        pictures: All of one size, even in height and width.
        times: When each is shown, in seconds.
        turned: By how many degrees, counter-clockwise, players have to turn the frames.
        mirrored: Whether they have to swap left and right after that.
        sound: The codec of a tone as long as the video (a second at least); None for a silent one.
        encoder: Of the pictures.
        rate: Frames a second, as AVI knows no other times.
        pixel_shape: Width of a pixel divided by its height.
        index_first: Whether an `.mp4` can be played while it is still being copied.
    """
    options = {"movflags": "+faststart"} if index_first else {}
    with av.open(str(path), "w", options=options) as container:
        stream, tick = None, Fraction(1)
        heard = container.add_stream(sound, rate=RATE, layout="mono") if sound else None
        for picture, time_s in zip(pictures, times, strict=True):
            if stream is None:
                stream = container.add_stream(encoder, rate=rate)
                stream.height, stream.width = picture.shape[:2]
                stream.pix_fmt = "yuv420p"
                stream.codec_context.qmax = 8
                tick = 1 / Fraction(rate) if path.suffix == ".avi" else Fraction(1, TICKS)
                stream.time_base = stream.codec_context.time_base = tick
                if pixel_shape:
                    stream.codec_context.sample_aspect_ratio = pixel_shape
                if turned or mirrored:
                    stream.set_display_rotation(turned, hflip=mirrored)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = round(time_s / tick), tick
            container.mux(stream.encode(frame))
        if stream is not None:
            container.mux(stream.encode(None))
        if heard is not None:
            _add_tone(container, heard, max(1.0, times[-1] - times[0]), times[0])
    return path


def write_tone(path: Path, codec: str = "aac", seconds: float = 1.0) -> Path:
    """Write a file with sound alone."""
    with av.open(str(path), "w") as container:
        _add_tone(container, container.add_stream(codec, rate=RATE, layout="mono"), seconds)
    return path


def cut_off(path: Path, share: float) -> Path:
    """Keep the first part of a file, as a copy that was broken off does."""
    content = path.read_bytes()
    cut = path.with_name(f"cut-{path.name}")
    cut.write_bytes(content[: int(len(content) * share)])
    return cut


def noisy(count: int, height: int = HEIGHT, width: int = WIDTH) -> list[Picture]:
    """Draw pictures that no encoder can make small."""
    random = np.random.default_rng(0)
    return list(random.integers(0, 255, (count, height, width, 3), dtype=np.uint8))


def heard_in(path: Path) -> tuple[NDArray[np.float32], int, float]:
    """Give a file's sound, its samples a second, and when it begins."""
    with av.open(str(path)) as container:
        frames = list(container.decode(container.streams.audio[0]))
        samples = np.concatenate([frame.to_ndarray()[0] for frame in frames]).astype(np.float32)
        return samples, frames[0].rate, float(frames[0].time or 0)


def pitch(samples: NDArray[np.float32], rate: int) -> float:
    """Find the loudest frequency, in hertz."""
    strength = np.abs(np.fft.rfft(samples))
    return float(np.fft.rfftfreq(len(samples), 1 / rate)[strength.argmax()])


def _add_tone(
    container: av.container.OutputContainer,
    stream: av.AudioStream,
    seconds: float,
    begins: float = 0.0,
) -> None:
    first = round(begins * RATE)
    wave = 0.3 * np.sin(2 * np.pi * TONE * np.arange(int(RATE * seconds)) / RATE)
    for start in range(0, len(wave), 1024):
        part = np.ascontiguousarray(wave[None, start : start + 1024], dtype=np.float32)
        frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, first + start, Fraction(1, RATE)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))
