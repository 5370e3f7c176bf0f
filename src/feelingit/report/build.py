"""Build a run's report: draw, write, and move it into place whole."""

import shutil
from pathlib import Path

from feelingit.errors import RunFolderError
from feelingit.figure_style import styled
from feelingit.report import formats
from feelingit.report.figure_item import FigureItem
from feelingit.report.figure_list import figure_items
from feelingit.report.load import load
from feelingit.report.page import render
from feelingit.report.results import Results
from feelingit.report.style import save
from feelingit.report.table_list import table_items
from feelingit.report.tables.table import Table
from feelingit.run_folder import RunFolder, unwritable
from feelingit.types import Progress

PAGE = "report.html"
PARTS = {PAGE, "tables", "figures"}
"""What a report's folder holds, and nothing else."""


def build_report(
    run: RunFolder,
    *,
    out: Path | None = None,
    show_faces: bool = True,
    progress: Progress | None = None,
) -> Path:
    """Build the report of a finished run from the run's files alone.

    Args:
        run: Its folder.
        out: Where to; by default the run's own `report`. An older report there is replaced, once
            the new one is whole.
        show_faces: Whether single faces of the data set may be seen; otherwise only means of many.
        progress: Told how many figures and tables are done, of how many.

    Returns:
        The path of `report.html`, beside which are `tables` (CSV, Markdown, LaTeX) and `figures`
        (SVG, PNG).

    Raises:
        RunFolderError: The run is not finished or damaged; or `out` cannot be written, or holds
            something that is no report.
    """
    results = load(run)
    target = run.report if out is None else out
    _refuse_other_files(target)
    partial = target.with_name(f".{target.name}.partial")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        _write(results, partial, show_faces=show_faces, progress=progress or _silent)
        _replace(target, partial)
    except OSError as error:
        raise RunFolderError(unwritable(target, error)) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return target / PAGE


def _write(results: Results, folder: Path, *, show_faces: bool, progress: Progress) -> None:
    figures = figure_items(results, show_faces=show_faces)
    tables = table_items(results)
    total = len(figures) + len(tables) + 1
    for name in ("figures", "tables"):
        (folder / name).mkdir(parents=True)
    for done, figure in enumerate(figures):
        progress(done, total)
        write_figure(figure, folder / "figures")
    for done, item in enumerate(tables, start=len(figures)):
        progress(done, total)
        write_table(item.table, folder / "tables")
    progress(total - 1, total)
    page = render(results, figures, tables, folder / "figures")
    (folder / PAGE).write_text(page, encoding="utf-8")
    progress(total, total)


def write_figure(item: FigureItem, folder: Path) -> None:
    """Draw a figure and write it as SVG and PNG."""
    with styled():
        save(item.draw(), folder, item.name)


def write_table(table: Table, folder: Path) -> None:
    """Write a table in every format."""
    for ending, write in (("csv", formats.csv), ("md", formats.markdown), ("tex", formats.latex)):
        (folder / f"{table.name}.{ending}").write_text(write(table), encoding="utf-8")


def _refuse_other_files(target: Path) -> None:
    """Never replace a folder that is not a report's."""
    if target.is_file():
        raise RunFolderError(f"{target} is a file; name a folder for the report")
    if not target.is_dir():
        return
    others = sorted({path.name for path in target.iterdir()} - PARTS)
    if others:
        raise RunFolderError(
            f"{target} holds {others[0]}, which is no part of a report; choose another folder, so "
            "that nothing of yours is replaced"
        )


def _replace(target: Path, partial: Path) -> None:
    """Swap the new report in; the old one stays until it is there."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    partial.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""
