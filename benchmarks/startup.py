"""How long it takes to start: the import, the help, a classifier, and one photo from the shell.

Every time is that of a fresh process, from its start to its end, with the files in the disk's
cache. Beside it stands the processor time, which does not grow when the machine is busy.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from benchmarks.film import actors, frame, scenery
from benchmarks.timing import Row

PROGRAM = Path(sys.executable).with_name("feelingit")
HELP_AIM = "under 0.4 s"
Command = list[str | Path]


class Took(NamedTuple):
    """Seconds of a process: by the clock, and of processors."""

    clock: float
    processor: float


def measure(*, quick: bool) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "photo.jpg"
        Image.fromarray(frame(0, actors(), scenery())).save(photo)
        commands: dict[str, Command] = {
            "Python alone": [sys.executable, "-c", "pass"],
            "import feelingit": [sys.executable, "-c", "import feelingit"],
            "feelingit --help": [PROGRAM, "--help"],
            "feelingit.load()": [sys.executable, "-c", "import feelingit; feelingit.load()"],
            "feelingit predict photo.jpg": [PROGRAM, "predict", photo],
        }
        measured = medians(list(commands.values()), 3 if quick else 9)
    aims = {"feelingit --help": HELP_AIM}
    return [
        Row(
            what,
            f"{took.clock:.2f} s",
            f"{took.processor:.2f} s of processor time",
            aim=aims.get(what, ""),
        )
        for what, took in zip(commands, measured, strict=True)
    ]


def medians(commands: list[Command], rounds: int) -> list[Took]:
    """Run commands in turn, so that a busy moment meets all of them."""
    times = [[run(command) for command in commands] for _ in range(rounds + 1)]
    # The first round fills the disk's cache, and is no part of it.
    return [
        Took(*(statistics.median(part) for part in zip(*column, strict=True)))
        for column in zip(*times[1:], strict=True)
    ]


def run(command: Command) -> Took:
    clock, processor = time.perf_counter(), _of_children()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own
    return Took(time.perf_counter() - clock, _of_children() - processor)


def _of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
