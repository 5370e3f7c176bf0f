"""`feelingit landmarks`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Source = Literal["own", "dlib", "mediapipe"]


def landmarks(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATHS", help="Pictures of one face each, and folders of them."),
    ],
    out: Annotated[Path, typer.Option(metavar="CSV", help="Where the table goes.")],
    source: Annotated[
        Source,
        typer.Option(metavar="own|dlib|mediapipe", help="Who finds them; own comes with it."),
    ] = "own",
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell nothing but the result.")] = False,
) -> None:
    """Find the 68 landmarks of faces: a table, one row a picture.

    Its columns: file, quality (0 to 1), trusted, x0 to x67, y0 to y67 (pixels;
    the first pixel's centre is at 0, 0).
    """
    from feelingit.cli.landmark_table import write_landmarks  # noqa: PLC0415
    from feelingit.cli.stopping import stoppable  # noqa: PLC0415
    from feelingit.study.console import Console  # noqa: PLC0415

    with stoppable("nothing was written"):
        write_landmarks(paths, out, source, Console(quiet=quiet), typer.echo)
