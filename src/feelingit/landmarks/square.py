"""Bring pictures of any size into a network's square, and points back out of it."""

from typing import NamedTuple

import cv2
import numpy as np

from feelingit.types import Images, Landmarks


class Square(NamedTuple):
    """How a picture lies in its square: the repeated edge's width, and the square's side."""

    left: int
    top: int
    side: int


def square_of(height: int, width: int) -> Square:
    """Put a picture into the middle of the smallest square that holds it."""
    side = max(height, width)
    return Square((side - width) // 2, (side - height) // 2, side)


def squared(images: Images, side: int) -> Images:
    """Make pictures square by repeating their edges, then resize them.

    One picture at a time is looked at, so that memory-mapped pictures of any size will do.

    Args:
        images: `uint8 [n, height, width]`.
        side: Of the result, in pixels.

    Returns:
        `uint8 [n, side, side]`, contiguous.
    """
    height, width = images.shape[1:]
    if height == width == side:
        return np.ascontiguousarray(images)
    square = square_of(height, width)
    bottom, right = square.side - height - square.top, square.side - width - square.left
    resampling = cv2.INTER_AREA if square.side > side else cv2.INTER_LINEAR
    small = np.empty((len(images), side, side), dtype=np.uint8)
    for row, image in enumerate(images):
        whole = np.ascontiguousarray(image)
        if bottom or right:
            whole = np.asarray(
                cv2.copyMakeBorder(
                    whole, square.top, bottom, square.left, right, cv2.BORDER_REPLICATE
                ),
                dtype=np.uint8,
            )
        small[row] = cv2.resize(whole, (side, side), interpolation=resampling)
    return small


def unsquared(landmarks: Landmarks, side: int, height: int, width: int) -> Landmarks:
    """Bring points from the square's pixels back to the picture's.

    Args:
        landmarks: `float32 [n, 68, 2]` in pixels of `squared(images, side)`.
        side: Of those pictures.
        height: Of the pictures that the square was made of.
        width: Likewise.
    """
    square = square_of(height, width)
    # Pixels are counted from their centres; sizes are from edge to edge.
    grown = (landmarks.astype(np.float64) + 0.5) * (square.side / side) - 0.5
    return (grown - (square.left, square.top)).astype(np.float32)
