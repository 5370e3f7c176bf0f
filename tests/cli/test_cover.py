"""`feelingit cover`: what it writes, what it skips, what it refuses, and how it is stopped."""

import shutil
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import pytest

from feelingit.cli.pictures import write_png
from feelingit.files import PARTIAL
from feelingit.landmarks import TRUSTED, locate
from feelingit.occlusion import covered
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import Images
from tests.program import Ended, Program

COLUMNS = ["file", "covering", "hidden", "quality", "trusted", "seed", "landmarks"]


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(6, 40, seed=4)


@pytest.fixture
def faces(drawn: Drawn, tmp_path: Path) -> Path:
    folder = tmp_path / "faces"
    for number, image in enumerate(drawn.faces.images):
        write_png(folder / ("deep/er" if number % 2 else ".") / f"{number}.png", image)
    return folder


def name(number: int) -> str:
    return f"deep/er/{number}.png" if number % 2 else f"{number}.png"


def read(path: Path) -> Images:
    return np.asarray(cv2.imread(str(path), cv2.IMREAD_UNCHANGED), np.uint8)


def table(out: Path) -> pd.DataFrame:
    return pd.read_csv(out / "coverings.csv")


def refused(ended: Ended) -> str:
    assert ended.code == 2, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr.splitlines()[-1].removeprefix("feelingit: ")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_covered_pictures_masks_and_table_are_what_the_library_gives(
    program: Program, drawn: Drawn, faces: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = ("cover", faces, "--with", "sunglasses", "--with", "forehead_cut", "--masks")
    ended = program.run(*command, "--seed", 3, "--out", out)
    assert ended.code == 0, ended.stderr
    assert ended.stdout == f"6 pictures under 2 coverings in {out}\n"
    rows = table(out)
    assert list(rows.columns) == COLUMNS
    assert len(rows) == 12
    located = locate(drawn.faces.images)
    for covering in ("sunglasses", "forehead_cut"):
        expected = covered(drawn.faces.images, covering, seed=3, landmarks=located.landmarks)
        of_covering = rows[rows["covering"] == covering].set_index("file")
        for number in range(6):
            assert np.array_equal(read(out / covering / name(number)), expected.images[number])
            mask = read(out / f"{covering}-hidden" / name(number))
            assert np.array_equal(mask, expected.hidden[number] * 255)
            row = of_covering.loc[name(number)]
            assert row["hidden"] == pytest.approx(expected.hidden[number].mean(), abs=1e-4)
            if covering == "sunglasses":
                assert row["quality"] == pytest.approx(located.quality[number], abs=1e-3)
                assert row["trusted"] == (located.quality[number] >= TRUSTED)
            else:
                assert np.isnan(row["quality"])


def test_what_is_done_is_skipped_and_what_changed_is_done_again(
    program: Program, drawn: Drawn, faces: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = ("cover", faces, "--with", "noise", "--out", out)
    assert program.run(*command).code == 0
    before = contents(out)
    ended = program.run(*command)
    assert ended.stdout == f"6 pictures under 1 covering in {out}; 6 of them were done before\n"
    assert contents(out) == before
    (out / "noise/2.png").unlink()
    write_png(faces / "4.png", drawn.faces.images[0])
    assert "4 of them were done before" in program.run(*command).stdout
    after = contents(out)
    assert {path for path in after if after[path] != before[path]} == {
        *("noise/4.png", "coverings.csv")
    }
    assert len(table(out)) == 6
    assert "done before" not in program.run(*command, "--seed", 1).stdout
    assert contents(out)["noise/2.png"] != after["noise/2.png"]
    assert set(table(out)["seed"]) == {1}


def test_another_covering_is_added_to_the_same_folder(
    program: Program, faces: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for covering in ("noise", "forehead"):
        assert program.run("cover", faces, "--with", covering, "--out", out).code == 0
    assert table(out)["covering"].value_counts().to_dict() == {"noise": 6, "forehead": 6}


def test_pictures_of_any_size_and_kind_are_covered(
    program: Program, drawn: Drawn, tmp_path: Path
) -> None:
    face = drawn.faces.images[0]
    faces = tmp_path / "faces"
    faces.mkdir()
    for file, size in (("a.jpg", (31, 50)), ("b.png", (200, 90)), ("c.bmp", (16, 16))):
        cv2.imwrite(str(faces / file), cv2.cvtColor(cv2.resize(face, size), cv2.COLOR_GRAY2BGR))
    cv2.imwrite(str(faces / "a.png"), face)
    (faces / "notes.txt").write_text("no picture")
    ended = program.run("cover", faces, "--with", "beard", "--out", tmp_path / "out")
    assert ended.code == 0, ended.stderr
    shapes = {path.name: read(path).shape for path in (tmp_path / "out/beard").iterdir()}
    assert shapes == {
        "a.jpg.png": (50, 31),
        "a.png": (40, 40),
        "b.png": (90, 200),
        "c.png": (16, 16),
    }
    assert table(tmp_path / "out")["file"].tolist() == ["a.jpg", "a.png", "b.png", "c.bmp"]


def test_pictures_that_cannot_be_read_are_listed_and_the_others_done(
    program: Program, faces: Path, tmp_path: Path
) -> None:
    whole = (faces / "2.png").read_bytes()
    (faces / "2.png").write_bytes(whole[: len(whole) // 2])
    (faces / "empty.jpg").touch()
    write_png(faces / "tiny.png", np.zeros((7, 30), np.uint8))
    out = tmp_path / "out"
    for covered_now in (5, 0):
        ended = program.run("cover", faces, "--with", "cup", "--out", out)
        assert refused(ended) == "3 of 8 pictures, listed above, cannot be read"
        assert f"{faces / '2.png'}: the picture is damaged" in ended.stderr
        assert f"{faces / 'empty.jpg'}: the file is empty" in ended.stderr
        assert f"{faces / 'tiny.png'}: 30x7 pixels are too few" in ended.stderr
        assert len(table(out)) == 5
        assert ("done before" in ended.stdout) == (covered_now == 0)


def test_the_nearest_coverings_are_offered_for_an_unknown_one(
    program: Program, faces: Path, tmp_path: Path
) -> None:
    ended = program.run("cover", faces, "--with", "sunglases", "--out", tmp_path / "out")
    assert "no condition 'sunglases'; did you mean sunglasses" in refused(ended)
    assert not (tmp_path / "out").exists()


def test_pictures_are_never_written_over(program: Program, faces: Path, tmp_path: Path) -> None:
    before = contents(faces)
    ended = program.run("cover", faces, "--with", "cup", "--out", faces / "out")
    assert "lies among the pictures" in refused(ended)
    (tmp_path / "cup").mkdir()
    mine = shutil.copy(faces / "0.png", tmp_path / "cup/0.png")
    ended = program.run("cover", mine, "--with", "cup", "--out", tmp_path)
    assert f"would be written over {mine}" in refused(ended)
    assert contents(faces) == before
    assert Path(mine).read_bytes() == before["0.png"]


def test_nothing_to_cover_is_said(program: Program, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    command = ("--with", "cup", "--out", tmp_path / "out")
    assert "holds no pictures" in refused(program.run("cover", tmp_path / "empty", *command))
    assert "does not exist" in refused(program.run("cover", tmp_path / "no", *command))


def test_two_pictures_of_one_name_are_refused(
    program: Program, faces: Path, tmp_path: Path
) -> None:
    twice = (faces / "0.png", shutil.copy(faces / "0.png", tmp_path / "0.png"))
    ended = program.run("cover", *twice, "--with", "cup", "--out", tmp_path / "out")
    assert "are both called 0.png" in refused(ended)


def test_a_table_of_something_else_is_left_alone(
    program: Program, faces: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/coverings.csv").write_text("precious\n")
    ended = program.run("cover", faces, "--with", "cup", "--out", tmp_path / "out")
    assert "is another table" in refused(ended)
    assert contents(tmp_path / "out") == {"coverings.csv": b"precious\n"}


@pytest.fixture(scope="module")
def many(drawn: Drawn, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "faces"
    for number in range(300):
        write_png(folder / f"{number:03}.png", drawn.faces.images[number % 6] // (1 + number // 6))
    return folder


def to_be_stopped(faces: Path, out: Path) -> tuple[object, ...]:
    return ("cover", faces, "--with", "sunglasses", "--with", "forehead", "--out", out)


@pytest.fixture(scope="module")
def whole(program: Program, many: Path) -> dict[str, bytes]:
    out = many.parent / "whole"
    assert program.run(*to_be_stopped(many, out)).code == 0
    return contents(out)


@pytest.mark.parametrize("how", ["interrupt", "kill"])
def test_a_stopped_command_leaves_whole_files_and_goes_on(
    program: Program, many: Path, whole: dict[str, bytes], tmp_path: Path, how: str
) -> None:
    out = tmp_path / "out"
    command = to_be_stopped(many, out)
    running = program.start(*command)
    running.until(
        lambda: (out / "coverings.csv").exists() and len(table(out)) > 0, "the first rows"
    )
    ended = running.interrupt() if how == "interrupt" else running.kill()
    if how == "interrupt":
        assert ended.code == 130
        assert "stopped; the same command goes on from here" in ended.stderr
    # A killed process may leave the file that it was writing, under a name that says so.
    left = {path for path in contents(out) if PARTIAL not in path}
    assert len(left) < len(whole)
    assert all(contents(out)[path] == whole[path] for path in left - {"coverings.csv"})
    ended = program.run(*command)
    assert "done before" in ended.stdout
    after = contents(out)
    assert {path: after[path] for path in after if PARTIAL not in path} == whole


def test_a_full_disk_leaves_no_part_of_a_file(
    program: Program, faces: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    ended = program.run("cover", faces, "--with", "noise", "--out", out, largest_file=400)
    assert "larger than files may be" in refused(ended)
    assert [path for path in contents(out) if PARTIAL in path] == []
