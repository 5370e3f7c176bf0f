"""Heavy compression: a JPEG picture of so few bytes that its blocks show."""

import cv2
import numpy as np

from feelingit.occlusion.camera.scale import face_width, resized
from feelingit.occlusion.contract import covering
from feelingit.occlusion.drawing import Canvas, Layer, each_face
from feelingit.types import Images

FEWEST, MOST = 56, 84
"""Pixels across the face when it is compressed: a block of 8 is a seventh to a tenth of it."""
WORST, BEST = 4, 9
"""Of JPEG's qualities, 1 to 100."""
BLOCK = 8


def paint(canvas: Canvas) -> None:
    """Compress the picture at a scale that goes by the face, its blocks anywhere upon it."""
    rng = canvas.rng
    scaled = resized(canvas.grey, min(rng.uniform(FEWEST, MOST) / face_width(canvas), 4))
    top, left = rng.integers(0, BLOCK, 2).tolist()
    framed = cv2.copyMakeBorder(scaled, top, 0, left, 0, cv2.BORDER_REPLICATE)
    poor = _compressed(framed.astype(np.float32), int(rng.integers(WORST, BEST + 1)))[top:, left:]
    height, width = canvas.shape
    way = cv2.INTER_AREA if poor.shape[0] > height else cv2.INTER_LINEAR
    canvas.grey = cv2.resize(poor, (width, height), interpolation=way).astype(np.float32)


def _compressed(grey: Layer, quality: int) -> Images:
    whole = np.clip(np.rint(grey), 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", whole, [cv2.IMWRITE_JPEG_QUALITY, quality])
    unpacked: Images = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE))
    return unpacked


COMPRESSION = covering(
    "compression", "heavy compression", "camera", each_face("compression", paint), control=False
)
