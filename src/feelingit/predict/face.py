"""What is known of one face, or of a picture in which none was found: plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from feelingit.types import Landmarks

Status = Literal["ok", "unsure", "no_face", "unreadable"]
"""`unsure`: the confidence is below the threshold, so no emotion is named."""
Note = Literal["small", "dark", "cut_off", "turned", "covered"]
"""What makes an answer less sure: the face is small, dark, partly outside the picture, turned
away, or its landmarks are not to be trusted, as under a covering."""


class Box(NamedTuple):
    """Where a face is, in pixels of the upright picture; it may reach beyond its border."""

    left: float
    top: float
    width: float
    height: float


class Detection(NamedTuple):
    """What a detector says of one face.

    Attributes:
        box: The square that FER2013 would cut, whichever detector it is.
        score: How sure it is, larger is surer; 0 to 1 where the detector gives a probability.
    """

    box: Box
    score: float


@dataclass(frozen=True)
class Face:
    """One row of the result.

    Attributes:
        source: The picture's path, or its place in what was handed in.
        status: Whether an emotion is named, and if not, why.
        face: The face's number in its picture, from 0, the largest first; None without a face.
        emotion: The likeliest emotion; None where the status is not `ok`.
        confidence: Its probability, calibrated; None without a face.
        probabilities: Of each emotion by name, 0 to 1, summing to 1; None without a face.
        box: Where the face is; None without a face, and for pictures that already are faces.
        score: The detector's; None likewise.
        landmarks: `float32 [68, 2]` in pixels of the picture.
        quality: The chance that the landmarks are right (see `landmarks.locate`).
        notes: What makes the answer less sure.
        problem: Why the picture cannot be read.
        frame: The video's frame, from 0; None for photos.
        time_s: When it is shown, in seconds from the video's start.
        face_id: The same number for the same face throughout a video.
    """

    source: str
    status: Status
    face: int | None = None
    emotion: str | None = None
    confidence: float | None = None
    probabilities: Mapping[str, float] | None = None
    box: Box | None = None
    score: float | None = None
    landmarks: Landmarks | None = field(default=None, compare=False)
    quality: float | None = None
    notes: tuple[Note, ...] = ()
    problem: str | None = None
    frame: int | None = None
    time_s: float | None = None
    face_id: int | None = None

    @property
    def success(self) -> bool:
        """Whether there is a face with probabilities."""
        return self.probabilities is not None
