"""A face as a flat row and back."""

import csv
import io
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.predict.columns import (
    COLUMN_TYPES,
    PHOTO_COLUMNS,
    PROBABILITIES,
    VIDEO_COLUMNS,
    face_of_row,
    row_of,
    table_of,
)
from feelingit.predict.face import Box, Face, Note
from feelingit.predict.records import record_of

NOBODY = Face("b.jpg", "no_face")
BROKEN = Face("c.jpg", "unreadable", problem="c.jpg is empty; expected a picture")


def somebody(**changes: object) -> Face:
    shares = np.array([1, 2, 3, 80, 5, 6, 3], np.float32) / np.float32(100)
    known: dict[str, object] = {
        "source": "a.jpg",
        "status": "ok",
        "face": 0,
        "emotion": "happy",
        "confidence": float(shares.max()),
        "probabilities": dict(zip(EMOTIONS, shares.tolist(), strict=True)),
        "box": Box(1.23456, -0.001, 48.0, 50.5),
        "score": 0.987654,
        "landmarks": np.arange(136, dtype=np.float32).reshape(68, 2) / 3,
        "quality": 0.75,
        "notes": ("small", "cut_off"),
    }
    return Face(**(known | changes))  # type: ignore[arg-type]


def test_photos_have_the_documented_columns_in_order() -> None:
    assert PHOTO_COLUMNS == (
        "source", "face", "status", "success", "emotion", "confidence",
        "p_angry", "p_disgust", "p_fear", "p_happy", "p_neutral", "p_sad", "p_surprise",
        "box_left", "box_top", "box_width", "box_height", "detector_score", "landmark_quality",
        "notes", "problem",
    )  # fmt: skip


def test_videos_begin_with_where_in_the_video() -> None:
    assert VIDEO_COLUMNS[:6] == ("source", "frame", "time_s", "face_id", "success", "status")
    assert set(VIDEO_COLUMNS) - set(PHOTO_COLUMNS) == {"frame", "time_s", "face_id"}
    assert set(COLUMN_TYPES) == {*PHOTO_COLUMNS, *VIDEO_COLUMNS}


def test_a_row_holds_what_the_face_holds() -> None:
    row = row_of(somebody())
    assert tuple(row) == PHOTO_COLUMNS
    assert row["p_happy"] == row["confidence"] == 0.8
    assert (row["box_left"], row["box_top"]) == (1.23, 0.0)
    assert str(row["box_top"]) == "0.0"
    assert row["detector_score"] == 0.9877
    assert row["notes"] == "small cut_off"
    assert row["success"] is True
    assert row["problem"] is None


@pytest.mark.parametrize("face", [NOBODY, BROKEN])
def test_what_is_not_known_is_empty(face: Face) -> None:
    row = row_of(face)
    known = {name: cell for name, cell in row.items() if cell is not None}
    expected = {"source": face.source, "status": face.status, "success": False}
    assert known == expected | ({"problem": face.problem} if face.problem else {})


def test_numbers_of_numpy_become_plain_ones() -> None:
    row = row_of(somebody(confidence=np.float32(0.5), box=Box(*np.ones(4, np.float32))))
    assert type(row["confidence"]) is float
    assert type(row["box_left"]) is float


def test_a_name_that_is_no_utf8_can_be_written() -> None:
    source = b"caf\xe9.jpg".decode("utf-8", "surrogateescape")
    assert row_of(somebody(source=source))["source"] == r"caf\udce9.jpg"


probability = st.floats(0, 1, width=32)
pixel = st.floats(-1e4, 1e4)
faces = st.builds(
    Face,
    source=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1),
    status=st.sampled_from(["ok", "unsure"]),
    face=st.integers(0, 500),
    emotion=st.sampled_from(EMOTIONS) | st.none(),
    confidence=probability,
    probabilities=st.fixed_dictionaries(dict.fromkeys(EMOTIONS, probability)),
    box=st.builds(Box, pixel, pixel, pixel, pixel) | st.none(),
    score=st.floats(-5, 5) | st.none(),
    quality=probability | st.none(),
    notes=st.lists(st.sampled_from(get_args(Note)), unique=True).map(tuple),
    frame=st.integers(0, 10**7) | st.none(),
    time_s=st.floats(0, 1e5) | st.none(),
    face_id=st.integers(0, 10**4) | st.none(),
)


@given(faces)
def test_a_row_written_to_csv_and_read_back_is_the_same_row(face: Face) -> None:
    columns = tuple(COLUMN_TYPES)
    row = row_of(face, columns)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerow(row)
    text.seek(0)
    (again,) = csv.DictReader(text)
    assert row_of(face_of_row(again), columns) == row


def test_rows_that_pandas_read_are_read_back() -> None:
    faces = [somebody(), NOBODY, BROKEN]
    text = io.StringIO(table_of(faces).to_csv(index=False))
    read = [face_of_row(row) for row in pd.read_csv(text).to_dict("records")]
    assert [row_of(face) for face in read] == [row_of(face) for face in faces]
    typed = [face_of_row(row) for row in table_of(faces).to_dict("records")]
    assert [row_of(face) for face in typed] == [row_of(face) for face in faces]


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("confidence", "much", "column confidence: 'much' is not a number"),
        ("confidence", "inf", "column confidence: 'inf' is not a number"),
        ("face", "0.5", "column face: '0.5' is not a whole number"),
        ("success", "maybe", "column success: 'maybe' is not True or False"),
        ("status", "fine", "column status: found 'fine'; expected one of ok, unsure"),
        ("source", "", "column source: it is empty"),
        ("emotion", "joy", "column emotion: found 'joy'; expected one of angry"),
        ("notes", "small odd", "column notes: found 'odd'"),
        ("p_fear", "", "columns p_angry to p_surprise: 6 of 7 are filled"),
        ("box_top", "", "3 of 4 are filled"),
    ],
)
def test_a_damaged_cell_is_named(column: str, cell: str, words: str) -> None:
    with pytest.raises(InputError, match=words.replace("(", r"\(")):
        face_of_row(row_of(somebody()) | {column: cell})


def test_a_table_keeps_its_types_when_nothing_is_known() -> None:
    full, empty = table_of([somebody(), NOBODY]), table_of([NOBODY])
    assert (full.dtypes == empty.dtypes).all()
    assert (table_of([]).dtypes == full.dtypes).all()
    assert full["face"].dtype == "Int64"


def test_a_table_may_keep_every_digit() -> None:
    exact = table_of([somebody()], rounded=False)
    assert exact.loc[0, "box_left"] == 1.23456
    assert abs(exact[list(PROBABILITIES)].to_numpy().sum() - 1) < 1e-6


def test_a_record_names_probabilities_box_and_landmarks() -> None:
    record = record_of(somebody())
    assert list(record["probabilities"]) == list(EMOTIONS)
    assert record["probabilities"]["happy"] == 0.8
    assert record["box"] == {"left": 1.23, "top": 0.0, "width": 48.0, "height": 50.5}
    assert record["landmarks"][1] == [0.67, 1.0]
    assert record["notes"] == ["small", "cut_off"]
    assert "frame" not in record


def test_a_record_of_a_video_says_when() -> None:
    record = record_of(somebody(face=None, frame=7, time_s=0.28004, face_id=2))
    assert (record["frame"], record["time_s"], record["face_id"]) == (7, 0.28, 2)
    assert "face" not in record


def test_a_record_of_nobody_is_empty() -> None:
    record = record_of(BROKEN)
    known = {name for name, value in record.items() if value}
    assert known == {"source", "status", "problem"}
    assert record["notes"] == []
