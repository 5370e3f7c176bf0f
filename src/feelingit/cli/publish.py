"""`feelingit publish`."""

from pathlib import Path
from typing import Annotated

import typer


def publish(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished study.")],
    out: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the outcome goes.")],
) -> None:
    """Put a run's outcome into a folder, without single faces."""
    from feelingit.run_folder import RunFolder  # noqa: PLC0415
    from feelingit.study.publish import publish as write  # noqa: PLC0415

    typer.echo(write(RunFolder(run), out))
