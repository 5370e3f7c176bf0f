"""What `feelingit doctor` found, for people: a line each, as it is found."""

import sys
import textwrap
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from feelingit.predict import doctor
from feelingit.predict.doctor import Finding, Library, State

STYLES: dict[State, str] = {"works": "green", "missing": "yellow", "broken": "bold red"}
STATE, NAME = 7, 18
"""Columns of a finding's state and name."""


GLUE = "\N{NO-BREAK SPACE}"


def show(findings: Iterable[Finding]) -> list[Finding]:
    """Print findings as they come, then the versions of libraries, then the verdict."""
    console = Console(file=sys.stdout, highlight=False)
    about = doctor.about()
    console.print(
        f"feelingit {about['feelingit']}, Python {about['python']}, {about['platform']}",
        style="bold",
    )
    shown: list[Finding] = []
    for finding in findings:
        if not shown or shown[-1].area != finding.area:
            console.print(f"\n{finding.area}", style="bold")
        _print_stripped(console, _line(finding))
        shown.append(finding)
    _show_libraries(console, doctor.libraries())
    console.print()
    _verdict(console, shown)
    return shown


def _line(finding: Finding) -> Table:
    """Lay a finding out: state, name, what was found, and below it what to do."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=STATE)
    table.add_column(width=NAME, overflow="fold")
    table.add_column(overflow="fold")
    state = Text(finding.state, style=STYLES[finding.state])
    table.add_row(state, Text(finding.name), Text(finding.said))
    if finding.to_do:
        table.add_row("", "", Text(finding.to_do, style="cyan"))
    return table


def _show_libraries(console: Console, libraries: list[Library]) -> None:
    console.print("\nlibraries", style="bold")
    for extra in dict.fromkeys(library.extra for library in libraries):
        mine = sorted(one for one in libraries if one.extra == extra)
        line = f"{extra or 'needed'}: {', '.join(map(_versioned, mine))}"
        # A library and its version stay on one line.
        text = textwrap.fill(line, console.width, break_on_hyphens=False)
        console.print(Text(text.replace(GLUE, " ")), soft_wrap=True)


def _versioned(library: Library) -> str:
    if library.version is None:
        return f"{library.name}{GLUE}(not{GLUE}installed)"
    old = f"{GLUE}(too{GLUE}old)" if library.is_too_old else ""
    return f"{library.name}{GLUE}{library.version}{old}"


def _verdict(console: Console, findings: list[Finding]) -> None:
    ill = [finding.name for finding in findings if finding.needed and not finding.works]
    if ill:
        console.print(f"Photos cannot be classified: see {', '.join(ill)}.", style="bold red")
        return
    console.print("Photos can be classified, offline.", style="bold green")


def _print_stripped(console: Console, table: Table) -> None:
    """Print without the spaces that fill a table's last column."""
    with console.capture() as drawn:
        console.print(table)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in drawn.get().splitlines()))
    sys.stdout.flush()
