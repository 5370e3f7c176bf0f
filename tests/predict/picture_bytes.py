"""Picture files of every format that Pillow writes, as bytes."""

import io
import struct
import zlib

import numpy as np
from PIL import Image

LOSSLESS = ("PNG", "BMP", "DIB", "TIFF", "GIF", "PPM", "TGA", "PCX", "SGI", "QOI", "ICO")
LOSSY = ("JPEG", "MPO", "WEBP", "AVIF", "JPEG2000")
FORMATS = (*LOSSLESS, *LOSSY, "DDS", "ICNS", "BLP", "MSP", "XBM", "SPIDER")
"""All that tests read; those that this Pillow cannot write are left out by `encoded`."""

MODES = {"GIF": "P", "BLP": "P", "MSP": "1", "XBM": "1", "SPIDER": "F"}
"""Where it is not RGB."""


def smooth(height: int = 64, width: int = 48) -> Image.Image:
    """Draw a picture in colour that survives lossy compression, and shows how it is turned."""
    down, right = np.mgrid[0:height, 0:width]
    planes = (down * 200 // height + 20, right * 200 // width + 20, (down + right) % 50)
    return Image.fromarray(np.stack(planes, axis=2).astype(np.uint8))


def encoded(image: Image.Image, file_format: str = "PNG", **options: object) -> bytes:
    """Write a picture file into memory."""
    buffer = io.BytesIO()
    image.save(buffer, file_format, **options)
    return buffer.getvalue()


def one_of_each() -> dict[str, bytes]:
    """Encode a picture in every format that this Pillow writes."""
    Image.init()
    image = smooth(64, 64)
    return {
        name: encoded(image.convert(MODES.get(name, "RGB")), name)
        for name in FORMATS
        if name in Image.SAVE and name in {*Image.OPEN, "MPO"}
    }


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """Write a PNG file's header, and chunks after it, whether they make sense or not."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def chunk(kind: bytes, body: bytes) -> bytes:
    """Write one chunk of a PNG file, with its checksum."""
    checksum = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + checksum
