"""How a run tells where it is: one line a step, a bar for what takes long."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import rich.console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from feelingit import types


class Console:
    """Tell a person how far a study is; silent when asked to be."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.rich = rich.console.Console(file=sys.stderr, quiet=quiet, highlight=False)

    def say(self, text: str) -> None:
        """Print a line."""
        self.rich.print(text)

    @contextmanager
    def progress(self, title: str) -> Iterator[types.Progress]:
        """Show a bar while something takes long; only where a person looks on."""
        columns = (
            TextColumn("  {task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self.rich, transient=True) as bar:
            task = bar.add_task(title, total=None)
            yield lambda done, total: bar.update(task, completed=done, total=total)
