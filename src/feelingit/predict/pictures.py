"""Read one photo in colour, whatever it is; what cannot be read says why, and raises nothing.

Knows nothing about folders, nor about what is done with the picture.
"""

import stat
from pathlib import Path
from typing import IO

import numpy as np
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
from feelingit.predict.picture import Loaded, Picture

MOST_PIXELS = 120_000_000
"""Width times height that a picture may have, checked before it is unpacked: more than phones give
(108 million), and about 1 GB of memory while it is read."""

WHITE = 255
COLOURS = 3

_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
"""Kinds of HEIC in a file's bytes 8 to 12 (ISO/IEC 23008-12); AVIF, which is read, has others."""
HEAD = 12
"""Bytes that tell a kind that is not read."""


def load_picture(path: str | Path) -> Loaded:
    """Read a picture file of any kind that Pillow knows, turned upright.

    Colour of any kind (palette, CMYK, YCbCr, Lab) and grey become RGB. 16-bit grey is divided by
    257, so that white stays white. Transparent parts are laid over white, as pages show them. Of
    an animation, or of several pages, the first picture counts. What the file is, its bytes say:
    a PNG file called `face.jpg` is read.

    Args:
        path: Of the file; it becomes the `source` as it is.

    Returns:
        The picture; or the reason in words why there is none: the file is missing, is a folder or
        a pipe, may not be read, is empty, cut off, damaged, no picture, or has more than
        `MOST_PIXELS`.
    """
    try:
        return Loaded(str(path), _read(Path(path)))
    except InputError as error:
        return Loaded(str(path), None, str(error))


def _read(path: Path) -> Picture:
    try:
        with _regular(path) as file:
            head = file.read(HEAD)
            try:
                with opened(file) as image:
                    _check_size(image)
                    return _to_rgb(image)
            except InputError as error:
                raise InputError(_explained(head, error)) from error
    except FileNotFoundError as error:
        raise InputError("the file does not exist (any more)") from error
    except OSError as error:
        raise InputError(f"the file cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise InputError(f"the file cannot be read: {error}") from error  # a NUL in its name


def _regular(path: Path) -> IO[bytes]:
    """Open a file, and nothing that would be waited for or never end."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise InputError("it is a folder, not a file")
    if not stat.S_ISREG(found.st_mode):
        raise InputError("it is a pipe or a device, not a file")
    if found.st_size == 0:
        raise InputError("the file is empty (0 bytes)")
    return path.open("rb")


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise InputError(
            f"the picture has {width}x{height} pixels, more than the {MOST_PIXELS // 1_000_000} "
            "million that are read; make it smaller"
        )


def _to_rgb(image: Image.Image) -> Picture:
    image = upright(image)
    refuse_fractions(image)
    if is_deep(image):
        return np.repeat(eight_bits(image)[:, :, None], COLOURS, axis=2)
    if is_transparent(image):
        image = laid_over(image, WHITE)
    if image.mode == "LAB":
        image = _from_lab(image)
    return np.array(image.convert("RGB"), dtype=np.uint8)


def _from_lab(image: Image.Image) -> Image.Image:
    from PIL import ImageCms  # noqa: PLC0415 - hardly any picture needs it

    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB")
    return image.getchannel("L") if converted is None else converted


def _explained(head: bytes, error: InputError) -> str:
    """Say what to do about a kind of picture that Pillow does not read."""
    is_heic = head[4:8] == b"ftyp" and head[8:12] in _HEIC
    return "HEIC pictures are not read; save it as JPEG or PNG" if is_heic else str(error)
