"""Actors whom a detector finds by their colour, and a classifier that reads their brightness."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from feelingit.emotions import EMOTIONS
from feelingit.predict.face import Box, Detection
from feelingit.predict.picture import Picture
from feelingit.types import Images, Probabilities

from .making import steady, write_video

SIDE = 48
HEIGHT, WIDTH = 144, 256
COLOURS = {"red": 0, "green": 1, "blue": 2}
HAPPY = EMOTIONS.index("happy")


def stage(actors: Sequence[tuple[str, float, int]], grey: int = 90) -> Picture:
    """Draw actors as squares of a colour and a brightness: `(colour, left, brightness)`."""
    picture = np.full((HEIGHT, WIDTH, 3), grey, dtype=np.uint8)
    for row, (colour, left, brightness) in enumerate(actors):
        part = picture[8 + 64 * row : 8 + 64 * row + SIDE, int(left) : int(left) + SIDE]
        part[:] = brightness // 4
        part[..., COLOURS[colour]] = brightness
    return picture


def play(path: Path, frames: int = 30, **how: object) -> Path:
    """Write a video: red walks to the right; blue, brighter, is there in the middle third."""
    return write_video(path, scenes(frames), steady(frames), **how)


def scenes(frames: int) -> Iterator[Picture]:
    """Draw the frames of `play`; in the last there is nobody."""
    for frame in range(frames):
        red = ("red", 10 + 3 * frame, 150)
        blue = ("blue", 180 - 3 * frame, 250)
        there = [red, blue] if frames // 3 <= frame < 2 * frames // 3 else [red]
        yield stage(there if frame < frames - 1 else [])


def by_colour(picture: Picture) -> list[Detection]:
    """Find the actors."""
    found = []
    for channel in COLOURS.values():
        others = np.delete(picture, channel, axis=2).max(axis=2).astype(int)
        rows, columns = np.nonzero(picture[..., channel].astype(int) - others > 60)
        if len(rows) > SIDE:
            left, top = float(columns.min()), float(rows.min())
            box = Box(left, top, columns.max() - left + 1, rows.max() - top + 1)
            found.append(Detection(box, 0.9))
    return found


class Brightness:
    """A classifier: the brighter a face is, the happier; what is not happy is sad."""

    height = width = 48

    def __init__(self) -> None:
        self.batches: list[int] = []

    def probabilities(self, images: Images, batch_size: int = 64) -> Probabilities:
        """Answer."""
        assert len(images) <= batch_size
        self.batches.append(len(images))
        happy = images.reshape(len(images), -1).mean(axis=1) / 255
        answers = np.zeros((len(images), len(EMOTIONS)), dtype=np.float32)
        answers[:, HAPPY], answers[:, EMOTIONS.index("sad")] = happy, 1 - happy
        return answers
