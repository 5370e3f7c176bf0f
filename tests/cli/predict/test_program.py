"""The program itself: stopped, killed, without room, without a reader."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.predict.picture_bytes import encoded
from tests.predict.tiny_model import graph, write_model
from tests.program import Program

from .case import rows_of


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Make a folder with more pictures than a process looks at in a moment."""
    for number in range(200):
        path = tmp_path / f"many/{number}.png"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(encoded(Image.new("L", (9, 9), number % 256)))
    write_model(tmp_path, graph(scale=0.001).SerializeToString())
    return tmp_path


SLOWLY = ("--model", "tiny.onnx", "--detector", "none", "--batch-size", 1)


def some_done(folder: Path) -> Callable[[], bool]:
    path = folder / "x.csv.partial"
    return lambda: path.exists() and path.read_bytes().count(b"\n") > 20


def test_ctrl_c_says_how_to_go_on_and_the_same_command_does(program: Program, many: Path) -> None:
    command = ("predict", "many", *SLOWLY, "--out", "x.csv")
    ended = program.start(*command, cwd=many).until(some_done(many), "20 rows").interrupt()
    assert ended.code == 130
    assert ended.stderr == "\nstopped; the same command goes on from here\n"
    ended = program.run(*command, cwd=many)
    assert ended.code == 0
    assert re.search(r"^  (\d+) done before$", ended.stdout, re.MULTILINE)
    rows = rows_of((many / "x.csv").read_text())
    assert [row["source"] for row in rows] == [f"many/{number}.png" for number in range(200)]


def test_a_run_that_was_killed_goes_on_to_the_same_table(program: Program, many: Path) -> None:
    whole = program.run("predict", "many", *SLOWLY, cwd=many)
    assert whole.code == 0
    assert whole.stderr.startswith("\n200 faces in 200 files")
    command = ("predict", "many", *SLOWLY, "--out", "x.csv")
    program.start(*command, cwd=many).until(some_done(many), "20 rows").kill()
    assert not (many / "x.csv").exists()
    ended = program.run(*command, "--workers", 3, cwd=many)
    assert ended.code == 0
    assert "done before" in ended.stdout
    assert (many / "x.csv").read_text() == whole.stdout
    assert sorted(path.name for path in many.iterdir()) == [
        "many", "tiny.json", "tiny.onnx", "x.csv",
    ]  # fmt: skip


def test_a_table_that_finds_no_room_is_a_sentence_and_exit_code_2(
    program: Program, many: Path
) -> None:
    command = ("predict", "many", *SLOWLY, "--out", "x.csv")
    ended = program.run(*command, cwd=many, largest_file=3000)
    assert ended.code == 2
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("feelingit: x.csv.partial could not be written")
    assert not (many / "x.csv").exists()
    assert program.run(*command, cwd=many).code == 0


def test_bad_input_is_one_line_and_exit_code_2(program: Program, many: Path) -> None:
    ended = program.run("predict", "many", "more", cwd=many)
    assert (ended.code, ended.stdout) == (2, "")
    assert ended.stderr.startswith("feelingit: more does not exist; ")
    assert ended.stderr.count("\n") == 1


def test_a_reader_that_has_seen_enough_ends_it_quietly(many: Path) -> None:
    command = [sys.executable, "-c", "from feelingit.cli import main; main()", "predict", "many"]
    with subprocess.Popen(
        [*command, *map(str, SLOWLY)],
        cwd=many,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("source,face,")
        process.stdout.close()
        assert process.wait(timeout=60) != 0
        assert process.stderr.read() == ""


def test_nothing_heavy_is_imported_with_the_command() -> None:
    code = (
        "import sys, feelingit.cli.predict; "
        "print([name for name in ('numpy', 'cv2', 'PIL', 'onnxruntime', 'pandas', 'torch', 'rich') "
        "if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


def test_photos_need_not_wait_for_what_they_do_not_need(many: Path) -> None:
    code = (
        "import sys; sys.modules |= dict.fromkeys(['pandas', 'torch', 'matplotlib', 'av']); "
        "from feelingit.cli import main; main()"
    )
    command = [sys.executable, "-c", code, "predict", "many/1.png", *map(str, SLOWLY)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=many)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_names_that_the_output_cannot_show_stop_nothing(many: Path) -> None:
    (many / "odd").mkdir()
    for name in (b"\xff.png", "🙂.png".encode()):
        (many / "odd" / os.fsdecode(name)).write_bytes(encoded(Image.new("L", (9, 9))))
    (many / "odd/bad\n.png").touch()
    command = [sys.executable, "-c", "from feelingit.cli import main; main()", "predict", "odd"]
    ended = subprocess.run(
        [*command, *map(str, SLOWLY)],
        cwd=many,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert ended.returncode == 1
    sources = {row["source"] for row in rows_of(ended.stdout.decode("utf-8"))}
    assert sources == {"odd/bad\n.png", r"odd/\udcff.png", "odd/🙂.png"}
    assert rb"odd/bad\n.png: the file is empty" in ended.stderr
