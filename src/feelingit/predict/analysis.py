"""From pictures to faces with their emotion: find, frame, classify; one picture is never lost.

The first half, `prepare`, looks at one picture and may run in any process; the second half,
`answered`, classifies the faces of many pictures together.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.predict.face import Box, Face, Note
from feelingit.predict.picture import Loaded, Picture, grey_of
from feelingit.resizing import fitted
from feelingit.types import Images, Landmarks, Probabilities

if TYPE_CHECKING:
    from feelingit.predict.detectors.contract import Detector

AHEAD = 16
"""Batches of pictures without a face after which an answer is given all the same."""


class Answers(Protocol):
    """What is asked of a classifier here; `classifier.Classifier` is one."""

    @property
    def height(self) -> int:
        """Of the faces that it looks at, in pixels."""
        ...

    @property
    def width(self) -> int:
        """Likewise."""
        ...

    def probabilities(self, images: Images, batch_size: int = ...) -> Probabilities:
        """Give `float32 [n, 7]` for grey faces `uint8 [n, height, width]`."""
        ...


class Found(NamedTuple):
    """One face of a picture, before it is classified."""

    crop: Images
    box: Box | None = None
    score: float | None = None
    landmarks: Landmarks | None = None
    quality: float | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """A picture whose faces have been found and framed.

    Attributes:
        source: As in `Loaded`.
        problem: Why the picture cannot be read.
        found: Its faces, the largest first.
    """

    source: str
    problem: str | None
    found: tuple[Found, ...]


def prepare(loaded: Loaded, detector: "Detector | None", height: int, width: int) -> Prepared:
    """Find the faces of one picture and frame them as the classifier wants them.

    Args:
        loaded: The picture, or why there is none.
        detector: None for pictures that already are faces.
        height: Of the crops, in pixels.
        width: Likewise.
    """
    if loaded.picture is None:
        return Prepared(loaded.source, loaded.problem or "the picture cannot be read", ())
    if detector is None:
        crop = fitted(grey_of(loaded.picture), height, width)
        return Prepared(loaded.source, None, (Found(crop),))
    return Prepared(loaded.source, None, tuple(_framed(loaded.picture, detector, height, width)))


def _framed(picture: Picture, detector: "Detector", height: int, width: int) -> Iterator[Found]:
    from feelingit.predict.framing import frame_faces  # noqa: PLC0415 - needs ONNX Runtime
    from feelingit.predict.notes import notes_of  # noqa: PLC0415 - likewise

    detections = sorted(detector(picture), key=lambda one: -one.box.width * one.box.height)
    if not detections:
        return
    framed = frame_faces(picture, [one.box for one in detections], max(height, width))
    parts = zip(detections, framed.images, framed.landmarks, framed.quality, strict=True)
    for detection, image, landmarks, quality in parts:
        notes = notes_of(picture, detection.box, landmarks, float(quality))
        crop = fitted(image, height, width)
        yield Found(crop, detection.box, detection.score, landmarks, float(quality), notes)


def analyzed(
    loaded: Iterable[Loaded],
    classifier: Answers,
    detector: "Detector | None",
    *,
    threshold: float = 0.0,
    batch_size: int = 64,
) -> Iterator[tuple[Face, ...]]:
    """Give the faces of each picture, in the pictures' order; see `prepare` and `answered`."""
    height, width = classifier.height, classifier.width
    prepared = (prepare(one, detector, height, width) for one in loaded)
    return answered(prepared, classifier, threshold=threshold, batch_size=batch_size)


def answered(
    prepared: Iterable[Prepared],
    classifier: Answers,
    *,
    threshold: float = 0.0,
    batch_size: int = 64,
) -> Iterator[tuple[Face, ...]]:
    """Classify the faces of pictures in batches; memory is bounded by the batch.

    Args:
        prepared: The pictures.
        classifier: Answers all of them.
        threshold: The confidence below which no emotion is named.
        batch_size: Faces to classify together; answers do not depend on it.

    Yields:
        The faces of each picture in turn, the largest first; one row that says why, where there
        is none.
    """
    waiting: deque[Prepared] = deque()
    faces = 0
    for picture in prepared:
        waiting.append(picture)
        faces += len(picture.found)
        if faces >= batch_size or len(waiting) >= AHEAD * batch_size:
            yield from _classify(waiting, classifier, threshold, batch_size)
            waiting.clear()
            faces = 0
    yield from _classify(waiting, classifier, threshold, batch_size)


def _classify(
    pictures: Iterable[Prepared], classifier: Answers, threshold: float, batch_size: int
) -> Iterator[tuple[Face, ...]]:
    crops = [found.crop for picture in pictures for found in picture.found]
    rows = iter(_predicted(crops, classifier, batch_size))
    for picture in pictures:
        yield _rows(picture, [next(rows) for _ in picture.found], threshold)


def _predicted(
    crops: list[Images], classifier: Answers, batch_size: int
) -> Iterator[NDArray[np.float32]]:
    for start in range(0, len(crops), batch_size):
        yield from classifier.probabilities(np.stack(crops[start : start + batch_size]), batch_size)


def _rows(
    picture: Prepared, answers: list[NDArray[np.float32]], threshold: float
) -> tuple[Face, ...]:
    if picture.problem is not None:
        return (Face(picture.source, "unreadable", problem=picture.problem),)
    if not picture.found:
        return (Face(picture.source, "no_face"),)
    return tuple(
        answered_face(
            Face(
                picture.source,
                "ok",
                face=number,
                box=found.box,
                score=found.score,
                landmarks=found.landmarks,
                quality=found.quality,
                notes=found.notes,
            ),
            answer,
            threshold,
        )
        for number, (found, answer) in enumerate(zip(picture.found, answers, strict=True))
    )


def answered_face(face: Face, answer: NDArray[np.float32], threshold: float) -> Face:
    """Say what the probabilities say of a face; below the threshold no emotion is named.

    Args:
        face: What is known of it beside.
        answer: `float32 [7]`, in the order of `EMOTIONS`.
        threshold: 0 to 1.
    """
    best = int(answer.argmax())
    confidence = float(answer[best])
    sure = confidence >= threshold
    return replace(
        face,
        status="ok" if sure else "unsure",
        emotion=EMOTIONS[best] if sure else None,
        confidence=confidence,
        probabilities=dict(zip(EMOTIONS, map(float, answer), strict=True)),
    )
