"""Turn the bytes of one picture file into one grey picture, or say why that cannot be done.

Knows nothing about folders, labels or sizes.
"""

import io
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from feelingit.errors import InputError
from feelingit.picture_files import (
    eight_bits,
    is_deep,
    is_transparent,
    laid_over,
    opened,
    refuse_fractions,
    upright,
)
from feelingit.resizing import fitted

FORMATS = ("PNG", "JPEG", "BMP", "WEBP", "TIFF")
"""What Pillow may decode, whatever the file's name says."""

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff"})
"""The names, in lower case, that picture files go by."""

BLACK = 0

Grey = NDArray[np.uint8]


def decode(data: bytes) -> Grey:
    """Decode a picture to grey at its own size.

    Colour becomes luma once (ITU-R BT.601). 16-bit grey is divided by 257, so that white stays
    white. Transparent parts are laid over black, which is also how masks hide. A camera's
    orientation tag is obeyed. Of an animation or a multi-page file the first picture counts.

    Args:
        data: A whole PNG, JPEG, BMP, WebP or TIFF file.

    Returns:
        `uint8 [height, width]`.

    Raises:
        InputError: The reason in words: the file is empty, is no picture, or is damaged.
    """
    if not data:
        raise InputError("the file is empty (0 bytes)")
    with opened(io.BytesIO(data), FORMATS) as image:
        return _to_grey(image)


def decode_file(path: Path) -> Grey:
    """Decode a picture file as `decode` does.

    Raises:
        InputError: The reason in words, also where the file itself cannot be read.
    """
    try:
        return decode(path.read_bytes())
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}") from error


def _to_grey(image: Image.Image) -> Grey:
    if image.format != "PNG" or "exif" in image.info:
        image = upright(image)
    refuse_fractions(image)
    if is_deep(image):
        return eight_bits(image)
    if is_transparent(image):
        image = laid_over(image, BLACK)
    if image.mode != "L":
        image = image.convert("RGB").convert("L")
    return np.asarray(image)


def resize(image: Grey, size: int) -> Grey:
    """Bring a picture to `size` x `size`; one that has this size already is untouched.

    Shrinking averages areas, enlarging interpolates linearly. A picture that is not square is
    stretched.
    """
    return fitted(image, size, size)
