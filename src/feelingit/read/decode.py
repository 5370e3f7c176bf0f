"""Turn the bytes of one picture file into one grey picture, or say why that cannot be done.

Knows nothing about folders, labels or sizes. Pillow decodes rather than OpenCV: it refuses a
truncated file where OpenCV fills the rest with grey, and it gives a reason.
"""

import io
import struct
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from feelingit.errors import InputError

FORMATS = ("PNG", "JPEG", "BMP", "WEBP", "TIFF")
"""What Pillow may decode, whatever the file's name says."""

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff"})
"""The names, in lower case, that picture files go by."""

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error)
"""What Pillow's decoders raise over damaged bytes."""

_WITH_ALPHA = ("LA", "La", "PA", "RGBA", "RGBa")

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
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            return _to_grey(image)
    except UnidentifiedImageError:
        raise InputError("not a picture that can be decoded, whatever its name says") from None
    except Image.DecompressionBombError:
        raise InputError("the picture has too many pixels to be a face") from None
    except _BROKEN as error:
        raise InputError(f"the picture is damaged: {error}") from error


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
        image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):
        return _eight_bits(np.asarray(image))
    if image.mode == "F":
        raise InputError("the picture holds fractions, not grey values from 0 to 255")
    if image.mode in _WITH_ALPHA or "transparency" in image.info:
        image = _over_black(image)
    if image.mode != "L":
        image = image.convert("RGB").convert("L")
    return np.asarray(image)


def _eight_bits(deep: NDArray[np.integer]) -> Grey:
    values = deep.astype(np.int64)
    if values.min() < 0 or values.max() > np.iinfo(np.uint16).max:
        raise InputError("the picture has more than 16 bits a pixel")
    return ((values + 128) // 257).astype(np.uint8)


def _over_black(image: Image.Image) -> Image.Image:
    rgba = image.convert("RGBA")
    black = Image.new("RGBA", rgba.size, (0, 0, 0, 255))
    return Image.alpha_composite(black, rgba)


def resize(image: Grey, size: int) -> Grey:
    """Bring a picture to `size` x `size`; one that has this size already is untouched.

    Shrinking averages areas, enlarging interpolates linearly. A picture that is not square is
    stretched.
    """
    height, width = image.shape
    if (height, width) == (size, size):
        return image
    shrinks = height * width > size * size
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, (size, size), interpolation=method), dtype=np.uint8)
