"""YuNet (Wu, Peng and Yu 2023) through OpenCV, where the user has its file.

OpenCV's model zoo offers it under the MIT licence as `face_detection_yunet_2023mar.onnx`.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from feelingit.errors import InputError
from feelingit.predict.detectors.contract import BoxForm, Detector
from feelingit.predict.detectors.per_thread import PerThread
from feelingit.predict.detectors.sizes import scaled
from feelingit.predict.face import Detection
from feelingit.predict.picture import Picture

if TYPE_CHECKING:
    import cv2

FILE = "face_detection_yunet_2023mar.onnx"
FORM = BoxForm(0.5, 0.55, 0.82)
"""Not measured, as the file is not at hand: from the rule by which the boxes of WIDER FACE were
drawn, that YuNet learned from (forehead to chin, cheek to cheek)."""
LONGEST = 1280
"""The longer side of the picture that it looks at; it finds faces of about 10 pixels in it."""
ENLARGE = 4.0
"""How many times a picture may be enlarged for it."""
LEAST_SCORE, SAME, MOST = 0.6, 0.3, 5000
"""The score from which a face is believed; when boxes mean the same face; how many are compared."""
_SCORE = 14


def make(file: str | None = None) -> Detector:
    """Make the detector.

    Raises:
        InputError: No file was named, it is not there, or OpenCV cannot read it.
    """
    if file is None:
        raise InputError(f"detector 'yunet' needs its file; write 'yunet:PATH/{FILE}'")
    if not Path(file).is_file():
        raise InputError(f"detector 'yunet': {file} is not a file; expected {FILE}")
    network = PerThread(lambda: _open(file))
    network.get()

    def find(picture: Picture) -> list[Detection]:
        return _found(network.get(), picture)

    return find


def _open(file: str) -> "cv2.FaceDetectorYN":
    import cv2  # noqa: PLC0415 - a command that looks at no picture need not wait for it

    said = cv2.utils.logging.getLogLevel()
    # OpenCV 5 warns of settings that nobody made.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    try:
        network = cv2.FaceDetectorYN.create(file, "", (64, 64), LEAST_SCORE, SAME, MOST)
        # Another network than YuNet is opened all the same; it fails when it is asked.
        network.detect(np.zeros((64, 64, 3), np.uint8))
    except cv2.error as error:
        raise InputError(
            f"detector 'yunet': {file} is no YuNet that OpenCV can read; expected {FILE}"
        ) from error
    finally:
        cv2.utils.logging.setLogLevel(said)
    return network


def _found(network: Any, picture: Picture) -> list[Detection]:  # noqa: ANN401 - half typed
    seen, scale = scaled(picture, LONGEST, enlarge=ENLARGE)
    network.setInputSize((seen.shape[1], seen.shape[0]))
    # OpenCV's networks are given blue first.
    _, rows = network.detect(seen[:, :, ::-1].copy())
    found = [] if rows is None else rows.astype(float).tolist()
    return sorted(
        (
            Detection(
                FORM.crop(
                    row[0] / scale,
                    row[1] / scale,
                    (row[0] + row[2]) / scale,
                    (row[1] + row[3]) / scale,
                ),
                row[_SCORE],
            )
            for row in found
        ),
        key=lambda one: -one.score,
    )
