from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from feelingit.errors import InputError
from feelingit.faces import Faces
from feelingit.read.ferplus import add_votes, read_votes

HEADER = (
    "Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF"
)
LINES = (
    "Training,fer0000000.png,4,0,0,1,3,2,0,0,0,0",
    "Training,,0,0,0,0,0,0,0,0,0,10",
    "PublicTest,fer0000002.png,0,9,0,0,0,0,0,1,0,0",
    "PrivateTest,fer0000003.png,0,0,0,0,0,0,0,0,7,3",
)
SPLITS = ("train", "train", "validation", "test")


def votes_file(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "fer2013new.csv"
    path.write_text("\n".join((header, *lines)) + "\n")
    return path


def faces(ids: list[str], splits: list[str]) -> Faces:
    table = pd.DataFrame({"face_id": ids, "emotion": "happy", "split": splits, "source": "x"})
    return Faces(np.zeros((len(ids), 4, 4), np.uint8), table)


def test_counts_are_read_under_the_projects_names(tmp_path: Path) -> None:
    votes = read_votes(votes_file(tmp_path, *LINES))
    assert votes["split"].tolist() == list(SPLITS)
    assert votes.loc[0, ["votes_neutral", "votes_angry", "votes_disgust"]].tolist() == [4, 3, 2]
    assert votes.loc[1, "votes_no_face"] == 10
    assert votes.loc[2, ["votes_happy", "votes_contempt"]].tolist() == [9, 1]
    assert votes.loc[3, "votes_unknown"] == 7


@pytest.mark.parametrize(
    "pattern", ["fer2013/{}", "train/happy/{}.png", "happy/fer000000{}.png", "{}.jpg"]
)
def test_votes_are_joined_by_the_row_in_the_name(tmp_path: Path, pattern: str) -> None:
    path = votes_file(tmp_path, *LINES)
    order = [2, 0, 3, 1]
    some = faces([pattern.format(row) for row in order], [SPLITS[row] for row in order])
    joined = add_votes(some, read_votes(path), path, check_splits=True).table
    assert joined["votes_happy"].tolist() == [9, 0, 0, 0]
    assert joined["votes_no_face"].tolist() == [0, 0, 3, 10]


def test_face_without_votes_has_missing_counts(tmp_path: Path) -> None:
    path = votes_file(tmp_path, *LINES)
    some = faces(["happy/0.png", "happy/1.png", "happy/99.png"], ["train"] * 3)
    joined = add_votes(some, read_votes(path), path, check_splits=False).table
    assert joined["votes_neutral"].isna().tolist() == [False, False, True]


def test_votes_for_other_files_are_refused(tmp_path: Path) -> None:
    path = votes_file(tmp_path, *LINES)
    some = faces(["happy/0.png", "happy/anna.png", "happy/2b.png"], ["train"] * 3)
    with pytest.raises(InputError, match=r"do not fit: only 1 of 3 faces"):
        add_votes(some, read_votes(path), path, check_splits=True)


def test_votes_that_contradict_the_splits_are_refused(tmp_path: Path) -> None:
    path = votes_file(tmp_path, *LINES)
    some = faces(["train/happy/2.png", "train/happy/3.png"], ["train"] * 2)
    with pytest.raises(InputError, match=r"do not fit: 100% of the faces are training"):
        add_votes(some, read_votes(path), path, check_splits=True)


def test_test_splits_that_were_merged_do_not_contradict(tmp_path: Path) -> None:
    path = votes_file(tmp_path, *LINES)
    some = faces(["validation/happy/2.png", "validation/happy/3.png"], ["validation"] * 2)
    joined = add_votes(some, read_votes(path), path, check_splits=True)
    assert joined.table["votes_happy"].tolist() == [9, 0]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Training,x.png,1,2", "line 6: anger is None"),
        ("Training,x.png,1,2,x,0,0,0,0,0,0,0", "line 6: surprise is 'x'"),
        ("Training,x.png,1,-2,0,0,0,0,0,0,0,0", "line 6: happiness is '-2'"),
        ("Learning,x.png,1,2,0,0,0,0,0,0,0,0", "line 6: Usage is 'Learning'"),
        ("Training,x.png,1,2,0,0,0,0,0,0,0,0,5", "line 6 has more fields"),
    ],
)
def test_broken_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_votes(votes_file(tmp_path, *LINES, line))


def test_missing_column_is_named(tmp_path: Path) -> None:
    path = votes_file(tmp_path, *LINES, header=HEADER.replace("sadness", "gloom"))
    with pytest.raises(InputError, match="lacks the column 'sadness'"):
        read_votes(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no votes at"):
        read_votes(tmp_path / "gone.csv")


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(InputError, match="not a CSV"):
        read_votes(path)
