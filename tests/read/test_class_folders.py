import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.read.class_folders import read_class_folders

RNG = np.random.default_rng(1)


def put(path: Path, height: int = 48, width: int = 48) -> np.ndarray:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = RNG.integers(0, 256, (height, width), dtype=np.uint8)
    Image.fromarray(image).save(path)
    return image


def reasons(folder: Path) -> dict[str, str]:
    rejected = read_class_folders(folder, 48).rejected
    return dict(zip(rejected["source"], rejected["reason"], strict=True))


def test_kaggles_layout_gives_split_emotion_and_pixels(tmp_path: Path) -> None:
    image = put(tmp_path / "train/happy/12.png")
    put(tmp_path / "validation/sad/3.png")
    read = read_class_folders(tmp_path, 48)
    assert read.faces.table["face_id"].tolist() == ["train/happy/12.png", "validation/sad/3.png"]
    assert read.faces.table["emotion"].tolist() == ["happy", "sad"]
    assert read.faces.table["split"].tolist() == ["train", "validation"]
    np.testing.assert_array_equal(read.faces.images[0], image)
    assert read.rejected.empty
    assert list(read.rejected.columns) == ["source", "reason"]
    assert read.kind == "folder"


def test_emotion_folders_alone_are_training_data(tmp_path: Path) -> None:
    put(tmp_path / "fear/1.png")
    assert read_class_folders(tmp_path, 48).faces.table["split"].tolist() == ["train"]


@pytest.mark.parametrize(
    "between", ["images/train/happy", "train/images/happy", "images/images/train/happy"]
)
def test_an_images_folder_may_stand_between(tmp_path: Path, between: str) -> None:
    put(tmp_path / between / "1.png")
    table = read_class_folders(tmp_path, 48).faces.table
    assert table["emotion"].tolist() == ["happy"]
    assert table["split"].tolist() == ["train"]


def test_face_ids_are_the_same_with_and_without_the_folder_between(tmp_path: Path) -> None:
    put(tmp_path / "images/train/happy/1.png")
    above = read_class_folders(tmp_path, 48).faces.table["face_id"].tolist()
    assert above == read_class_folders(tmp_path / "images", 48).faces.table["face_id"].tolist()


@pytest.mark.parametrize(
    ("name", "split"),
    [("Training", "train"), ("VAL", "validation"), ("valid", "validation"), ("testing", "test")],
)
def test_split_folders_go_by_several_names(tmp_path: Path, name: str, split: str) -> None:
    put(tmp_path / name / "Anger/1.png")
    table = read_class_folders(tmp_path, 48).faces.table
    assert table[["split", "emotion"]].to_numpy().tolist() == [[split, "angry"]]


def test_order_is_by_split_emotion_and_number(tmp_path: Path) -> None:
    names = ["validation/angry/1.png", "train/sad/10.png", "train/sad/9.png", "train/fear/2.png"]
    for name in names:
        put(tmp_path / name)
    assert read_class_folders(tmp_path, 48).faces.table["face_id"].tolist() == [
        "train/fear/2.png",
        "train/sad/9.png",
        "train/sad/10.png",
        "validation/angry/1.png",
    ]


def test_any_size_and_suffix_is_read_and_brought_to_one_size(tmp_path: Path) -> None:
    for number, suffix in enumerate((".PNG", ".jpg", ".JPEG", ".bmp", ".webp", ".tif")):
        put(tmp_path / f"happy/{number}{suffix}", height=20 + 30 * number, width=64)
    faces = read_class_folders(tmp_path, 48).faces
    assert faces.images.shape == (6, 48, 48)
    assert faces.table["height"].tolist() == [20, 50, 80, 110, 140, 170]
    assert set(faces.table["width"]) == {64}


def test_large_pictures_read_in_threads_keep_their_order(tmp_path: Path) -> None:
    originals = [put(tmp_path / f"happy/{number}.bmp", 240, 240) for number in range(6)]
    read = read_class_folders(tmp_path, 240)
    np.testing.assert_array_equal(read.faces.images, np.stack(originals))


def test_digest_tells_pixels_whatever_the_format(tmp_path: Path) -> None:
    image = put(tmp_path / "happy/1.png")
    Image.fromarray(image).convert("RGB").save(tmp_path / "happy/2.bmp")
    put(tmp_path / "happy/3.png")
    first, copy, other = read_class_folders(tmp_path, 24).faces.table["digest"]
    assert first == copy != other


def test_what_is_no_face_is_listed_with_its_reason(tmp_path: Path) -> None:
    put(tmp_path / "train/happy/1.png")
    put(tmp_path / "train/contempt/2.png")
    put(tmp_path / "train/bored/3.png")
    put(tmp_path / "more/happy/4.png")
    whole = (tmp_path / "train/happy/1.png").read_bytes()
    (tmp_path / "train/happy/cut.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "train/happy/empty.png").touch()
    (tmp_path / "train/happy/.DS_Store").touch()
    (tmp_path / "train/happy/Thumbs.db").touch()
    (tmp_path / "train/notes.txt").touch()
    (tmp_path / "readme.md").touch()
    found = reasons(tmp_path)
    assert len(read_class_folders(tmp_path, 48).faces) == 1
    assert "contempt" in found.pop("train/contempt/2.png")
    assert "'bored' is not an emotion" in found.pop("train/bored/3.png")
    assert "1 files" in found.pop("more/")
    assert "damaged" in found.pop("train/happy/cut.png")
    assert "empty" in found.pop("train/happy/empty.png")
    assert "hidden" in found.pop("train/happy/.DS_Store")
    assert ".db" in found.pop("train/happy/Thumbs.db")
    assert "no emotion's folder" in found.pop("train/notes.txt")
    assert "neither a split" in found.pop("readme.md")
    assert not found


def test_what_lies_beside_the_images_folder_is_listed(tmp_path: Path) -> None:
    put(tmp_path / "images/train/happy/1.png")
    (tmp_path / "licence.txt").touch()
    assert "beside images/" in reasons(tmp_path)["licence.txt"]


def test_link_to_a_folder_is_listed_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "happy/1.png")
    (tmp_path / "happy/again").symlink_to(tmp_path / "happy", target_is_directory=True)
    assert reasons(tmp_path) == {"happy/again": "a link to a folder, which is not followed"}


def test_blank_picture_is_read_for_it_is_the_audits_to_judge(tmp_path: Path) -> None:
    (tmp_path / "happy").mkdir()
    Image.new("L", (48, 48), 0).save(tmp_path / "happy/1.png")
    assert len(read_class_folders(tmp_path, 48).faces) == 1


def test_numbered_folders_are_read_in_fer2013s_order(tmp_path: Path) -> None:
    for number in range(7):
        put(tmp_path / f"{number}/1.png")
    table = read_class_folders(tmp_path, 48).faces.table
    assert table["emotion"].tolist() == list(EMOTIONS)
    assert table["face_id"].tolist()[4] == "6/1.png"


def test_numbers_of_another_data_set_are_refused(tmp_path: Path) -> None:
    for number in range(1, 8):
        put(tmp_path / f"{number}/1.png")
    with pytest.raises(InputError, match="FER2013's order"):
        read_class_folders(tmp_path, 48)


def test_folder_without_faces_is_refused_with_the_layout_that_is_expected(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no pictures of any emotion; expected .*train/"):
        read_class_folders(tmp_path, 48)


def test_folder_of_unreadable_pictures_is_refused_with_the_first_reason(tmp_path: Path) -> None:
    (tmp_path / "happy").mkdir()
    (tmp_path / "happy/1.png").touch()
    with pytest.raises(InputError, match=r"none of the 1 pictures.*happy/1.png.*empty"):
        read_class_folders(tmp_path, 48)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_picture_without_permission_is_listed(tmp_path: Path) -> None:
    put(tmp_path / "happy/1.png")
    put(tmp_path / "happy/2.png")
    (tmp_path / "happy/2.png").chmod(0)
    assert "cannot be read" in reasons(tmp_path)["happy/2.png"]


def test_broken_link_to_a_picture_is_listed(tmp_path: Path) -> None:
    put(tmp_path / "happy/1.png")
    (tmp_path / "happy/2.png").symlink_to(tmp_path / "gone.png")
    assert "cannot be read" in reasons(tmp_path)["happy/2.png"]


def test_progress_ends_with_all_done(tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path / f"happy/{number}.png")
    steps: list[tuple[int, int]] = []
    read_class_folders(tmp_path, 48, lambda done, total: steps.append((done, total)))
    assert steps[-1] == (3, 3)
