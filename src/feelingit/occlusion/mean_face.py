"""The mean face: that of faces drawn by this package, so that it is nobody's, laid over a face.

It knows no data set. The drawn faces are neutral, so that it shows no emotion.
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks.points import LIPS
from feelingit.occlusion.drawing import FaceFrame, Layer
from feelingit.synthetic import draw_faces
from feelingit.types import Mask

COUNT, SIDE, SEED = 64, 64, 20131
"""How many faces are drawn, on how many pixels a side, from which seed."""
EYES_AT, EYE_DISTANCE = (31.5, 26.0), 22.0
"""Where the mean face's eyes lie on its own picture, in pixels."""
MOUTH_BELOW = 1.1
"""How far the mean face's mouth lies below its eyes, in eye distances."""
LEAST_SEEN = 0.05
"""Where less of the face can be seen than this share of it, all of the picture that can be."""
Affine = NDArray[np.float64]
"""`[2, 3]`, as cv2 takes it."""


@lru_cache(maxsize=1)
def mean_face() -> Layer:
    """Give the mean of drawn faces, each brought to the same eyes and mouth.

    Returns:
        `float32 [64, 64]`, of mean 0 and standard deviation 1 over the face; not to be changed.
    """
    drawn = draw_faces(COUNT, SIDE, SEED, emotions=["neutral"])
    aligned = [
        cv2.warpAffine(
            image,
            _to_face(FaceFrame(points, SIDE, SIDE)),
            (SIDE, SIDE),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        for image, points in zip(drawn.faces.images, drawn.landmarks, strict=True)
    ]
    mean: Layer = np.stack(aligned).astype(np.float32).mean(axis=0)
    middle = mean[10:60, 12:52]
    mean = (mean - np.float32(middle.mean())) / np.float32(middle.std())
    mean.setflags(write=False)
    return mean


def mean_face_over(frame: FaceFrame, image: NDArray[np.uint8], hidden: Mask) -> Layer:
    """Lay the mean face over a face, as bright and as rich in contrast as what is seen of it.

    Args:
        frame: The face's.
        image: `uint8 [height, width]`, the face as it is.
        hidden: `bool [height, width]`; nothing is taken from these pixels.

    Returns:
        Grey values, `float32 [height, width]`, 0 to 255.
    """
    height, width = image.shape
    laid = cv2.warpAffine(
        mean_face(),
        _to_face(frame),
        (width, height),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    ).astype(np.float32, copy=False)
    seen = _seen(frame, hidden)
    if not seen.any():
        return np.clip(128 + 40 * laid, 0, 255).astype(np.float32, copy=False)
    grey, same = image[seen], laid[seen]
    gain = float(np.clip(grey.std() / max(float(same.std()), 0.3), 5, 80))
    matched: Layer = np.clip(float(grey.mean()) + gain * (laid - float(same.mean())), 0, 255)
    return matched


def _seen(frame: FaceFrame, hidden: Mask) -> Mask:
    """Give the pixels of the face that are not hidden, or all such pixels where these are few."""
    face = np.zeros(hidden.shape, np.uint8)
    reach = 16 * max(hidden.shape)
    outline = np.clip(frame.face_outline(), -reach, reach)
    cv2.fillPoly(face, [np.rint(outline).astype(np.int32)], 1)
    of_face = face.view(np.bool_)
    seen: Mask = of_face & ~hidden
    return seen if seen.sum() > LEAST_SEEN * of_face.sum() else ~hidden


def _to_face(frame: FaceFrame) -> Affine:
    """Bring the mean face's pixels to a face's: eyes to eyes, mouth to mouth.

    A mouth that is nowhere near where mouths are is not believed.
    """
    mouth_u, mouth_v = frame.uv[LIPS].mean(axis=0)
    along, aslant = float(np.clip(mouth_v, 0.7, 1.7)), float(np.clip(mouth_u, -0.6, 0.6))
    corners = np.array([(-0.5, 0), (0.5, 0), (aslant, along)], np.float32)
    eyes = np.array(EYES_AT, np.float32)
    own = eyes + EYE_DISTANCE * np.array([(-0.5, 0), (0.5, 0), (0, MOUTH_BELOW)], np.float32)
    found: Affine = cv2.getAffineTransform(own.astype(np.float32), frame.at(corners)).astype(
        np.float64
    )
    return found
