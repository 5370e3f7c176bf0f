"""`feelingit coverings`."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from feelingit.occlusion import Condition

COLUMNS = 80
NAME, LABEL = 21, 27
"""Columns of a condition's name and of its label."""


def coverings(
    sheet: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw all of them into this PNG file instead."),
    ] = None,
    size: Annotated[
        int,
        typer.Option(metavar="N", min=16, max=1024, help="Side of the sheet's faces, in pixels."),
    ] = 48,
    seed: Annotated[
        int, typer.Option(metavar="N", min=0, max=2**32 - 1, help="Another seed, other faces.")
    ] = 0,
) -> None:
    """List everything that can cover a face or spoil its picture.

    Of each, what it hides of drawn faces, on the average.
    """
    if sheet is None:
        for line in _listing():
            typer.echo(line)
        return
    from feelingit.cli.pictures import write_png  # noqa: PLC0415
    from feelingit.occlusion import sheet as drawing  # noqa: PLC0415

    names = drawing.names_to_show()
    write_png(sheet, drawing.sheet(names, size, seed), tight=True)
    typer.echo(f"{len(names)} coverings in {sheet}")


def _listing() -> Iterator[str]:
    from feelingit.occlusion import CONDITIONS  # noqa: PLC0415
    from feelingit.occlusion.controls import CONTROLS  # noqa: PLC0415
    from feelingit.occlusion.groups import TITLES  # noqa: PLC0415
    from feelingit.occlusion.growth import DIRECTIONS  # noqa: PLC0415
    from feelingit.occlusion.hiding import faces_to_hide, hidden_in_words  # noqa: PLC0415

    faces = faces_to_hide()
    group = None
    for condition in CONDITIONS.values():
        if condition.group != group:
            yield from ([""] if group else [])
            group = condition.group
            yield TITLES[group]
        yield _line(condition, hidden_in_words(condition, faces))
    yield from ("", TITLES["growth"])
    grown = [f"{direction}_N" for direction in DIRECTIONS]
    yield _filled(f"{', '.join(grown)}: N percent of the face, N from 1 to 99")
    yield from ("", f"{TITLES['control']}, of all that hide something")
    for kind, what in CONTROLS.items():
        yield _filled(f"{f'NAME@{kind}':{NAME - 1}} {what}", NAME)


def _line(condition: "Condition", hides: str) -> str:
    return _filled(
        f"{condition.name:{NAME - 1}} {condition.label:{LABEL - 1}} {hides}", NAME + LABEL
    )


def _filled(text: str, hang: int = 0) -> str:
    return textwrap.fill(
        text, COLUMNS, initial_indent="  ", subsequent_indent=" " * (hang + 2),
        drop_whitespace=True, break_on_hyphens=False,
    )  # fmt: skip
