"""`feelingit landmarks`: a table of where the parts of faces are."""

from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import pytest

from feelingit.cli.landmark_table import COLUMNS
from feelingit.cli.pictures import write_png
from feelingit.landmarks import TRUSTED, locate
from feelingit.synthetic import Drawn, draw_faces
from tests.program import Program


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(5, 64, seed=4)


@pytest.fixture
def faces(drawn: Drawn, tmp_path: Path) -> Path:
    for number, image in enumerate(drawn.faces.images):
        side = 40 if number == 2 else 64  # sizes may be mixed, and rows keep their order
        write_png(tmp_path / f"faces/{number}.png", np.asarray(cv2.resize(image, (side, side))))
    return tmp_path / "faces"


def test_the_table_holds_what_locate_finds(
    program: Program, drawn: Drawn, faces: Path, tmp_path: Path
) -> None:
    out = tmp_path / "table.csv"
    ended = program.run("landmarks", faces, "--out", out)
    assert ended.code == 0, ended.stderr
    table = pd.read_csv(out)
    assert tuple(table.columns) == COLUMNS
    assert table["file"].tolist() == [f"{number}.png" for number in range(5)]
    located = locate(drawn.faces.images)
    trusted = int(table["trusted"].sum())
    assert ended.stdout == f"landmarks of 5 pictures in {out}; {trusted} can be trusted\n"
    for number in (0, 1, 3, 4):
        row = table.iloc[number]
        x, y = (row[[f"{axis}{k}" for k in range(68)]].to_numpy(float) for axis in "xy")
        assert np.allclose(np.stack([x, y], axis=1), located.landmarks[number], atol=0.01)
        assert row["quality"] == pytest.approx(located.quality[number], abs=1e-3)
        assert row["trusted"] == (located.quality[number] >= TRUSTED)
    assert table.iloc[2][["x0", "x16", "y8"]].max() < 50


def test_pictures_that_cannot_be_read_are_listed_and_the_others_in_the_table(
    program: Program, faces: Path, tmp_path: Path
) -> None:
    (faces / "1.png").write_bytes(b"no picture")
    ended = program.run("landmarks", faces, "--out", tmp_path / "table.csv")
    assert ended.code == 2
    assert f"{faces / '1.png'}: not a picture" in ended.stderr
    assert ended.stderr.endswith("feelingit: 1 of 5 pictures, listed above, cannot be read\n")
    assert len(pd.read_csv(tmp_path / "table.csv")) == 4


def test_a_picture_is_not_replaced_by_the_table(program: Program, faces: Path) -> None:
    before = (faces / "0.png").read_bytes()
    ended = program.run("landmarks", faces, "--out", faces / "0.png")
    assert ended.code == 2
    assert "is one of the pictures" in ended.stderr
    assert (faces / "0.png").read_bytes() == before


def test_a_source_that_is_none_is_refused(program: Program, faces: Path, tmp_path: Path) -> None:
    command = ("landmarks", faces, "--out", tmp_path / "table.csv", "--source", "eyes")
    ended = program.run(*command)
    assert ended.code == 2
    assert "'--source'" in ended.stderr
    assert not (tmp_path / "table.csv").exists()
