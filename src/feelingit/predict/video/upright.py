"""Turn a frame as its video's display matrix says, and make its pixels square."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, cast

import numpy as np
from av.buffer import Buffer
from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame

from feelingit.predict.picture import Picture

MOST_STRETCH = 4
"""Times; a pixel that claims to be wider or narrower is a mistake in the file."""


class Turn(NamedTuple):
    """How stored frames become upright: one of the eight orientations.

    Attributes:
        on_its_side: Rows become columns, first of all.
        across: Then left and right are swapped.
        down: And so are top and bottom.
    """

    on_its_side: bool = False
    across: bool = False
    down: bool = False


def turn_of(frame: VideoFrame) -> Turn:
    """Read a video's display matrix (ISO/IEC 14496-12, 8.3.2), which its frames carry.

    Ask one frame only: PyAV's frames that were asked stay in memory until the garbage collector
    comes by.
    """
    beside = cast("Mapping[Type, Buffer]", frame.side_data)  # the stubs know it as another type
    matrix = beside.get(Type.DISPLAYMATRIX)
    if matrix is None:
        return Turn()
    (a, b, _), (c, d, _), _ = np.frombuffer(bytes(matrix), dtype=np.int32).reshape(3, 3).tolist()
    return Turn(True, c < 0, b < 0) if abs(b) > abs(a) else Turn(False, a < 0, d < 0)


def upright(frame: VideoFrame, turn: Turn, pixel_shape: Fraction | None = None) -> Picture:
    """Give a frame's picture as it is meant to be seen.

    Args:
        frame: Decoded.
        turn: Of its video.
        pixel_shape: Width of a stored pixel divided by its height, where the file says it.

    Returns:
        `uint8 [height, width, 3]`, RGB.
    """
    width = frame.width
    if pixel_shape and Fraction(1, MOST_STRETCH) <= pixel_shape <= MOST_STRETCH:
        width = max(1, round(width * pixel_shape))
    rgb = frame.to_ndarray(format="rgb24", width=width, height=frame.height)
    pixels: Picture = np.asarray(rgb, dtype=np.uint8)
    if turn.on_its_side:
        pixels = pixels.swapaxes(0, 1)
    if turn.across:
        pixels = pixels[:, ::-1]
    if turn.down:
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)
