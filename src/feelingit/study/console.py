"""How a run tells where it is: one line a step, and a bar for what takes long.

On a terminal the bar moves and then gives way to the step's one line, with its time; in a log a
step's line comes as it begins, and what takes long is told of once a minute.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import rich.console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from feelingit import types

SECONDS_BETWEEN_LINES = 60.0
SECONDS_WORTH_A_LINE = 10.0
WIDTH = 60
"""Of a step's name, in columns; what became of it stands beside it."""
INDENT = " " * 8
"""Of what is told of a step in a log, so that it stands under the step's name."""


class Console:
    """Tell a person how far a study is, on standard error; silent when asked to be."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.rich = rich.console.Console(file=sys.stderr, quiet=quiet, highlight=False)
        self._bar: Progress | None = None

    def say(self, text: str) -> None:
        """Print a line."""
        self.rich.print(text, soft_wrap=True, markup=False)

    def done_before(self, name: str) -> None:
        """Tell of a step that needs not be done again."""
        self.say(f"{name:<{WIDTH}}  done before")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Tell of a step while it is done, and how long it took."""
        clock = time.monotonic()
        if not self.rich.is_terminal:
            self.say(name)
            yield
            if time.monotonic() - clock >= SECONDS_WORTH_A_LINE:
                self.say(f"{INDENT}took {duration(time.monotonic() - clock)}")
            return
        with _bar(self.rich) as self._bar:
            self._bar.add_task(name, total=None)
            yield
        self._bar = None
        self.say(f"{name:<{WIDTH}}  {duration(time.monotonic() - clock):>11}")

    @contextmanager
    def progress(self, unit: str) -> Iterator[types.Progress]:
        """Show how far the step is that is being done; `unit` is what is counted."""
        bar = self._bar
        if bar is None:
            yield self._lines(unit)
            return
        task = bar.task_ids[-1]
        yield lambda done, total: bar.update(task, completed=done, total=total, unit=unit)

    def _lines(self, unit: str) -> types.Progress:
        last = time.monotonic()

        def tell(done: int, total: int) -> None:
            nonlocal last
            if time.monotonic() - last >= SECONDS_BETWEEN_LINES:
                last = time.monotonic()
                self.say(f"{INDENT}{done} of {total} {unit}")

        return tell


def duration(seconds: float) -> str:
    """Write a time for people: `4 s`, `2 min 05 s`, `1 h 12 min`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes_left = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes_left:02} min"
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


class _Count(ProgressColumn):
    """How many are done, of how many; nothing where it is not counted."""

    def render(self, task: Task) -> Text:
        """Give the text."""
        if task.total is None:
            return Text("")
        return Text(f"{task.completed:.0f} of {task.total:.0f} {task.fields.get('unit', '')}")


def _bar(console: rich.console.Console) -> Progress:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=12),
        _Count(),
        TimeRemainingColumn(compact=True),
    )
    return Progress(*columns, console=console, transient=True)
