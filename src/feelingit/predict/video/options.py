"""How a video is to be looked at."""

from dataclasses import dataclass

from feelingit.errors import InputError
from feelingit.predict.video.smoothing import Smoother


@dataclass(frozen=True)
class VideoOptions:
    """How a video is looked at.

    Attributes:
        every: Every n-th frame is analysed; the others are decoded and nothing more.
        smoothing_s: Time constant of the average over time, in seconds. Probabilities, emotion
            and confidence of a row are this average; 0 gives each frame's own answer.
        threshold: Confidence, 0 to 1, below which no emotion is named; compared after smoothing.
        batch_size: Faces to classify together.
        workers: Threads that look for faces; what comes out does not depend on them.

    Raises:
        InputError: A value out of its range.
    """

    every: int = 1
    smoothing_s: float = 0.5
    threshold: float = 0.0
    batch_size: int = 32
    workers: int = 1

    def __post_init__(self) -> None:
        """Check the values."""
        if self.every < 1:
            raise InputError(f"every: {self.every}; expected every 1st, 2nd, ... frame")
        if not 0 <= self.threshold <= 1:
            raise InputError(f"threshold: {self.threshold}; expected a probability from 0 to 1")
        if self.batch_size < 1:
            raise InputError(f"batch_size: {self.batch_size}; expected 1 or more")
        if self.workers < 1:
            raise InputError(f"workers: {self.workers}; expected 1 or more")
        Smoother(self.smoothing_s)


DEFAULT = VideoOptions()
