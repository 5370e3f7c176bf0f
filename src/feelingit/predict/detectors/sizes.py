"""Bring pictures to the size that a detector looks at, so that its time is bounded."""

import numpy as np

from feelingit.predict.picture import Picture


def scaled(picture: Picture, longest: int, *, enlarge: float = 1.0) -> tuple[Picture, float]:
    """Resize a picture until its longer side is `longest` pixels.

    Args:
        picture: `uint8 [height, width]` or `[height, width, 3]`.
        longest: The longer side that is wanted.
        enlarge: How many times a small picture may at most be enlarged for it.

    Returns:
        The picture, and how many of its pixels stand for one of the original's.
    """
    import cv2  # noqa: PLC0415 - a command that looks at no picture need not wait for it

    height, width = picture.shape[:2]
    scale = min(longest / max(height, width), enlarge)
    if scale == 1:
        return picture, 1.0
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(picture, size, interpolation=method), dtype=np.uint8), scale
