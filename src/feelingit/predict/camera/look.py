"""What is done with each picture of a live look: find faces, classify, follow, smooth."""

import time
from collections.abc import Callable

from feelingit.predict.analysis import Answers, analyzed
from feelingit.predict.detectors.contract import Detector
from feelingit.predict.face import Face
from feelingit.predict.picture import Loaded, Picture
from feelingit.predict.video.following import Follower, Moment


class Looker:
    """Analyses one picture after the other; a `watch.Look`.

    Rows' `frame` counts the pictures that were analysed, `time_s` the seconds since the first.

    Args:
        source: What the rows say that they come from, as `camera 0`.
        classifier: Answers for the faces.
        detector: Finds them.
        follower: Numbers the faces and smooths what they show.
        clock: Gives seconds.
    """

    def __init__(
        self,
        source: str,
        classifier: Answers,
        detector: Detector,
        follower: Follower,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source, self._classifier, self._detector = source, classifier, detector
        self._follower, self._clock = follower, clock
        self._looks = 0
        self._began = 0.0

    def __call__(self, picture: Picture) -> tuple[Face, ...]:
        """Give a picture's rows."""
        now = self._clock()
        self._began = self._began if self._looks else now
        height, width = picture.shape[:2]
        moment = Moment(self._looks, now - self._began, height, width)
        self._looks += 1
        faces = next(analyzed([Loaded(self._source, picture)], self._classifier, self._detector))
        return self._follower.follow(faces, moment)
