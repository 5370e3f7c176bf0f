import gzip
import zipfile
from pathlib import Path

import numpy as np
import pytest

from feelingit.errors import InputError
from feelingit.faces import digest_of
from feelingit.read.fer2013_csv import SIDE, read_fer2013

RNG = np.random.default_rng(2)
IMAGES = RNG.integers(0, 256, (3, SIDE, SIDE), dtype=np.uint8)
HEADER = "emotion,pixels,Usage"


def pixels(image: np.ndarray) -> str:
    return " ".join(map(str, image.ravel().tolist()))


def row(emotion: object = 3, image: np.ndarray = IMAGES[0], usage: str = "Training") -> str:
    return f"{emotion},{pixels(image)},{usage}"


def write(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text("\n".join((header, *rows)) + "\n")
    return path


ROWS = (
    row(3, IMAGES[0], "Training"),
    row(4, IMAGES[1], "PublicTest"),
    row(6, IMAGES[2], "PrivateTest"),
)


def test_rows_become_faces(tmp_path: Path) -> None:
    read = read_fer2013(write(tmp_path / "fer2013.csv", *ROWS), SIDE)
    table = read.faces.table
    assert table["face_id"].tolist() == ["fer2013/0", "fer2013/1", "fer2013/2"]
    assert table["emotion"].tolist() == ["happy", "sad", "neutral"]
    assert table["split"].tolist() == ["train", "validation", "test"]
    assert table["digest"].tolist() == [digest_of(image) for image in IMAGES]
    np.testing.assert_array_equal(read.faces.images, IMAGES)
    assert read.kind == "csv"
    assert read.rejected.empty


def test_packed_files_read_like_the_plain_one(tmp_path: Path) -> None:
    plain = write(tmp_path / "fer2013.csv", *ROWS)
    packed = tmp_path / "fer2013.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    zipped = tmp_path / "fer2013.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("__MACOSX/._fer2013.csv", "")
        archive.writestr("README", "")
        archive.write(plain, "fer2013/fer2013.csv")
    expected = read_fer2013(plain, SIDE).faces.fingerprint()
    assert read_fer2013(packed, SIDE).faces.fingerprint() == expected
    assert read_fer2013(zipped, SIDE).faces.fingerprint() == expected


def test_columns_may_be_quoted_reordered_and_in_another_case(tmp_path: Path) -> None:
    path = tmp_path / "fer2013.csv"
    path.write_bytes(
        b'\xef\xbb\xbfUsage, Emotion,"pixels"\r\n'
        + f'Training,3,"{pixels(IMAGES[0])}"\r\n'.encode()
    )
    read = read_fer2013(path, SIDE)
    np.testing.assert_array_equal(read.faces.images, IMAGES[:1])


def test_faces_are_brought_to_the_asked_size(tmp_path: Path) -> None:
    read = read_fer2013(write(tmp_path / "fer2013.csv", *ROWS), 64)
    assert read.faces.images.shape == (3, 64, 64)
    assert set(read.faces.table["height"]) == {SIDE}


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("3", "1 fields"),
        ("", "1 fields"),
        (row(9), "'9' is not an emotion"),
        (row("contempt"), "contempt"),
        (row(usage="Testing"), "Usage is 'Testing'"),
        (row(image=IMAGES[0][:40]), "1920 numbers, expected 2304"),
        ("3,,Training", "0 numbers"),
        (row(image=IMAGES[0].astype(int) + 1000), "expected 0 to 255"),
        (row().replace(" ", " -", 1), "other than numbers"),
        (row().replace(" ", " x", 1), "other than numbers"),
        (row().replace(" ", f" {'9' * 30}", 1), "expected 0 to 255"),
        ("\x00\xff\x80", "1 fields"),
    ],
)
def test_broken_row_is_listed_and_the_rest_keeps_its_numbers(
    tmp_path: Path, broken: str, reason: str
) -> None:
    read = read_fer2013(write(tmp_path / "fer2013.csv", ROWS[0], broken, ROWS[2]), SIDE)
    assert read.faces.table["face_id"].tolist() == ["fer2013/0", "fer2013/2"]
    assert read.rejected["source"].tolist() == ["fer2013.csv row 1 (line 3)"]
    assert reason in read.rejected["reason"][0]


def test_empty_lines_at_the_end_are_no_rows(tmp_path: Path) -> None:
    read = read_fer2013(write(tmp_path / "fer2013.csv", *ROWS, "", ""), SIDE)
    assert read.rejected.empty


def test_file_of_broken_rows_alone_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "fer2013.csv", "3,1 2 3,Training", "oops")
    with pytest.raises(InputError, match=r"2 rows, all broken.*line 2.*3 numbers"):
        read_fer2013(path, SIDE)


@pytest.mark.parametrize("column", ["emotion", "pixels", "Usage"])
def test_missing_column_is_named(tmp_path: Path, column: str) -> None:
    path = write(tmp_path / "fer2013.csv", *ROWS, header=HEADER.replace(column, "other"))
    with pytest.raises(InputError, match=f"lacks the column '{column.lower()}'"):
        read_fer2013(path, SIDE)


def test_zip_without_a_csv_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "fer2013.zip", "w") as archive:
        archive.writestr("README", "nothing here")
    with pytest.raises(InputError, match=r"holds no \.csv"):
        read_fer2013(tmp_path / "fer2013.zip", SIDE)


@pytest.mark.parametrize("name", ["fer2013.zip", "fer2013.csv.gz"])
def test_damaged_archive_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"this was never packed")
    with pytest.raises(InputError, match="damaged"):
        read_fer2013(tmp_path / name, SIDE)


def test_truncated_gz_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(write(tmp_path / "fer2013.csv", *ROWS).read_bytes())
    path = tmp_path / "fer2013.csv.gz"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="damaged"):
        read_fer2013(path, SIDE)
