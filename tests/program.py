"""The program under test, as processes that tests start, wait for, interrupt and kill."""

import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FORKS = Path(__file__).with_name("forks.py")
SECONDS_TO_WAIT = 60.0
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "COLUMNS": "80", "NO_COLOR": "1"}


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit code, or minus the signal, and what it wrote."""

    code: int
    stdout: str
    stderr: str

    @property
    def done(self) -> list[str]:
        """The steps that this process did, in order."""
        return [name for name, before in _steps(self.stderr) if not before]

    @property
    def done_before(self) -> list[str]:
        """The steps of which it said that they had been done before."""
        return [name for name, before in _steps(self.stderr) if before]


def _steps(log: str) -> list[tuple[str, bool]]:
    lines = re.findall(r"^ *\d+/\d+ +(.*?) *(done before)?$", log, re.MULTILINE)
    return [(name, bool(before)) for name, before in lines]


class Running:
    """A process of the program."""

    def __init__(self, program: "Program", pid: int, stdout: Path, stderr: Path) -> None:
        self.program, self.pid = program, pid
        self.stdout, self.stderr = stdout, stderr

    def kill(self) -> Ended:
        """End it as `kill -9` does."""
        os.kill(self.pid, signal.SIGKILL)
        return self.wait()

    def interrupt(self) -> Ended:
        """Press Ctrl-C."""
        os.kill(self.pid, signal.SIGINT)
        return self.wait()

    def wait(self) -> Ended:
        """Wait until it has ended."""
        code = self.program.ask({"wait": self.pid})
        return Ended(code, self.stdout.read_text(), self.stderr.read_text())

    def reach(self, step: str) -> "Running":
        """Wait until it begins a step."""
        pattern = re.compile(rf"^ *\d+/\d+ +{re.escape(step)}(?! *done before)", re.MULTILINE)
        return self.until(lambda: bool(pattern.search(self.stderr.read_text())), step)

    def until(self, happened: Callable[[], bool], what: str) -> "Running":
        """Wait until something is so."""
        end = time.monotonic() + SECONDS_TO_WAIT
        while not happened():
            if time.monotonic() > end:
                ended = self.kill()
                raise AssertionError(f"never came to {what}:\n{ended.stderr}")
            time.sleep(0.002)
        return self


class Program:
    """Starts processes of the program, quickly."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = itertools.count()
        self.forks = subprocess.Popen(
            [sys.executable, str(FORKS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **ENVIRONMENT},
        )

    def ask(self, order: dict[str, object]) -> int:
        """Hand an order to the process that forks."""
        assert self.forks.stdin is not None
        assert self.forks.stdout is not None
        self.forks.stdin.write(json.dumps(order) + "\n")
        self.forks.stdin.flush()
        return int(self.forks.stdout.readline())

    def start(
        self, *arguments: object, cwd: Path | None = None, largest_file: int | None = None
    ) -> Running:
        """Start `feelingit ARGUMENTS`.

        Args:
            arguments: Of the command line.
            cwd: Where.
            largest_file: Bytes that a file may have: writing more fails as on a full disk.
        """
        number = next(self.numbers)
        stdout, stderr = (self.folder / f"{number}.{name}" for name in ("out", "err"))
        order = {
            "arguments": [str(argument) for argument in arguments],
            "cwd": str(cwd or self.folder),
            "stdout": str(stdout),
            "stderr": str(stderr),
            "largest_file": largest_file,
        }
        stdout.touch()
        stderr.touch()
        return Running(self, self.ask(order), stdout, stderr)

    def run(
        self, *arguments: object, cwd: Path | None = None, largest_file: int | None = None
    ) -> Ended:
        """Run `feelingit ARGUMENTS` to its end."""
        return self.start(*arguments, cwd=cwd, largest_file=largest_file).wait()

    def close(self) -> None:
        """End the process that forks."""
        self.forks.communicate()
