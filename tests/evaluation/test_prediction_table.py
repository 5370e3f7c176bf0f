from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from feelingit.errors import InputError
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.prediction_table import by_cell, read_predictions

SAID = [("happy", "happy"), ("sad", "neutral")]
MakeRows = Callable[..., pd.DataFrame]


def test_what_was_written_is_read_back_to_the_last_bit(
    tmp_path: Path, some_rows: pd.DataFrame
) -> None:
    path = tmp_path / "m.csv.gz"
    some_rows.to_csv(path, index=False)
    pd.testing.assert_frame_equal(read_predictions(path), some_rows, check_dtype=False)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("emotion", "bored", "row 3: emotion is 'bored', expected one of"),
        ("tested_on", "hat", "row 3: tested_on is 'hat'; there is no condition 'hat'"),
        ("tested_on", "sunglases", "did you mean sunglasses"),
        ("trained_on", "none+eye", r"row 3: trained_on is 'none\+eye'; .* did you mean eyes"),
        ("split", "train", "row 3: split is 'train'"),
        ("control", "maybe", "row 3: control is 'maybe'"),
        ("p_angry", 0.9, "row 3: p_angry .* sum to 1"),
        ("predicted", "happy", "row 3: predicted is 'happy', expected the emotion of the largest"),
        ("face_id", "test/00000.png", "row 3: face_id is 'test/00000.png', expected each face"),
    ],
)
def test_a_wrong_entry_is_named_with_its_row(
    tmp_path: Path, make_rows: MakeRows, column: str, value: object, message: str
) -> None:
    rows = make_rows(SAID).astype({column: object})
    rows.loc[1, column] = value
    rows.to_csv(tmp_path / "m.csv", index=False)
    with pytest.raises(InputError, match=message):
        read_predictions(tmp_path / "m.csv")


def test_conditions_that_no_list_holds_are_known_by_their_names(
    tmp_path: Path, make_rows: MakeRows
) -> None:
    names = ["sunglasses@box", "scattered_35"]
    make_rows(SAID).assign(tested_on=names).to_csv(tmp_path / "m.csv", index=False)
    assert read_predictions(tmp_path / "m.csv")["tested_on"].tolist() == names


def test_a_missing_column_or_file_is_named(tmp_path: Path, make_rows: MakeRows) -> None:
    make_rows(SAID).drop(columns="arm").to_csv(tmp_path / "m.csv", index=False)
    with pytest.raises(InputError, match="lacks the columns arm"):
        read_predictions(tmp_path / "m.csv")
    with pytest.raises(InputError, match=r"cannot read predictions from .*gone\.csv"):
        read_predictions(tmp_path / "gone.csv")


def test_a_truncated_file_is_an_error_of_the_users(tmp_path: Path, some_rows: pd.DataFrame) -> None:
    path = tmp_path / "m.csv.gz"
    some_rows.to_csv(path, index=False)
    path.write_bytes(path.read_bytes()[:400])
    with pytest.raises(InputError, match="cannot read predictions"):
        read_predictions(path)


def test_rows_are_parted_by_model_and_condition_in_their_order(make_rows: MakeRows) -> None:
    second = TrainedModel("resnet50", "eyes", control=False, trained_on="eyes", seed=1)
    parts = [make_rows(SAID), make_rows(SAID, trained=second, tested_on="eyes")]
    cells = by_cell(pd.concat(parts, ignore_index=True))
    assert [(m.model_id, on) for m, on in cells] == [
        ("vgg16-baseline-s0", "none"),
        ("resnet50-eyes-s1", "eyes"),
    ]
    assert (cells[second, "eyes"]["model"] == "resnet50").all()
