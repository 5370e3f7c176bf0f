"""How a run tells where it is: one line a step, and a bar for what takes long."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import rich.console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from feelingit import types

SECONDS_BETWEEN_LINES = 60.0


class Console:
    """Tell a person how far a study is, on standard error; silent when asked to be."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.rich = rich.console.Console(file=sys.stderr, quiet=quiet, highlight=False)

    def say(self, text: str) -> None:
        """Print a line."""
        self.rich.print(text, soft_wrap=True, markup=False)

    @contextmanager
    def progress(self, title: str) -> Iterator[types.Progress]:
        """Show a bar while something takes long; in a log, a line a minute."""
        if not self.rich.is_terminal:
            yield self._lines(title)
            return
        columns = (
            TextColumn("  {task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.rich, transient=True) as bar:
            task = bar.add_task(title, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)

    def _lines(self, title: str) -> types.Progress:
        last = time.monotonic()

        def tell(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
                last = time.monotonic()
                self.say(f"           {title}: {done} of {total}")

        return tell
