"""How long `feelingit --help` takes, from the shell and back."""

import subprocess
import sys
from pathlib import Path

from benchmarks.timing import Row, medians

PROGRAM = Path(sys.executable).with_name("feelingit")


def measure(*, quick: bool) -> list[Row]:
    (seconds,) = medians([_help], repeats=3 if quick else 7)
    return [Row("feelingit --help", f"{seconds:.2f} s", aim="under 0.4 s")]


def _help() -> None:
    subprocess.run([PROGRAM, "--help"], check=True, capture_output=True)  # noqa: S603 - our own
