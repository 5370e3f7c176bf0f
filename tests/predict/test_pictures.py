"""`load_picture`: every kind of picture file, and every kind of file that is none."""

import os
import shutil
import stat
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from feelingit.picture_files import ORIENTATION
from feelingit.predict.picture import Picture
from feelingit.predict.pictures import MOST_PIXELS, load_picture

from .picture_bytes import LOSSLESS, MODES, chunk, encoded, one_of_each, png, smooth

RGB = np.asarray(smooth())


def read(data: bytes, folder: Path, name: str = "photo.jpg") -> Picture:
    """Read bytes as a file, which must work."""
    (folder / name).write_bytes(data)
    loaded = load_picture(folder / name)
    assert loaded.problem is None
    assert loaded.picture is not None
    assert loaded.picture.dtype == np.uint8
    assert loaded.picture.ndim == 3
    assert loaded.picture.shape[2] == 3
    return loaded.picture


def problem(data: bytes, folder: Path, name: str = "photo.jpg") -> str:
    """Say why bytes cannot be read as a file, which must not work."""
    (folder / name).write_bytes(data)
    return problem_of(folder / name)


def problem_of(path: Path) -> str:
    loaded = load_picture(path)
    assert loaded.picture is None
    assert loaded.problem
    assert "\n" not in loaded.problem
    return loaded.problem


# --- pictures -------------------------------------------------------------------------------


def test_the_source_is_the_path_as_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(encoded(smooth()))
    relative = Path(os.path.relpath(tmp_path / "a.png"))
    assert load_picture(relative).source == str(relative)
    assert load_picture(str(relative)).source == str(relative)
    assert load_picture(tmp_path / "no.png").source == str(tmp_path / "no.png")


@pytest.mark.parametrize("file_format", [name for name in LOSSLESS if name not in MODES])
def test_lossless_formats_give_the_same_pixels(tmp_path: Path, file_format: str) -> None:
    options = {"sizes": [(48, 64)]} if file_format == "ICO" else {}
    np.testing.assert_array_equal(read(encoded(smooth(), file_format, **options), tmp_path), RGB)


@pytest.mark.parametrize("file_format", ["JPEG", "WEBP", "AVIF", "JPEG2000"])
def test_lossy_formats_give_nearly_the_same_pixels(tmp_path: Path, file_format: str) -> None:
    if file_format not in Image.SAVE and not Image.init():
        pytest.skip(f"this Pillow writes no {file_format}")
    picture = read(encoded(smooth(), file_format, quality=95), tmp_path)
    assert np.abs(picture.astype(int) - RGB).mean() < 4


def test_every_format_that_pillow_writes_is_read_or_refused_in_words(tmp_path: Path) -> None:
    unread = {name for name, data in one_of_each().items() if not _is_read(data, tmp_path)}
    assert unread <= {"SPIDER"}  # it holds fractions


def _is_read(data: bytes, folder: Path) -> bool:
    (folder / "file").write_bytes(data)
    return load_picture(folder / "file").picture is not None


@pytest.mark.parametrize(
    ("name", "file_format"), [("photo.jpg", "PNG"), ("photo.png", "JPEG"), ("photo", "BMP")]
)
def test_a_name_that_says_another_format_or_none_does_not_matter(
    tmp_path: Path, name: str, file_format: str
) -> None:
    assert read(encoded(smooth(), file_format), tmp_path, name).shape == RGB.shape


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_turned_upright(
    tmp_path: Path, file_format: str, orientation: int
) -> None:
    # What the camera stored so that the tag makes it upright again.
    stored = {
        1: RGB,
        2: RGB[:, ::-1],
        3: RGB[::-1, ::-1],
        4: RGB[::-1],
        5: RGB.transpose(1, 0, 2),
        6: np.rot90(RGB, 1),
        7: RGB[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(RGB, -1),
    }[orientation]
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    image = Image.fromarray(np.ascontiguousarray(stored))
    picture = read(encoded(image, file_format, exif=exif), tmp_path)
    assert picture.shape == RGB.shape
    assert np.abs(picture.astype(int) - RGB).mean() < 6


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("exif", [b"Exif\0\0nonsense", b"Exif\0\0MM\0*\0\0\xff\xff", b"Exif\0\0"])
def test_orientation_tags_without_sense_turn_nothing(tmp_path: Path, exif: bytes) -> None:
    assert read(encoded(smooth(), "JPEG", exif=exif), tmp_path).shape == RGB.shape


def test_an_orientation_that_is_no_number_turns_nothing(tmp_path: Path) -> None:
    text = struct.pack(">HHI4s", ORIENTATION, 2, 4, b"up\0\0")
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + text + bytes(4)
    picture = read(encoded(smooth(), "PNG", exif=exif), tmp_path)
    np.testing.assert_array_equal(picture, RGB)


def test_cmyk_keeps_its_colours(tmp_path: Path) -> None:
    colours = {"red": (200, 30, 30), "green": (30, 160, 40), "dark": (25, 25, 25)}
    for name, colour in colours.items():
        image = Image.new("RGB", (16, 16), colour).convert("CMYK")
        for file_format in ("JPEG", "TIFF"):
            picture = read(encoded(image, file_format), tmp_path)
            assert np.abs(picture.astype(int) - colour).max() < 12, (name, file_format)


@pytest.mark.parametrize("suffix", [".png", ".tif"])
def test_sixteen_bit_grey_is_scaled_and_not_clipped(tmp_path: Path, suffix: str) -> None:
    grey = np.linspace(0, 255, 256).astype(np.uint8).reshape(16, 16)
    _, data = cv2.imencode(suffix, grey.astype(np.uint16) * 257)
    picture = read(data.tobytes(), tmp_path)
    np.testing.assert_array_equal(picture, np.repeat(grey[:, :, None], 3, axis=2))


def test_big_endian_sixteen_bit_grey_is_scaled_too(tmp_path: Path) -> None:
    deep = Image.frombytes("I;16B", (2, 1), b"\xff\xff\x80\x80")
    picture = read(encoded(deep, "TIFF"), tmp_path)
    assert picture[0, :, 0].tolist() == [255, 128]


def test_sixteen_bit_colour_is_scaled_too(tmp_path: Path) -> None:
    _, data = cv2.imencode(".png", RGB[:, :, ::-1].astype(np.uint16) * 257)
    np.testing.assert_array_equal(read(data.tobytes(), tmp_path), RGB)


def test_grey_and_one_bit_pictures_become_grey_rgb(tmp_path: Path) -> None:
    for mode in ("L", "1"):
        image = smooth().convert(mode)
        picture = read(encoded(image), tmp_path)
        np.testing.assert_array_equal(picture, np.asarray(image.convert("RGB")))
        assert (picture[:, :, 0] == picture[:, :, 2]).all()


def test_a_palette_becomes_its_colours(tmp_path: Path) -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([200, 10, 20, 30, 100, 110])
    image.putpixel((1, 0), 1)
    assert read(encoded(image), tmp_path).tolist() == [[[200, 10, 20], [30, 100, 110]]]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_parts_lie_on_white(tmp_path: Path, mode: str) -> None:
    image = Image.new("RGBA", (2, 1), (0, 0, 0, 255))
    image.putpixel((1, 0), (0, 0, 0, 0))
    if mode == "P":
        image = Image.new("P", (2, 1))
        image.putpalette([0, 0, 0, 9, 9, 9])
        image.putpixel((1, 0), 1)
        data = encoded(image, transparency=1)
    else:
        data = encoded(image.convert(mode))
    assert read(data, tmp_path)[0, :, 0].tolist() == [0, 255]


def test_half_transparent_is_half_white(tmp_path: Path) -> None:
    data = encoded(Image.new("RGBA", (1, 1), (0, 100, 200, 128)))
    assert np.abs(read(data, tmp_path)[0, 0].astype(int) - [127, 177, 227]).max() <= 1


def test_lab_becomes_its_colours(tmp_path: Path) -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    image = Image.new("RGB", (8, 8), (180, 60, 60))
    converted = ImageCms.profileToProfile(image, srgb, lab, outputMode="LAB")
    picture = read(encoded(converted, "TIFF"), tmp_path)
    assert np.abs(picture.astype(int) - (180, 60, 60)).max() < 6


@pytest.mark.parametrize("file_format", ["GIF", "PNG", "WEBP", "TIFF"])
def test_of_an_animation_the_first_picture_counts(tmp_path: Path, file_format: str) -> None:
    shades = [Image.new("RGB", (16, 16), (grey,) * 3) for grey in (200, 100, 0)]
    data = encoded(shades[0], file_format, save_all=True, append_images=shades[1:])
    assert np.abs(read(data, tmp_path).astype(int) - 200).max() < 4


def test_one_pixel_is_a_picture(tmp_path: Path) -> None:
    assert read(encoded(Image.new("RGB", (1, 1))), tmp_path).shape == (1, 1, 3)


def test_the_pixels_may_be_written_to(tmp_path: Path) -> None:
    picture = read(encoded(smooth()), tmp_path)
    assert picture.flags.writeable
    assert picture.flags.c_contiguous


# --- what is no picture ---------------------------------------------------------------------


def test_an_empty_file_is_called_empty(tmp_path: Path) -> None:
    assert problem(b"", tmp_path) == "the file is empty (0 bytes)"


def test_text_called_a_picture_is_refused(tmp_path: Path) -> None:
    assert "not a picture" in problem(b"Dear Sir or Madam, I am a letter.\n" * 50, tmp_path)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "BMP", "WEBP", "TIFF", "GIF", "JPEG2000"])
def test_a_file_that_is_cut_off_is_refused_and_not_filled_up(
    tmp_path: Path, file_format: str, share: float
) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    data = encoded(Image.fromarray(noise), file_format)
    said = problem(data[: int(len(data) * share)], tmp_path)
    assert "damaged" in said or "not a picture" in said


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    side = 11_000
    assert MOST_PIXELS < side * side < 170_000_000  # Pillow itself would unpack it
    rows = chunk(b"IDAT", zlib.compress(bytes((side + 1) * 64)))
    said = problem(png(side, side, rows), tmp_path)
    assert "11000x11000 pixels, more than the 120 million" in said
    assert "too many pixels" in problem(png(100_000, 100_000, rows), tmp_path)


def test_a_text_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    text = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    bomb = chunk(b"zTXt", b"Comment\0\0" + text)
    whole = encoded(smooth())
    place = whole.index(b"IDAT") - 4
    assert "damaged" in problem(whole[:place] + bomb + whole[place:], tmp_path)


def test_fractions_are_refused(tmp_path: Path) -> None:
    image = Image.fromarray(np.ones((4, 4), np.float32))
    assert "fractions" in problem(encoded(image, "TIFF"), tmp_path)


def test_more_than_sixteen_bits_are_refused(tmp_path: Path) -> None:
    image = Image.fromarray(np.full((4, 4), 70_000, np.int32))
    assert "16 bits" in problem(encoded(image, "TIFF"), tmp_path)


def test_postscript_is_not_run(tmp_path: Path) -> None:
    said = problem(encoded(smooth(), "EPS"), tmp_path, "photo.eps")
    assert "EPS is a program" in said


def test_a_phones_heic_is_named(tmp_path: Path) -> None:
    data = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
    assert problem(data, tmp_path, "IMG_0001.HEIC") == (
        "HEIC pictures are not read; save it as JPEG or PNG"
    )


def test_a_missing_file_a_folder_and_a_name_without_sense_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "folder.jpg").mkdir()
    assert "does not exist" in problem_of(tmp_path / "no.jpg")
    assert "folder" in problem_of(tmp_path / "folder.jpg")
    assert "null" in problem_of(tmp_path / "a\0b.jpg")
    assert "too long" in problem_of(tmp_path / ("a" * 5000))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert "pipe" in problem_of(tmp_path / "pipe.jpg")
    assert stat.S_ISCHR(Path("/dev/zero").stat().st_mode)
    assert "device" in problem_of(Path("/dev/zero"))


def test_a_link_to_nothing_and_a_ring_of_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "nothing.jpg").symlink_to("not there")
    (tmp_path / "ring.jpg").symlink_to("ring.jpg")
    assert "does not exist" in problem_of(tmp_path / "nothing.jpg")
    assert "cannot be read" in problem_of(tmp_path / "ring.jpg")


AS_NOBODY = """\
import os, sys
from feelingit.predict.pictures import load_picture
os.setuid(65534)
print(load_picture(sys.argv[1]).problem)
"""


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.jpg"
    path.write_bytes(encoded(smooth()))
    path.chmod(0)
    if os.getuid() != 0:
        assert "Permission denied" in problem_of(path)
        return
    # The administrator may read everything, so another process asks as nobody.
    public = Path("/tmp") / f"{os.getpid()}-secret"  # noqa: S108 - which nobody can come to
    shutil.copytree(tmp_path, public)
    try:
        command = [sys.executable, "-c", AS_NOBODY, str(public / "secret.jpg")]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    finally:
        shutil.rmtree(public)
    assert "Permission denied" in said


def test_a_disk_that_fails_is_not_taken_for_a_damaged_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.png").write_bytes(encoded(smooth(400, 400)))

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Image.Image, "convert", fail)
    assert problem_of(tmp_path / "a.png") == "the file cannot be read: Input/output error"
