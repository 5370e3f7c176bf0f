"""MediaPipe's own face detection, where the user has MediaPipe.

0.10.21 and before bring their networks: the one for far faces is asked first, then the one for
near faces. Later ones bring none: the user names a file, `mediapipe:blaze_face_short_range.tflite`.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from feelingit.errors import InputError
from feelingit.predict.detectors.blazeface import FORM
from feelingit.predict.detectors.contract import Detector
from feelingit.predict.detectors.libraries import library
from feelingit.predict.detectors.per_thread import PerThread
from feelingit.predict.face import Detection
from feelingit.predict.picture import Picture

LEAST_SCORE = 0.5
"""The score from which a face is believed; MediaPipe's own."""
FAR, NEAR = 1, 0
"""How MediaPipe numbers its networks."""
BROUGHT = "0.10.21"
"""The last MediaPipe that brings them."""

Look = Callable[[Picture], list[Detection]]


def make(file: str | None = None) -> Detector:
    """Make the detector.

    Raises:
        InputError: MediaPipe is not installed, is one that brings no networks while no file was
            named, or the file is missing or none that it can read.
    """
    mediapipe = library("mediapipe", "mediapipe", f"mediapipe=={BROUGHT}")
    if file is None:
        if not hasattr(mediapipe, "solutions"):
            raise InputError(
                "detector 'mediapipe': this MediaPipe brings no network; write "
                f"'mediapipe:PATH/blaze_face_short_range.tflite', or install mediapipe=={BROUGHT}"
            )
        looks = PerThread(lambda: [_brought(mediapipe, which) for which in (FAR, NEAR)])
    else:
        if not Path(file).is_file():
            raise InputError(f"detector 'mediapipe': {file} is not a file; expected a .tflite")
        looks = PerThread(lambda: [_named(mediapipe, file)])
    looks.get()

    def find(picture: Picture) -> list[Detection]:
        shown = np.ascontiguousarray(picture)
        return next(filter(None, (look(shown) for look in looks.get())), [])

    return find


def _brought(mediapipe: Any, which: int) -> Look:  # noqa: ANN401 - MediaPipe ships no types
    settings = {"model_selection": which, "min_detection_confidence": LEAST_SCORE}
    network = mediapipe.solutions.face_detection.FaceDetection(**settings)

    def look(picture: Picture) -> list[Detection]:
        height, width = picture.shape[:2]
        found = network.process(picture).detections or []
        boxes = ((one.location_data.relative_bounding_box, one.score[0]) for one in found)
        return _sorted(
            (box.xmin * width, box.ymin * height, box.width * width, box.height * height, score)
            for box, score in boxes
        )

    return look


def _named(mediapipe: Any, file: str) -> Look:  # noqa: ANN401 - MediaPipe ships no types
    tasks = mediapipe.tasks
    options = tasks.vision.FaceDetectorOptions(
        base_options=tasks.BaseOptions(model_asset_path=file),
        min_detection_confidence=LEAST_SCORE,
    )
    try:
        network = tasks.vision.FaceDetector.create_from_options(options)
    except (RuntimeError, ValueError) as error:
        raise InputError(
            f"detector 'mediapipe': {file} is not a face detector that MediaPipe can read"
        ) from error

    def look(picture: Picture) -> list[Detection]:
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)
        found = network.detect(image).detections
        boxes = ((one.bounding_box, one.categories[0].score) for one in found)
        return _sorted(
            (box.origin_x, box.origin_y, box.width, box.height, score) for box, score in boxes
        )

    return look


def _sorted(boxes: Iterable[tuple[float, ...]]) -> list[Detection]:
    """Bring boxes, left, top, width, height and score, into this project's form."""
    found = (
        Detection(FORM.crop(left, top, left + width, top + height), float(score))
        for left, top, width, height, score in boxes
    )
    return sorted(found, key=lambda one: -one.score)
