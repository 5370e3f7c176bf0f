"""Bring grey pictures to a size: the one way for faces to train with and faces to classify."""

import numpy as np

from feelingit.types import Images


def fitted(image: Images, height: int, width: int) -> Images:
    """Bring a picture to a size; one that has this size already is untouched.

    Shrinking averages areas, enlarging interpolates linearly. A picture of other proportions is
    stretched.

    Args:
        image: `uint8 [h, w]`.
        height: In pixels.
        width: In pixels.

    Returns:
        `uint8 [height, width]`.
    """
    if image.shape == (height, width):
        return image
    import cv2  # noqa: PLC0415 - pictures of the right size need not wait for it

    method = cv2.INTER_AREA if image.size > height * width else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, (width, height), interpolation=method), dtype=np.uint8)
