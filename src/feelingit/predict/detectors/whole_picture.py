"""For pictures that already are faces: one face, the whole picture."""

from feelingit.predict.detectors.contract import Detector
from feelingit.predict.detectors.libraries import no_file
from feelingit.predict.face import Box, Detection
from feelingit.predict.picture import Picture


def make(file: str | None = None) -> Detector:
    """Make the detector.

    Raises:
        InputError: A file was named.
    """
    no_file("none", file)
    return whole_picture


def whole_picture(picture: Picture) -> list[Detection]:
    """Take the whole picture for a face; see `contract.Detector`."""
    height, width = picture.shape[:2]
    return [Detection(Box(0.0, 0.0, float(width), float(height)), 1.0)]


def is_whole(box: Box, height: int, width: int) -> bool:
    """Say whether a box is the whole picture, which then is a face framed already."""
    return box == (0.0, 0.0, width, height)
