"""From a video to rows: each frame's faces, who they are, and what they show over time."""

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from feelingit.predict.ahead import ahead
from feelingit.predict.analysis import Answers, answered, prepare
from feelingit.predict.face import Face
from feelingit.predict.picture import Loaded
from feelingit.predict.video.following import Follower, Moment
from feelingit.predict.video.frames import Frame, Tell, ignore, read_frames
from feelingit.predict.video.options import DEFAULT, VideoOptions

if TYPE_CHECKING:
    from feelingit.predict.detectors.contract import Detector


def predict_video(
    path: Path,
    classifier: Answers,
    detector: "Detector | None",
    options: VideoOptions = DEFAULT,
    tell: Tell = ignore,
) -> Iterator[tuple[Face, ...]]:
    """Give the faces of a video, frame by frame; memory does not grow with the video's length.

    Args:
        path: Of the video; it becomes the rows' `source`.
        classifier: Answers for the faces.
        detector: Finds them; None where each frame already is a face.
        options: How to look.
        tell: Is told when the video turns out to be damaged or cut off.

    Yields:
        For each frame that is analysed, its faces, the largest first, with `frame`, `time_s` and
        `face_id`; for one without a face, one row that says so.

    Raises:
        InputError: The file is no video.
    """
    moments: deque[Moment] = deque()
    loaded = _loaded(read_frames(path, every=options.every, tell=tell), str(path), moments)
    height, width = classifier.height, classifier.width
    prepared = ahead(loaded, lambda one: prepare(one, detector, height, width), options.workers)
    found = (one for _, one in prepared)
    follower = Follower(options.smoothing_s, options.threshold)
    for faces in answered(found, classifier, batch_size=options.batch_size):
        yield follower.follow(faces, moments.popleft())


def _loaded(frames: Iterable[Frame], source: str, moments: deque[Moment]) -> Iterator[Loaded]:
    """Hand on the pictures; of those whose faces are not classified yet, keep the moment alone."""
    for number, time_s, picture in frames:
        height, width = picture.shape[:2]
        moments.append(Moment(number, time_s, height, width))
        yield Loaded(source, picture)
