"""The most memory that `feelingit predict` holds for a video, and for a tenth of it."""

import csv
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.film import write_film
from benchmarks.startup import PROGRAM
from benchmarks.timing import Row, times

PEAK = Path(__file__).with_name("peak.py")
EVERY = 5
"""One frame in so many is looked at; all are decoded."""
AIM = "no growth"


class Watched(NamedTuple):
    """What one run took."""

    bytes: int
    seconds: float
    rows: int


def measure(*, quick: bool) -> list[Row]:
    part, all_of_it = (10, 40) if quick else (60, 600)
    with tempfile.TemporaryDirectory() as folder:
        short, whole = (watched(Path(folder), seconds) for seconds in (part, all_of_it))
    return [
        Row(
            f"memory for a video of {length(all_of_it)}",
            f"{megabytes(whole.bytes)}, {whole.rows:,} rows",
            f"{megabytes(short.bytes)} for {length(part)}, {short.rows:,} rows",
            f"{whole.bytes / short.bytes:.2f} times",
            AIM,
        ),
        Row(
            f"time for it, every {EVERY}th frame looked at",
            f"{whole.seconds:.0f} s",
            f"{all_of_it} s, the video",
            times(all_of_it / whole.seconds),
        ),
    ]


def watched(folder: Path, seconds: int) -> Watched:
    film, table = folder / f"{seconds}.mp4", folder / f"{seconds}.csv"
    write_film(film, seconds)
    program = [PROGRAM, "predict", film, "--every", EVERY, "--out", table]
    command = [sys.executable, "-I", "-S", PEAK, *program]
    before = time.perf_counter()
    ended = subprocess.run(  # noqa: S603 - our own
        [str(part) for part in command], check=True, capture_output=True, text=True
    )
    took = time.perf_counter() - before
    with table.open(newline="") as file:
        rows = sum(1 for _ in csv.reader(file)) - 1
    return Watched(int(ended.stdout), took, rows)


def length(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} seconds"
    return "a minute" if seconds == 60 else f"{seconds // 60} minutes"


def megabytes(count: int) -> str:
    return f"{count / 1e6:.0f} MB"
