from pathlib import Path

import numpy as np
import pytest

from feelingit.cli.pictures import write_class_folders
from feelingit.errors import RunFolderError
from feelingit.read import read_faces
from feelingit.synthetic import drawn_data_set


def test_what_is_written_reads_back_as_the_same_faces(tmp_path: Path) -> None:
    drawn = drawn_data_set(70, 32, 1)
    assert write_class_folders(drawn, tmp_path / "faces") == f"70 faces in {tmp_path / 'faces'}"
    read = read_faces(tmp_path / "faces", 32)
    assert read.rejected.empty
    numbers = read.faces.table["face_id"].str.extract(r"(\d+)\.png")[0].astype(int)
    assert np.array_equal(read.faces.images, drawn.images[numbers])
    for column in ("emotion", "split"):
        assert read.faces.table[column].tolist() == drawn.table[column].iloc[numbers].tolist()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    with pytest.raises(RunFolderError, match="is not empty; choose another folder"):
        write_class_folders(drawn_data_set(70, 32, 1), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    with pytest.raises(RunFolderError, match="is a file"):
        write_class_folders(drawn_data_set(70, 32, 1), tmp_path / "mine")
    with pytest.raises(RunFolderError, match="cannot write"):
        write_class_folders(drawn_data_set(70, 32, 1), tmp_path / "mine/faces")
