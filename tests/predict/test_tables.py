"""Tables that grow, are stopped, go on, and are whole in the end."""

import csv
import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError, RunFolderError
from feelingit.predict import tables
from feelingit.predict.columns import PHOTO_COLUMNS, VIDEO_COLUMNS, table_of
from feelingit.predict.face import Box, Face
from feelingit.predict.results import Results
from feelingit.predict.tables import MIXED_COLUMNS, CsvRows, Table, columns_of
from feelingit.predict.unfinished import Stamp, Unfinished, stamp_of
from tests.small_files import largest_file

ASKED = {"--detector": "none", "--threshold": 0.5}
STAMP: Stamp = (1, 2)
needs_arrow = pytest.mark.skipif(tables.find_spec("pyarrow") is None, reason="needs pyarrow")


def face_in(source: str, number: int = 0, **changes: object) -> Face:
    shares = np.roll(np.array([1, 2, 3, 80, 5, 6, 3]) / 100, number)
    known: dict[str, object] = {
        "source": source,
        "status": "ok",
        "face": number,
        "emotion": EMOTIONS[int(shares.argmax())],
        "confidence": 0.8,
        "probabilities": dict(zip(EMOTIONS, shares.tolist(), strict=True)),
        "box": Box(1.25, -2.0, 48.0, 50.5),
        "score": 0.9876,
        "landmarks": np.zeros((68, 2), np.float32),
        "quality": 0.75,
        "notes": ("small", "cut_off"),
    }
    return Face(**(known | changes))  # type: ignore[arg-type]


PICTURES: dict[str, list[Face]] = {
    'a, "b".jpg': [face_in('a, "b".jpg', 0), face_in('a, "b".jpg', 1)],
    "ë\n2.jpg": [face_in("ë\n2.jpg", 2, status="unsure", emotion=None)],
    "nobody.jpg": [Face("nobody.jpg", "no_face")],
    "broken.jpg": [Face("broken.jpg", "unreadable", problem="the file is empty (0 bytes)")],
    "last.jpg": [face_in("last.jpg", 3)],
}
ALL = [face for faces in PICTURES.values() for face in faces]


def fill(path: Path, pictures: Sequence[str] = tuple(PICTURES)) -> None:
    """Do what a run does: add what is not done, then finish."""
    with Table(path, ASKED) as table:
        for source in pictures:
            if not table.is_done(source, STAMP):
                table.add(source, STAMP, PICTURES[source])
        table.finish(pictures, PHOTO_COLUMNS)


def beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.partial")


@pytest.mark.parametrize("ending", [".csv", ".json"])
def test_a_table_is_what_results_write(tmp_path: Path, ending: str) -> None:
    fill(tmp_path / f"x{ending}")
    write = {".csv": Results(ALL).to_csv, ".json": Results(ALL).to_json}[ending]
    write(tmp_path / f"y{ending}")
    assert (tmp_path / f"x{ending}").read_bytes() == (tmp_path / f"y{ending}").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"x{ending}", f"y{ending}"]


@needs_arrow
def test_a_parquet_table_holds_the_same_with_its_types(tmp_path: Path) -> None:
    fill(tmp_path / "x.parquet")
    read = pd.read_parquet(tmp_path / "x.parquet", dtype_backend="numpy_nullable")
    expected = table_of(ALL)
    assert list(read.columns) == list(PHOTO_COLUMNS)
    pd.testing.assert_frame_equal(read.astype(expected.dtypes.to_dict()), expected)
    assert str(read["face"].dtype) == "Int64"
    assert str(read["success"].dtype) == "boolean"


@needs_arrow
def test_a_parquet_table_is_written_in_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "ROW_GROUP", 2)
    fill(tmp_path / "x.parquet")
    assert len(pd.read_parquet(tmp_path / "x.parquet")) == len(ALL)


def test_parquet_without_its_library_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "find_spec", lambda name: None if name == "pyarrow" else name)
    with pytest.raises(InputError, match=r'pyarrow; pip install "feelingit\[parquet\]"'):
        Table(tmp_path / "x.parquet", ASKED)


@pytest.mark.parametrize("name", ["x.xlsx", "x", "x.csv.gz"])
def test_other_endings_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"tables end in .csv, .json, .parquet; found"):
        Table(tmp_path / name, ASKED)


@pytest.mark.parametrize("ending", [".csv", ".json", pytest.param(".parquet", marks=needs_arrow)])
def test_a_table_of_nothing_is_valid(tmp_path: Path, ending: str) -> None:
    fill(tmp_path / f"x{ending}", [])
    if ending == ".json":
        assert json.loads((tmp_path / "x.json").read_text()) == []
    else:
        read = pd.read_csv if ending == ".csv" else pd.read_parquet
        assert list(read(tmp_path / f"x{ending}").columns) == list(PHOTO_COLUMNS)


def test_columns_fit_what_the_table_is_of() -> None:
    assert columns_of(3, 0) == PHOTO_COLUMNS
    assert columns_of(0, 1) == VIDEO_COLUMNS
    assert columns_of(1, 1) == MIXED_COLUMNS
    assert MIXED_COLUMNS[3:5] == ("face_id", "face")
    assert set(MIXED_COLUMNS) == {*PHOTO_COLUMNS, *VIDEO_COLUMNS}


def test_csv_rows_are_written_as_they_come() -> None:
    text = io.StringIO()
    rows = CsvRows(text, PHOTO_COLUMNS)
    for faces in PICTURES.values():
        rows.add(faces)
    assert text.getvalue() == table_of(ALL).to_csv(index=False, lineterminator="\n")


# --- stopped and going on -------------------------------------------------------------------


def test_a_table_is_not_there_before_it_is_finished_and_an_older_one_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("older")
    with Table(path, ASKED) as table:
        table.add("last.jpg", STAMP, PICTURES["last.jpg"])
        assert path.read_text() == "older"
    assert path.read_text() == "older"
    assert beside(path).exists()


def test_what_is_done_is_not_done_again_and_the_order_is_the_one_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with Table(path, ASKED) as table:
        table.add("last.jpg", STAMP, PICTURES["last.jpg"])
    with Table(path, ASKED) as table:
        assert len(table) == 1
        assert table.is_done("last.jpg", STAMP)
        assert not table.is_done("nobody.jpg", STAMP)
    fill(path)
    assert pd.read_csv(path)["source"].tolist() == [face.source for face in ALL]


def test_a_file_that_has_changed_since_is_done_again(tmp_path: Path) -> None:
    picture = tmp_path / "a.jpg"
    picture.write_bytes(b"1")
    path = tmp_path / "x.csv"
    with Table(path, ASKED) as table:
        table.add("a.jpg", stamp_of(picture), [face_in("a.jpg")])
    picture.write_bytes(b"22")
    with Table(path, ASKED) as table:
        assert not table.is_done("a.jpg", stamp_of(picture))
        table.add("a.jpg", stamp_of(picture), [Face("a.jpg", "no_face")])
        assert table.is_done("a.jpg", stamp_of(picture))
        table.finish(["a.jpg"], PHOTO_COLUMNS)
    assert pd.read_csv(path)["status"].tolist() == ["no_face"]


def test_what_could_not_be_read_is_looked_at_again(tmp_path: Path) -> None:
    with Table(tmp_path / "x.csv", ASKED) as table:
        table.add("broken.jpg", None, PICTURES["broken.jpg"])
        assert not table.is_done("broken.jpg", None)
        table.finish(["broken.jpg"], PHOTO_COLUMNS)
    assert pd.read_csv(tmp_path / "x.csv")["status"].tolist() == ["unreadable"]
    assert stamp_of(tmp_path / "no.jpg") is None


def test_what_is_not_asked_for_any_more_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with Table(path, ASKED) as table:
        for source, faces in PICTURES.items():
            table.add(source, STAMP, faces)
    fill(path, ["last.jpg"])
    assert pd.read_csv(path)["source"].tolist() == ["last.jpg"]


def frames(count: int, start: int = 0) -> list[Face]:
    return [face_in("v.mp4", face=None, frame=k, time_s=k / 10) for k in range(start, count)]


def test_a_video_comes_in_parts_and_one_that_was_stopped_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    for _ in range(2):
        with Table(path, ASKED) as table:
            table.add("v.mp4", STAMP, frames(3), last=False)
            table.add("v.mp4", STAMP, frames(5, 3), last=False)
        with Table(path, ASKED) as table:
            assert not table.is_done("v.mp4", STAMP)
    with Table(path, ASKED) as table:
        table.add("v.mp4", STAMP, frames(4), last=False)
        table.add("last.jpg", STAMP, PICTURES["last.jpg"])
        table.add("v.mp4", STAMP, frames(6, 4))
    with Table(path, ASKED) as table:
        assert table.is_done("v.mp4", STAMP)
        table.finish(["v.mp4"], VIDEO_COLUMNS)
    assert pd.read_csv(path)["frame"].tolist() == [0, 1, 2, 3, 4, 5]


def test_a_run_with_other_settings_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with Table(path, ASKED) as table:
        table.add("last.jpg", STAMP, PICTURES["last.jpg"])
    before = beside(path).read_bytes()
    for asked, said in (
        (
            {**ASKED, "--threshold": 0.6},
            "begun with --threshold 0.5, and now it is --threshold 0.6",
        ),
        ({"--detector": "none"}, "now it is no --threshold"),
        ({**ASKED, "--every": 2}, "begun with no --every"),
    ):
        with pytest.raises(RunFolderError, match=said), Table(path, asked):
            pass
    assert beside(path).read_bytes() == before
    fill(path)


def test_two_runs_do_not_write_the_same_table(tmp_path: Path) -> None:
    with Table(tmp_path / "x.csv", ASKED) as table:
        with pytest.raises(RunFolderError, match="another run is writing"):
            fill(tmp_path / "x.csv")
        table.add("last.jpg", STAMP, PICTURES["last.jpg"])
    fill(tmp_path / "x.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]


@pytest.mark.parametrize("content", [b"my notes", b"source,face\na.jpg,0\n", b'{"file": 3}\n'])
def test_a_file_of_somebody_else_is_left_alone(tmp_path: Path, content: bytes) -> None:
    beside(tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(RunFolderError, match="not a table that this program has begun"):
        fill(tmp_path / "x.csv")
    assert beside(tmp_path / "x.csv").read_bytes() == content


def _whole_run() -> tuple[bytes, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        with Table(path, ASKED) as table:
            for source, faces in PICTURES.items():
                table.add(source, STAMP, faces[:1], last=len(faces) == 1)
                if len(faces) > 1:
                    table.add(source, STAMP, faces[1:])
            kept = beside(path).read_bytes()
            table.finish(PICTURES, PHOTO_COLUMNS)
        return kept, path.read_bytes()


KEPT, TABLE = _whole_run()


@settings(deadline=None)
@given(st.integers(0, len(KEPT)), st.binary(max_size=5))
def test_stopped_at_any_byte_it_goes_on_to_the_same_table(end: int, rest: bytes) -> None:
    # As after a power cut: a line's last bytes may be anything, but for one that reads as ours.
    torn = KEPT[:end] + (rest.replace(b"\n", b"") if end > 100 else b"")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        beside(path).write_bytes(torn)
        fill(path)
        assert path.read_bytes() == TABLE
        assert [file.name for file in Path(folder).iterdir()] == ["x.csv"]


# --- disks ----------------------------------------------------------------------------------


@pytest.mark.parametrize("room", range(0, 1000, 97))
def test_what_was_kept_before_the_disk_was_full_is_kept(tmp_path: Path, room: int) -> None:
    path = tmp_path / "x.csv"
    with largest_file(room), pytest.raises(RunFolderError, match="larger than files may be"):
        fill(path)
    assert not path.exists()
    kept = beside(path).read_bytes()
    assert kept == b"" or kept.endswith(b"\n")
    with Table(path, ASKED) as table:
        assert len(table) >= min(1, kept.count(b"\n") // 2)
    fill(path)
    assert path.read_text(encoding="utf-8") == table_of(ALL).to_csv(index=False)


@pytest.mark.parametrize("ending", [".csv", ".json", pytest.param(".parquet", marks=needs_arrow)])
def test_a_table_for_which_there_is_no_room_is_not_there_and_its_rows_are_kept(
    tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"x{ending}"
    with Table(path, ASKED) as table:
        for source, faces in PICTURES.items():
            table.add(source, STAMP, faces)
        with largest_file(400), pytest.raises(RunFolderError, match="could not be written"):
            table.finish(PICTURES, PHOTO_COLUMNS)
    assert [file.name for file in tmp_path.iterdir()] == [beside(path).name]
    with Table(path, ASKED) as table:
        assert len(table) == len(PICTURES)
        table.finish(PICTURES, PHOTO_COLUMNS)
    assert path.exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RunFolderError, match=r"cannot write .*file/x\.csv"):
        fill(tmp_path / "file/x.csv")


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    fill(tmp_path / "new/folder/x.csv")
    assert (tmp_path / "new/folder/x.csv").exists()


def test_names_that_are_no_text_are_kept_apart_and_written(tmp_path: Path) -> None:
    names = ["\udcff.jpg", "\udcfe.jpg", "🙂.jpg"]
    for ending in (".csv", ".json"):
        with Table(tmp_path / f"x{ending}", ASKED) as table:
            for name in names:
                table.add(name, STAMP, [Face(name, "no_face")])
            assert all(table.is_done(name, STAMP) for name in names)
        with Table(tmp_path / f"x{ending}", ASKED) as table:
            assert all(table.is_done(name, STAMP) for name in names)
            table.finish(names, PHOTO_COLUMNS)
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        assert [row["source"] for row in csv.DictReader(file)] == [
            r"\udcff.jpg", r"\udcfe.jpg", "🙂.jpg",
        ]  # fmt: skip
    assert json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))[2]["source"] == "🙂.jpg"


def test_rows_are_kept_within_with_alone(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="within"):
        Unfinished(tmp_path / "x.csv", {}).add("a", STAMP, [])


MANY = """\
import resource, sys
from pathlib import Path
from tests.predict.test_tables import ASKED, STAMP, face_in
from feelingit.predict.tables import PHOTO_COLUMNS, Table
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
face = face_in("photo.jpg")
with Table(Path(sys.argv[1]), ASKED) as table:
    for number in range(8_000):
        table.add(str(number), STAMP, [face])
    table.finish(map(str, range(8_000)), PHOTO_COLUMNS)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_long_table_takes_little_memory(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MANY, str(tmp_path / "x.csv")]
    root = Path(__file__).parents[2]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root)
    assert (tmp_path / "x.csv").stat().st_size > 800_000
    assert int(ended.stdout) < 8_000  # kilobytes
