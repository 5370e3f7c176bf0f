"""What Ctrl-C does to a command that can go on later."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

INTERRUPTED = 130
"""The exit code of a program that Ctrl-C has stopped."""


@contextmanager
def stoppable(how_to_go_on: str = "the same command goes on from here") -> Iterator[None]:
    """Take Ctrl-C for what it is."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"\nstopped; {how_to_go_on}", err=True)
        raise typer.Exit(INTERRUPTED) from None
