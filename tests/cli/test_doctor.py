"""`feelingit doctor`: one line for each thing, and never a traceback, whatever is broken."""

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import ENVIRONMENT, Program


@pytest.fixture(scope="module")
def page(program: Program) -> str:
    ended = program.run("doctor")
    assert (ended.code, ended.stderr) == (0, "")
    return ended.stdout


def test_it_fits_into_80_columns_without_spaces_at_the_ends(page: str) -> None:
    lines = page.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line for line in lines if line != line.rstrip()] == []


def test_it_has_its_areas_and_ends_with_the_verdict(page: str) -> None:
    lines = page.splitlines()
    assert lines[0].startswith("feelingit ")
    headings = [lines[i + 1] for i, line in enumerate(lines) if not line]
    assert headings[:5] == ["photos", "video", "camera", "studies", "libraries"]
    assert lines[-1] == "Photos can be classified, offline."


def test_what_does_not_work_says_below_what_to_do(page: str) -> None:
    lines = page.splitlines()
    for line, below in itertools.pairwise(lines):
        if line.startswith(("missing", "broken")):
            assert below.startswith(" " * 9), line


def broken_library(folder: Path, name: str, code: str) -> None:
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(code)


def doctor(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run it where libraries in `folder` come before the installed ones."""
    start = f"import sys; sys.argv = ['feelingit', 'doctor', *{options!r}]"
    return subprocess.run(
        [sys.executable, "-c", f"{start}; from feelingit.cli import main; main()"],
        env={**os.environ, **ENVIRONMENT, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_broken_extras_are_lines_and_photos_still_work(tmp_path: Path) -> None:
    broken_library(tmp_path, "av", "raise ImportError('libav.so.9: wrong ELF class')")
    broken_library(tmp_path, "torch", "import os; os.abort()")
    broken_library(tmp_path, "dlib", "import sys; sys.exit('no AVX on this machine')")
    broken_library(tmp_path, "pyarrow", "raise ImportError('one\\ntwo')")
    ended = doctor(tmp_path, "--json")
    assert ended.returncode == 0
    assert "Traceback" not in ended.stderr
    found = {(f["area"], f["name"]): f for f in json.loads(ended.stdout)["findings"]}
    states = {
        ("video", "reading, writing"): "libav.so.9: wrong ELF class",
        ("studies", "training"): "PyTorch ended with code",
        ("photos", "detector dlib"): "no AVX on this machine",
        ("photos", "Parquet tables"): "one",
    }
    for key, said in states.items():
        assert found[key]["state"] == "broken", key
        assert found[key]["said"].startswith(said)
        assert found[key]["to_do"]


@pytest.mark.parametrize("name", ["onnxruntime", "numpy"])
def test_without_what_photos_need_it_says_so_and_ends_with_1(tmp_path: Path, name: str) -> None:
    broken_library(tmp_path, name, "raise ImportError('the library is broken')")
    ended = doctor(tmp_path)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stdout + ended.stderr
    assert "the library is broken" in ended.stdout
    assert ended.stdout.splitlines()[-1].startswith("Photos cannot be classified: see ")
