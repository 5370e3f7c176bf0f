"""`feelingit draw`."""

from pathlib import Path
from typing import Annotated

import typer


def draw(
    out: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the class folders go.")],
    count: Annotated[int, typer.Option(metavar="N", help="How many faces.")] = 700,
    size: Annotated[int, typer.Option(metavar="N", min=16, max=1024, help="Side, in pixels.")] = 48,
    seed: Annotated[
        int, typer.Option(metavar="N", min=0, max=2**32 - 1, help="Another seed, other faces.")
    ] = 0,
) -> None:
    """Draw faces from action units, as class folders of PNG files."""
    from feelingit.cli.pictures import write_class_folders  # noqa: PLC0415
    from feelingit.synthetic import drawn_data_set  # noqa: PLC0415

    typer.echo(write_class_folders(drawn_data_set(count, size, seed), out))
