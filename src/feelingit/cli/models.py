"""`feelingit models`."""

from pathlib import Path
from typing import Annotated

import typer


def models(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="Show the card of this one; may be a path."),
    ] = None,
    *,
    run: Annotated[
        Path | None,
        typer.Option(metavar="RUN", help="List a study's models too: its run folder."),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="List the exported models in a folder too."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")] = False,
) -> None:
    """List the models to predict with, or show the card of one of them.

    A card says what a model was trained on, how well it does on bare and on
    covered faces, how sure it is, and what it is not for.
    """
    import json  # noqa: PLC0415

    from feelingit.cli import model_table  # noqa: PLC0415

    if name is not None:
        text = model_table.card_of(name, run, folder)
        if as_json:
            typer.echo(json.dumps({"name": name, "card": text}, ensure_ascii=False))
        else:
            model_table.show_card(text)
        return
    entries = model_table.listed(run, folder)
    if as_json:
        typer.echo(json.dumps([e.as_record() for e in entries], indent=2, ensure_ascii=False))
    else:
        model_table.show(entries)
