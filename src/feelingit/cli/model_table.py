"""Models as a table for people, and one of them in full."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from feelingit.errors import InputError, ModelError
from feelingit.predict.catalogue import (
    BARE,
    COVERED,
    Entry,
    card,
    in_megabytes,
    made_card,
    models_in,
    printable,
    shipped_models,
)
from feelingit.run_folder import RunFolder

UNKNOWN = "-"
LONGEST_NAME = 32
"""Characters of a name before it is broken."""
BARE_AND_COVERED = """
bare, covered: right answers in %, of bare faces and with nose and mouth hidden."""
USE = """
feelingit models NAME shows a card; feelingit predict --model takes the name of
one that ships, or the path of another one's .onnx file."""


def listed(run: Path | None, folder: Path | None) -> list[Entry]:
    """List the models that ship, then those of a run and of a folder, where asked for.

    Raises:
        InputError: The run or the folder holds no model.
        RunFolderError: The run's folder is none.
    """
    found = shipped_models()
    if run is not None:
        # A study's own part needs pandas, which the rest does without.
        from feelingit.study.run_models import run_models  # noqa: PLC0415

        found += run_models(RunFolder(run))
    return found + (models_in(folder) if folder is not None else [])


def card_of(name: str, run: Path | None, folder: Path | None) -> str:
    """Give a model's card: of one that is listed, or of a path.

    Raises:
        ModelError: There is no such model, or it is damaged.
    """
    for entry in listed(run, folder):
        if entry.name == name and entry.path is not None:
            return card(entry.path)
        if entry.name == name:
            input_ = f"grey faces, {entry.height}x{entry.width} pixels"
            state = f"not exported yet: feelingit export {name} --run {entry.where}"
            return made_card(name, entry.facts, {"state": state, "input": input_})
    try:
        return card(name)
    except ModelError as error:
        if run is None and folder is None:
            raise
        raise InputError(f"{error}; `feelingit models` with the same options lists them") from error


def show(entries: Sequence[Entry]) -> None:
    """Print a table, as wide as the terminal."""
    console = Console(file=sys.stdout, highlight=False)
    with console.capture() as drawn:
        console.print(_table(entries))
    # The table fills its last column with spaces.
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in drawn.get().splitlines()))
    for entry in entries:
        if entry.problem:
            console.print(Text(f"\n! {entry.problem}"), soft_wrap=True)
    if any(entry.accuracy(BARE) is not None for entry in entries):
        console.print(BARE_AND_COVERED)
    if waiting := [entry for entry in entries if not entry.exported]:
        console.print(f"* not exported yet: feelingit export NAME --run {waiting[0].where}")
    console.print(USE)


def _table(entries: Sequence[Entry]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    longest = max(len(_name(entry)) for entry in entries)
    table.add_column("model", overflow="fold", min_width=min(longest, LONGEST_NAME))
    for title in ("size", "input", "bare", "covered"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("trained on", overflow="fold")
    where = None
    for entry in entries:
        if entry.where != where:
            where = entry.where
            table.add_row()
            table.add_row(Text(where, style="dim", overflow="fold"))
        table.add_row(*_cells(entry))
    return table


def _cells(entry: Entry) -> list[Text]:
    size = in_megabytes(entry.size) if entry.size else UNKNOWN
    side = f"{entry.height}x{entry.width}" if entry.height else UNKNOWN
    trained = printable(str(entry.facts.get("trained_on", UNKNOWN)))
    scores = (_percent(entry.accuracy(BARE)), _percent(entry.accuracy(COVERED)))
    return [Text(cell) for cell in (_name(entry), size, side, *scores, trained)]


def _name(entry: Entry) -> str:
    mark = "!" if entry.problem else " " if entry.exported else "*"
    return f"{mark} {entry.name}" + (", the default" if entry.default else "")


def show_card(text: str) -> None:
    """Print a card: laid out on a terminal, as it is written elsewhere."""
    if sys.stdout.isatty():
        Console(highlight=False).print(Markdown(text))
    else:
        sys.stdout.write(text)


def _percent(share: float | None) -> str:
    return UNKNOWN if share is None else f"{100 * share:.1f}"
