"""How far a run over many files is: how many are done, how fast, and how long it will take."""

import time
from types import TracebackType
from typing import Self

import rich.console
from rich.progress import BarColumn, Progress, TextColumn

from feelingit.study.console import SECONDS_BETWEEN_LINES, Console, duration


class FilesProgress:
    """A bar on a terminal, or in a log a line a minute.

    Args:
        console: Where to tell.
        files: How many there are.
        screen: Where a bar is drawn; None where nobody looks.
    """

    def __init__(self, console: Console, files: int, screen: rich.console.Console | None) -> None:
        self._console, self._files, self._done = console, files, 0
        self._begun = self._told = time.monotonic()
        self._bar = None if screen is None else _bar(screen)

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
            self._task = self._bar.add_task("", total=self._files, speed="")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def skip(self) -> None:
        """Tell of a file that needs not be done, which says nothing of how fast it goes."""
        self._files -= 1
        if self._bar is not None:
            self._bar.update(self._task, total=self._files)

    def advance(self) -> None:
        """Tell of a file that is done."""
        self._done += 1
        now = time.monotonic()
        if self._bar is not None:
            self._bar.update(
                self._task, completed=self._done, speed=self._speed(now), description=""
            )
        elif now - self._told >= SECONDS_BETWEEN_LINES:
            self._told = now
            self._console.say(f"{self._done} of {self._files} files, {self._speed(now)}")

    def within(self, name: str, done: int, total: int) -> None:
        """Tell how far a file is that takes long; `total` is 0 where it is not known."""
        if self._bar is not None:
            frames = f"{done} of {total} frames" if total else f"{done} frames"
            self._bar.update(self._task, description=f"{name}: {frames}")

    def warn(self, sentence: str) -> None:
        """Tell of something that is amiss, and does not stop the run."""
        if self._bar is not None:
            self._bar.console.print(sentence, soft_wrap=True, markup=False)
        else:
            self._console.say(sentence)

    def _speed(self, now: float) -> str:
        """Say how fast it goes, and how long the rest takes at that."""
        rate = self._done / max(now - self._begun, 1e-3)
        left = (self._files - self._done) / rate
        speed = f"{rate:.1f}/s" if rate >= 1 else f"{60 * rate:.1f}/min"
        return f"{speed}, {duration(left)} left"


def _bar(screen: rich.console.Console) -> Progress:
    columns = (
        BarColumn(bar_width=20),
        TextColumn("{task.completed:.0f} of {task.total:.0f} files"),
        TextColumn("{task.fields[speed]}"),
        TextColumn("{task.description}", markup=False),
    )
    return Progress(*columns, console=screen, transient=True)
