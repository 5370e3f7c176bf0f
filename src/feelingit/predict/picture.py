"""What goes from reading to detectors: pictures in colour, and what was wrong with others."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.types import Images

Picture = NDArray[np.uint8]
"""`uint8 [height, width, 3]`, RGB, upright: turned as its EXIF orientation says."""


class Loaded(NamedTuple):
    """A picture that was asked for, read or not.

    Attributes:
        source: Where it comes from: its path as it was given, or `images[3]`.
        picture: Its pixels; None if it cannot be read.
        problem: Why it cannot be read, in one sentence; None if it can.
    """

    source: str
    picture: Picture | None
    problem: str | None = None


def grey_of(picture: Picture) -> Images:
    """Turn colour into luma (ITU-R BT.601), as faces are read to train with.

    Returns:
        `uint8 [height, width]`.
    """
    import cv2  # noqa: PLC0415 - a command that looks at no picture need not wait for it

    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
