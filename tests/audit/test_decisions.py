from pathlib import Path

import pandas as pd
import pytest

from feelingit.audit.decisions import apply_decisions, read_decisions
from feelingit.errors import InputError

from .faces_like import faces_like


def corrections(folder: Path, *lines: str, header: str = "face_id,emotion,reason") -> Path:
    path = folder / "corrections.csv"
    path.write_text("\n".join((header, *lines)) + "\n")
    return path


def test_decisions_are_read_with_aliases_and_drop(tmp_path: Path) -> None:
    path = corrections(tmp_path, "a.png,Anger,frowns", 'b.png,DROP,"a cat, no face"', "c.png,sad,")
    assert read_decisions(path).to_numpy().tolist() == [
        ["a.png", "angry", "frowns", "corrections"],
        ["b.png", "drop", "a cat, no face", "corrections"],
        ["c.png", "sad", "", "corrections"],
    ]


def test_reason_may_be_left_out_and_a_repetition_counts_once(tmp_path: Path) -> None:
    path = corrections(tmp_path, "a.png,sad", "a.png,sadness", header="face_id,emotion")
    assert read_decisions(path)["decision"].tolist() == ["sad"]


def test_contradiction_names_both_lines(tmp_path: Path) -> None:
    path = corrections(tmp_path, "a.png,sad,", "b.png,sad,", "a.png,drop,")
    with pytest.raises(InputError, match=r"line 4: a.png is 'drop' here but 'sad' in line 2"):
        read_decisions(path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a.png,bored,", "corrections.csv line 2: emotion is 'bored'"),
        ("a.png,contempt,", "line 2: emotion is 'contempt'"),
        ("a.png,,", "line 2: emotion is ''"),
        ("a.png", "line 2: emotion is ''"),
        (",sad,", "line 2: face_id is empty"),
        ("a.png,sad,tears, many", "line 2 has more fields"),
    ],
)
def test_bad_row_is_named(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_decisions(corrections(tmp_path, line))


def test_missing_column_file_or_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="lacks the column 'emotion'"):
        read_decisions(corrections(tmp_path, header="face_id,label"))
    with pytest.raises(InputError, match="no corrections file"):
        read_decisions(tmp_path / "gone.csv")
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not a CSV"):
        read_decisions(tmp_path / "binary.csv")


def test_decisions_relabel_drop_and_count(tmp_path: Path) -> None:
    table = faces_like("train happy a", "train sad b", "test fear c", "test fear d").table
    before = table.copy()
    path = corrections(tmp_path, "0,sad,", "1,sad,as it is", "2,drop,", "99,happy,")
    applied = apply_decisions(table, read_decisions(path))
    assert applied.table["face_id"].tolist() == ["0", "1", "3"]
    assert applied.table["emotion"].tolist() == ["sad", "sad", "fear"]
    assert (applied.relabelled, applied.dropped, applied.unmatched) == (1, 1, 1)
    pd.testing.assert_frame_equal(table, before)
