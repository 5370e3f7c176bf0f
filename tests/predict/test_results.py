"""Results as a sequence, as tables and files, and in words."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from feelingit.errors import InputError, RunFolderError
from feelingit.predict.columns import PHOTO_COLUMNS, PROBABILITIES, VIDEO_COLUMNS, face_of_row
from feelingit.predict.face import Box, Face
from feelingit.predict.results import Results

from .test_columns import BROKEN, NOBODY, somebody

RESULTS = Results([somebody(), somebody(face=1, status="unsure", emotion=None), NOBODY, BROKEN])


def test_results_are_a_sequence_whose_slices_are_results() -> None:
    assert len(RESULTS) == 4
    assert RESULTS[0].emotion == "happy"
    assert RESULTS[-1] is BROKEN
    assert isinstance(RESULTS[1:3], Results)
    assert [face.status for face in RESULTS[1:3]] == ["unsure", "no_face"]
    assert next(reversed(RESULTS)).status == "unreadable"


def test_results_do_not_change() -> None:
    rows = [somebody()]
    results = Results(rows)
    rows.append(NOBODY)
    assert len(results) == 1
    with pytest.raises(TypeError):
        results[0] = NOBODY  # type: ignore[index]
    with pytest.raises(AttributeError):
        results.more = 1  # type: ignore[attr-defined]


def test_probabilities_are_an_array_with_nan_for_nobody() -> None:
    assert RESULTS.probabilities.dtype == np.float32
    assert RESULTS.probabilities.shape == (4, 7)
    assert RESULTS.probabilities[0].sum() == pytest.approx(1)
    assert np.isnan(RESULTS.probabilities[2:]).all()
    assert Results().probabilities.shape == (0, 7)
    assert RESULTS.emotions == ("happy", None, None, None)


def test_faces_of_one_picture_can_be_taken() -> None:
    assert RESULTS.sources == ("a.jpg", "b.jpg", "c.jpg")
    assert len(RESULTS.of(Path("a.jpg"))) == 2
    with pytest.raises(InputError, match=r"d\.jpg: no result comes from there"):
        RESULTS.of("d.jpg")


def test_a_table_has_every_digit_and_the_documented_columns() -> None:
    table = RESULTS.to_pandas()
    assert tuple(table.columns) == PHOTO_COLUMNS
    assert table.loc[0, "box_left"] == 1.23456
    assert table[list(PROBABILITIES)].sum(axis=1).tolist()[:2] == pytest.approx([1, 1])
    assert table["success"].tolist() == [True, True, False, False]
    assert table["emotion"].isna().tolist() == [False, True, True, True]


def test_a_video_has_its_own_columns() -> None:
    frames = [somebody(face=None, frame=k, time_s=k / 25, face_id=1) for k in range(3)]
    table = Results([*frames, Face("a.mp4", "no_face", frame=3, time_s=0.12)]).to_pandas()
    assert tuple(table.columns) == VIDEO_COLUMNS
    assert table["frame"].tolist() == [0, 1, 2, 3]


def test_csv_is_rounded_and_can_be_read_back(tmp_path: Path) -> None:
    RESULTS.to_csv(tmp_path / "new" / "table.csv")
    table = pd.read_csv(tmp_path / "new" / "table.csv")
    assert tuple(table.columns) == PHOTO_COLUMNS
    assert table.loc[0, "p_happy"] == 0.8
    assert table["success"].tolist() == [True, True, False, False]
    again = Results(face_of_row(row) for row in table.to_dict("records"))
    again.to_csv(tmp_path / "again.csv")
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "new" / "table.csv").read_bytes()


def test_json_nests_probabilities_box_and_landmarks(tmp_path: Path) -> None:
    RESULTS.to_json(str(tmp_path / "table.json"))
    records = json.loads((tmp_path / "table.json").read_text(encoding="utf-8"))
    assert [record["status"] for record in records] == ["ok", "unsure", "no_face", "unreadable"]
    assert records[0]["probabilities"]["happy"] == 0.8
    assert records[0]["box"]["width"] == 48
    assert len(records[0]["landmarks"]) == 68
    assert records[3]["problem"].startswith("c.jpg is empty")
    Results().to_json(tmp_path / "none.json")
    assert json.loads((tmp_path / "none.json").read_text()) == []


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFolderError, match=r"cannot write .*table\.csv"):
        RESULTS.to_csv(tmp_path / "file" / "table.csv")


def test_results_are_readable_at_a_prompt_of_80_columns() -> None:
    far = somebody(source="/a/very/long/way/to/the/folder/of/photographs/holiday-0001.jpg")
    text = repr(Results([*RESULTS, far]))
    assert text.splitlines()[0] == (
        "Results: 3 faces in 4 pictures; 1 without a face; 1 unreadable"
    )
    assert "happy" in text
    assert "0.800" in text
    assert "(unsure)" in text
    assert "(no face)" in text
    assert "holiday-0001.jpg" in text
    assert max(map(len, text.splitlines())) <= 80


def test_long_results_are_shown_in_part() -> None:
    text = repr(Results([NOBODY] * 25))
    assert text.splitlines()[-1] == "  and 15 more"
    assert len(text.splitlines()) == 13
    assert repr(Results()) == "Results: 0 faces in 0 pictures"


def test_the_picture_is_drawn_on_where_it_was_read(tmp_path: Path) -> None:
    path = tmp_path / "grey.png"
    Image.new("RGB", (640, 480), (90, 90, 90)).save(path)
    one = somebody(source=str(path), box=Box(100, 100, 200, 200))
    drawn = Results([one]).annotated()
    assert drawn.shape == (480, 640, 3)
    assert (drawn != 90).any()
    assert np.array_equal(drawn, Results([one]).annotated(np.full((480, 640, 3), 90, np.uint8)))


def test_faces_of_several_pictures_are_not_drawn_into_one() -> None:
    with pytest.raises(InputError, match="these faces are of 3 pictures"):
        RESULTS.annotated()


def test_a_picture_that_is_gone_is_named(tmp_path: Path) -> None:
    gone = Results([somebody(source=str(tmp_path / "gone.png"))])
    with pytest.raises(InputError, match=r"gone\.png"):
        gone.annotated()
