"""Random boxes: the control that tells what a mask hides from how much it hides."""

import numpy as np
from numpy.typing import NDArray

from feelingit.types import Mask

GOLDEN = 0x9E3779B97F4A7C15
"""2^64 over the golden ratio, splitmix64's step."""


def random_boxes(
    keys: NDArray[np.uint64], height: int, width: int, share: float, seed: int
) -> Mask:
    """Hide one box a face, of `share` of the area and the image's proportions, anywhere inside.

    A face's box depends on its key and the seed alone, not on the batch it comes in. Whole rows
    and columns make the area right to 0.4 % at 48x48 and 128x128, and to 2 % at other sizes from
    40 pixels a side.

    Args:
        keys: `uint64 [n]`, one number a face.
        height: Of the images, in pixels.
        width: Of the images, in pixels.
        share: Of the area to hide, above 0 to 1.
        seed: Another seed, other boxes.

    Returns:
        `bool [n, height, width]`, True where hidden.
    """
    box_height = min(height, max(1, round(height * share**0.5)))
    box_width = min(width, max(1, round(share * height * width / box_height)))
    top = _draw(keys, 2 * seed, height - box_height + 1)
    left = _draw(keys, 2 * seed + 1, width - box_width + 1)
    rows, columns = np.arange(height), np.arange(width)
    in_rows = (rows >= top[:, None]) & (rows < top[:, None] + box_height)
    in_columns = (columns >= left[:, None]) & (columns < left[:, None] + box_width)
    mask: Mask = in_rows[:, :, None] & in_columns[:, None, :]
    return mask


def _draw(keys: NDArray[np.uint64], stream: int, choices: int) -> NDArray[np.int64]:
    """Draw from 0 to `choices` - 1 for each key.

    A counter made to look random, rather than a generator, so that each key's draw stands by
    itself (splitmix64: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number
    generators").
    """
    # Keys are mixed before the stream is added: counted keys of two streams never meet.
    z = _mix(_mix(keys + np.uint64(GOLDEN)) + np.uint64(GOLDEN * (stream + 1) % 2**64))
    return ((z >> np.uint64(11)).astype(np.float64) / 2**53 * choices).astype(np.int64)


def _mix(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
