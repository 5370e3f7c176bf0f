"""dlib's frontal face detector (HOG and a linear classifier; Dalal and Triggs 2005, King 2015).

It looks for faces of 80 pixels and more, upright and seen from the front, and its time grows with
the picture's area. So it has a quick look first, and further looks, turned, from near, and at the
picture as a whole, only where there is reason to. What it finds is shown to the landmark network,
believed by what both say, and placed by the landmarks.
"""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.predict.detectors.believed import believed
from feelingit.predict.detectors.contract import BoxForm, Detector
from feelingit.predict.detectors.filled import filled
from feelingit.predict.detectors.libraries import library, no_file
from feelingit.predict.detectors.overlap import surest
from feelingit.predict.detectors.per_thread import PerThread
from feelingit.predict.detectors.sizes import scaled
from feelingit.predict.face import Box, Detection
from feelingit.predict.picture import Picture, grey_of

FORM = BoxForm(0.5, 0.57, 0.81)
BORDER = 0.15
"""Share of the longer side by which the picture's edge is repeated all round, without which faces
that reach the border are not found."""
LEAST_SCORE = -0.8
"""dlib's score from which a find is shown to the landmark network; dlib itself believes from 0."""
STEEPNESS, EVEN = 2.0, 0.1
"""dlib's score as a chance: its log odds rise so fast, from this score on in favour of a face. By
eye, on composites and photographs, and much less steep than dlib's scores alone would have it, as
the landmark network is right more often (`docs/detectors.md`)."""
BELIEVED = 0.5
"""The chance by both, dlib and the landmark network, from which a face is believed."""
MOST = 12
"""Finds that are shown to the landmark network after one look, the surest."""
CROP = 80
"""The longer side, in pixels, below which a picture is looked at as a whole first: what dlib sees
are squares of 80 pixels."""
SMALL = 0.2
"""Share of the picture's longer side below which a face makes one look for smaller ones, too; the
quick look finds them from 0.16."""


class Look(NamedTuple):
    """One way to look at a picture.

    Attributes:
        longest: To how many pixels its longer side is brought.
        enlarge: How many times it may be enlarged for it.
        turns: By how many degrees it is turned before.
    """

    longest: int
    enlarge: float
    turns: tuple[float, ...] = (0.0,)


QUICK = Look(640, 2.0)
TURNED = Look(640, 2.0, (25.0, -25.0))
NEAR = Look(1280, 4.0)


def make(file: str | None = None) -> Detector:
    """Make the detector.

    Raises:
        InputError: dlib is not installed, or a file was named.
    """
    no_file("dlib", file)
    dlib = library("dlib", "dlib", "dlib-bin")
    hogs = PerThread(dlib.get_frontal_face_detector)

    def find(picture: Picture) -> list[Detection]:
        hog = hogs.get()
        is_crop = max(picture.shape[:2]) < CROP
        if is_crop and (face := filled(picture)):
            return face
        found = _seen(hog, picture, QUICK) or _seen(hog, picture, TURNED)
        smallest = min((one.box.width for one in found), default=0.0)
        if smallest < SMALL * max(picture.shape[:2]):
            found = _once_each([*found, *_seen(hog, picture, NEAR)])
        return found or ([] if is_crop else filled(picture))

    return find


def _seen(hog: Any, picture: Picture, look: Look) -> list[Detection]:  # noqa: ANN401 - dlib ships no types
    """Look in one way; return every face once, the surest first."""
    seen, scale = scaled(grey_of(picture), look.longest, enlarge=look.enlarge)
    finds = [Detection(box, _chance(score))
             for turn in look.turns for box, score in _finds(hog, seen, scale, turn)]  # fmt: skip
    surest_finds = sorted(finds, key=lambda one: -one.score)[:MOST]
    return _once_each(believed(picture, surest_finds, BELIEVED, onto_landmarks=True))


def _finds(hog: Any, seen: Picture, scale: float, turn: float) -> list[tuple[Box, float]]:  # noqa: ANN401 - dlib ships no types
    """Let dlib look at a picture; return crops in the original's pixels, and its own scores."""
    import cv2  # noqa: PLC0415 - a command that looks at no picture need not wait for it

    edge = round(BORDER * max(seen.shape))
    wide = cv2.copyMakeBorder(seen, edge, edge, edge, edge, cv2.BORDER_REPLICATE)
    there = _turning(wide.shape, turn)
    if turn:
        size = wide.shape[::-1]
        wide = cv2.warpAffine(wide, there, size, borderMode=cv2.BORDER_REPLICATE)
    back = cv2.invertAffineTransform(there)
    boxes, scores, _ = hog.run(wide, 0, LEAST_SCORE)
    finds = []
    for box, score in zip(boxes, scores, strict=True):
        crop = FORM.crop(box.left(), box.top(), box.right() + 1, box.bottom() + 1)
        middle = np.array([crop.left + crop.width / 2, crop.top + crop.height / 2, 1.0])
        x, y = ((back @ middle - edge) / scale).tolist()
        side = crop.width / scale
        finds.append((Box(x - side / 2, y - side / 2, side, side), float(score)))
    return finds


def _turning(shape: tuple[int, ...], turn: float) -> NDArray[np.float64]:
    import cv2  # noqa: PLC0415 - as above

    height, width = shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0)
    return np.asarray(matrix, dtype=np.float64)


def _chance(score: float) -> float:
    return 1 / (1 + math.exp(-STEEPNESS * (score - EVEN)))


def _once_each(found: list[Detection]) -> list[Detection]:
    """Keep the surest of the boxes around each face."""
    corners = [(box.left, box.top, box.left + box.width, box.top + box.height)
               for box, _ in found]  # fmt: skip
    scores = np.array([one.score for one in found])
    return [found[row] for row in surest(np.array(corners).reshape(-1, 4), scores)]
