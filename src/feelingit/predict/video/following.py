"""Say who the faces of a frame are, and smooth what they show, frame after frame."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.predict.analysis import answered_face
from feelingit.predict.face import Box, Face
from feelingit.predict.video.smoothing import Smoother
from feelingit.predict.video.tracker import Tracker


class Moment(NamedTuple):
    """Which frame it is, when it is shown, and its size in pixels; not its picture."""

    number: int
    time_s: float
    height: int
    width: int


class Follower:
    """Follow the faces of one video or camera.

    Args:
        smoothing_s: Time constant of the average over time, in seconds; 0 switches it off.
        threshold: Confidence, 0 to 1, below which no emotion is named; compared after smoothing.

    Raises:
        InputError: A time constant that is negative or no number.
    """

    def __init__(self, smoothing_s: float, threshold: float) -> None:
        self._tracker, self._smoother = Tracker(), Smoother(smoothing_s)
        self._threshold = threshold

    def follow(self, faces: Sequence[Face], moment: Moment) -> tuple[Face, ...]:
        """Give a frame's faces their time and number, and their probabilities' average over time.

        Args:
            faces: Of the next frame, as a photo's.
            moment: When that is.
        """
        seen = [face for face in faces if face.success]
        whole = Box(0, 0, moment.width, moment.height)
        boxes = [face.box or whole for face in seen]
        ids = dict(zip(map(id, seen), self._tracker.follow(boxes, moment.time_s), strict=True))
        return tuple(self._followed(face, moment, ids.get(id(face))) for face in faces)

    def _followed(self, face: Face, moment: Moment, face_id: int | None) -> Face:
        timed = replace(face, frame=moment.number, time_s=moment.time_s, face_id=face_id)
        if face_id is None:
            return timed
        smooth = self._smoother.smooth(face_id, moment.time_s, _probabilities(face))
        return answered_face(timed, smooth, self._threshold)


def _probabilities(face: Face) -> NDArray[np.float32]:
    said = face.probabilities or {}
    return np.array([said[emotion] for emotion in EMOTIONS], dtype=np.float32)
