"""`feelingit coverings`: the list of all of them, and the sheet."""

from pathlib import Path

import cv2

from feelingit.occlusion import CONDITIONS
from feelingit.occlusion.sheet import names_to_show, sheet
from tests.program import Program


def test_every_condition_is_listed_with_its_label_and_what_it_hides(program: Program) -> None:
    ended = program.run("coverings")
    assert ended.code == 0, ended.stderr
    lines = ended.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    for condition in CONDITIONS.values():
        (line,) = [line for line in lines if line.startswith(f"  {condition.name} ")]
        assert condition.label in line
        assert line.partition(condition.label)[2].strip()
    assert "  low_light            low light                  nothing" in lines


def test_the_sheet_is_the_library_s(program: Program, tmp_path: Path) -> None:
    out = tmp_path / "sheet.png"
    ended = program.run("coverings", "--sheet", out, "--size", 24, "--seed", 2)
    assert ended.stdout == f"{len(names_to_show())} coverings in {out}\n"
    drawn = cv2.imread(str(out), cv2.IMREAD_UNCHANGED)
    assert (drawn == sheet(names_to_show(), 24, 2)).all()
