"""Open a picture file, or say in words why that cannot be done.

Knows nothing about faces, nor about the size or the colours that are wanted. Pillow decodes rather
than OpenCV: it refuses a truncated file where OpenCV fills the rest with grey, and it gives a
reason.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from feelingit.errors import InputError

ORIENTATION = 0x0112
"""The EXIF tag that says how the camera was held."""

_TO_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_WITH_ALPHA = ("LA", "La", "PA", "RGBA", "RGBa")
_RUNS_A_PROGRAM = ("EPS",)
"""Formats that Pillow hands to another program (Ghostscript) to be run."""


@contextmanager
def opened(file: IO[bytes], formats: tuple[str, ...] | None = None) -> Iterator[Image.Image]:
    """Open a picture; what goes wrong then, and while it is decoded, becomes one sentence.

    Args:
        file: The whole file.
        formats: What Pillow may take it for, whatever its name says; None for all that it knows.

    Yields:
        The picture, or the first one of an animation or of several pages; not decoded yet.

    Raises:
        InputError: The file is no picture, has absurdly many pixels, or is damaged.
        OSError: The file cannot be read any more.
    """
    try:
        with Image.open(file, formats=formats) as image:
            _refuse_programs(image)
            yield image
    except InputError:
        raise
    except UnidentifiedImageError:
        raise InputError("not a picture that can be decoded, whatever its name says") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise InputError("the picture has too many pixels to be a photo or a face") from None
    except MemoryError:
        raise InputError("the picture does not fit into memory") from None
    except OSError as error:
        # Pillow's own have no number; with one, it is the disk that fails.
        if error.errno is not None:
            raise
        raise InputError(f"the picture is damaged: {_reason(error)}") from error
    # Decoders raise whatever damaged bytes lead them to: ValueError, struct.error, KeyError, ...
    except Exception as error:
        raise InputError(f"the picture is damaged: {_reason(error)}") from error


def _refuse_programs(image: Image.Image) -> None:
    if image.format in _RUNS_A_PROGRAM:
        raise InputError(f"{image.format} is a program that draws, and is not run")


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def upright(image: Image.Image) -> Image.Image:
    """Turn a picture as the camera's orientation tag says; a tag without sense turns nothing."""
    image.load()  # of a TIFF it is Pillow that turns it then, and drops the tag
    try:
        orientation = image.getexif().get(ORIENTATION)
    except Exception:  # noqa: BLE001 - as damaged as may be, it is not the picture itself
        return image
    turn = _TO_UPRIGHT.get(orientation) if isinstance(orientation, int) else None
    return image if turn is None else image.transpose(turn)


def is_deep(image: Image.Image) -> bool:
    """Tell whether a picture holds grey values of 16 bits."""
    return image.mode.startswith("I")


def eight_bits(deep: Image.Image) -> NDArray[np.uint8]:
    """Scale 16-bit grey to 8 bits: divided by 257, so that white stays white.

    Returns:
        `uint8 [height, width]`.

    Raises:
        InputError: There are values beyond 16 bits.
    """
    values = np.asarray(deep)
    if values.min() < 0 or values.max() > np.iinfo(np.uint16).max:
        raise InputError("the picture has more than 16 bits a pixel")
    return ((values.astype(np.uint32) + 128) // 257).astype(np.uint8)


def refuse_fractions(image: Image.Image) -> None:
    """Refuse floating-point pixels, of which nobody knows what is white.

    Raises:
        InputError: The picture is of such pixels.
    """
    if image.mode == "F":
        raise InputError("the picture holds fractions, not grey values from 0 to 255")


def is_transparent(image: Image.Image) -> bool:
    """Tell whether parts of a picture may be transparent."""
    return image.mode in _WITH_ALPHA or "transparency" in image.info


def laid_over(image: Image.Image, grey: int) -> Image.Image:
    """Lay a transparent picture over plain grey, from 0 black to 255 white."""
    rgba = image.convert("RGBA")
    ground = Image.new("RGBA", rgba.size, (grey, grey, grey, 255))
    return Image.alpha_composite(ground, rgba)
