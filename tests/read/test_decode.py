import io
import struct
import zlib

import cv2
import numpy as np
import pytest
from PIL import Image

from feelingit.errors import InputError
from feelingit.read.decode import decode, resize

GREY = np.random.default_rng(0).integers(0, 256, (20, 30), dtype=np.uint8)


def encoded(image: Image.Image, file_format: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, file_format, **options)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("file_format", "options"),
    [("PNG", {}), ("BMP", {}), ("TIFF", {}), ("WEBP", {"lossless": True})],
)
def test_lossless_formats_give_the_same_grey_pixels(file_format: str, options: dict) -> None:
    np.testing.assert_array_equal(
        decode(encoded(Image.fromarray(GREY), file_format, **options)), GREY
    )


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA", "P"])
def test_grey_saved_in_another_mode_gives_the_same_pixels(mode: str) -> None:
    np.testing.assert_array_equal(decode(encoded(Image.fromarray(GREY).convert(mode))), GREY)


def test_jpeg_is_read_close_to_its_original() -> None:
    smooth = np.tile(np.arange(0, 240, 5, dtype=np.uint8), (48, 1))
    read = decode(encoded(Image.fromarray(smooth), "JPEG", quality=95))
    assert np.abs(read.astype(int) - smooth).max() < 8


def test_colour_becomes_luma() -> None:
    red, green, blue = (
        decode(encoded(Image.new("RGB", (4, 4), colour)))[0, 0]
        for colour in ("#ff0000", "#00ff00", "#0000ff")
    )
    assert [red, green, blue] == [76, 150, 29]


def test_sixteen_bit_grey_is_scaled_to_eight() -> None:
    deep = GREY.astype(np.uint16) * 257
    _, data = cv2.imencode(".png", deep)
    np.testing.assert_array_equal(decode(data.tobytes()), GREY)
    assert decode(encoded(Image.fromarray(np.full((2, 2), 65535, np.uint16)), "TIFF"))[0, 0] == 255


def test_sixteen_bit_colour_is_scaled_to_eight() -> None:
    deep = np.repeat(GREY[:, :, None].astype(np.uint16) * 257, 3, axis=2)
    _, data = cv2.imencode(".png", deep)
    np.testing.assert_array_equal(decode(data.tobytes()), GREY)


def test_transparent_parts_are_black() -> None:
    image = Image.new("RGBA", (2, 1), (255, 255, 255, 255))
    image.putpixel((1, 0), (255, 255, 255, 0))
    assert decode(encoded(image)).tolist() == [[255, 0]]


def test_palette_with_a_transparent_entry_is_laid_over_black() -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([200, 200, 200, 100, 100, 100])
    image.putpixel((1, 0), 1)
    assert decode(encoded(image, transparency=0)).tolist() == [[0, 100]]


def test_one_bit_pictures_are_black_and_white() -> None:
    image = Image.fromarray(GREY > 127)
    assert set(np.unique(decode(encoded(image)))) == {0, 255}


def test_orientation_tag_is_obeyed() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: rotate by 90 degrees clockwise
    upright = decode(encoded(Image.fromarray(GREY), exif=exif))
    np.testing.assert_array_equal(upright, np.rot90(GREY, -1))


def test_empty_file_is_named_empty() -> None:
    with pytest.raises(InputError, match="empty"):
        decode(b"")


def test_text_called_a_picture_is_refused() -> None:
    with pytest.raises(InputError, match="not a picture"):
        decode(b"hello, I am a text file that is called face.png")


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "BMP", "WEBP", "TIFF"])
def test_truncated_file_is_refused_not_filled_up(file_format: str) -> None:
    data = encoded(Image.fromarray(GREY), file_format)
    with pytest.raises(InputError, match=r"damaged|not a picture"):
        decode(data[: len(data) // 2])


def test_flipped_byte_in_a_png_is_noticed() -> None:
    data = bytearray(encoded(Image.fromarray(GREY)))
    data[len(data) // 2] ^= 0xFF
    with pytest.raises(InputError, match="damaged"):
        decode(bytes(data))


def test_absurdly_large_picture_is_refused_before_it_is_unpacked() -> None:
    def chunk(kind: bytes, body: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + checksum

    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"")
    with pytest.raises(InputError, match="too many pixels"):
        decode(bomb)


def test_floating_point_picture_is_refused() -> None:
    with pytest.raises(InputError, match="fractions"):
        decode(encoded(Image.fromarray(np.ones((4, 4), np.float32)), "TIFF"))


def test_more_than_sixteen_bits_are_refused() -> None:
    with pytest.raises(InputError, match="16 bits"):
        decode(encoded(Image.fromarray(np.full((4, 4), 70_000, np.int32)), "TIFF"))


def test_resizing_to_the_same_size_changes_nothing() -> None:
    square = GREY[:20, :20]
    assert resize(square, 20) is square


@pytest.mark.parametrize("size", [8, 20, 64])
def test_resizing_keeps_the_mean_grey(size: int) -> None:
    smooth = np.add.outer(np.arange(40), np.arange(50)).astype(np.uint8)
    resized = resize(smooth, size)
    assert resized.shape == (size, size)
    assert resized.dtype == np.uint8
    assert abs(float(resized.mean()) - float(smooth.mean())) < 1
