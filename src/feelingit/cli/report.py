"""`feelingit report`."""

from pathlib import Path
from typing import Annotated

import typer


def build(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished study.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where to put it; RUN/report unless said otherwise."),
    ] = None,
    faces: Annotated[bool, typer.Option(help="Let it show single faces.")] = True,
) -> None:
    """Build a study's report again, from what its run left behind."""
    from feelingit.report import build_report  # noqa: PLC0415
    from feelingit.run_folder import RunFolder  # noqa: PLC0415

    typer.echo(build_report(RunFolder(run), out=out, show_faces=faces))
