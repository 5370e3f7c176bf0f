import os
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from feelingit.audit import count_duplicates, duplicate_groups
from feelingit.errors import InputError
from feelingit.read import read_faces

needs_real_data = pytest.mark.skipif(
    "FEELINGIT_DATA" not in os.environ, reason="FEELINGIT_DATA names no folder of real faces"
)


def fer2013(path: Path) -> Path:
    image = " ".join(["7"] * 2304)
    path.write_text(f"emotion,pixels,Usage\n3,{image},Training\n4,{image},PublicTest\n")
    return path


def votes(path: Path) -> Path:
    header = "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt"
    path.write_text(
        f"{header},unknown,NF\nTraining,a,0,9,0,0,0,0,0,0,1,0\nPublicTest,b,0,0,0,8,0,0,0,0,2,0\n"
    )
    return path


def test_folder_of_pictures_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "happy").mkdir()
    Image.new("L", (48, 48)).save(tmp_path / "happy/1.png")
    assert read_faces(tmp_path, 48).kind == "folder"


def test_csv_is_recognised_by_itself_and_in_its_folder(tmp_path: Path) -> None:
    path = fer2013(tmp_path / "fer2013.csv")
    assert read_faces(path, 48).kind == "csv"
    assert read_faces(tmp_path, 48).kind == "csv"


def test_votes_beside_a_csv_are_joined(tmp_path: Path) -> None:
    path = fer2013(tmp_path / "fer2013.csv")
    table = read_faces(path, 48, votes=votes(tmp_path / "votes.csv")).faces.table
    assert table["votes_happy"].tolist() == [9, 0]
    assert table["votes_sad"].tolist() == [0, 8]


def test_votes_beside_pictures_without_splits_are_joined(tmp_path: Path) -> None:
    (tmp_path / "data/sad").mkdir(parents=True)
    Image.new("L", (48, 48)).save(tmp_path / "data/sad/1.png")
    read = read_faces(tmp_path / "data", 48, votes=votes(tmp_path / "votes.csv"))
    assert read.faces.table["votes_sad"].tolist() == [8]


def test_nothing_at_the_path_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is nothing at .*gone"):
        read_faces(tmp_path / "gone", 48)


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "faces.mp4"
    path.touch()
    with pytest.raises(InputError, match=r"expected a folder, or a \.csv"):
        read_faces(path, 48)


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    for number in range(12):
        path = tmp_path / ("train" if number % 3 else "test") / "fear" / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(rng.integers(0, 256, (48, 48), dtype=np.uint8)).save(path)
    first, second = read_faces(tmp_path, 48).faces, read_faces(tmp_path, 48).faces
    assert first.fingerprint() == second.fingerprint()


@pytest.mark.real_data
@needs_real_data
def test_fer2013_has_the_known_faces_and_copies() -> None:
    data = Path(os.environ["FEELINGIT_DATA"])
    start = time.perf_counter()
    read = read_faces(data / "fer2013/images", 48, votes=data / "ferplus/fer2013new.csv")
    groups = duplicate_groups(read.faces)
    counts = count_duplicates(read.faces.table, groups)
    seconds = time.perf_counter() - start
    assert len(read.faces) == 32_298
    assert read.rejected.empty
    assert asdict(counts) == {
        "groups": 1271,
        "surplus": 1528,
        "conflicts": 48,
        "across_splits": 269,
    }
    assert read.faces.table["votes_happy"].notna().all()
    assert seconds < 60
