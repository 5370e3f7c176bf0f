"""`feelingit cover`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

Source = Literal["own", "dlib", "mediapipe"]


def cover(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATHS", help="Pictures of one face each, and folders of them."),
    ],
    *,
    coverings: Annotated[
        list[str],
        typer.Option(
            "--with", metavar="NAME", help="A covering, see feelingit coverings; may be repeated."
        ),
    ],
    out: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where the covered pictures go, by covering.")
    ],
    seed: Annotated[
        int, typer.Option(metavar="N", min=0, max=2**32 - 1, help="Another seed, other coverings.")
    ] = 0,
    masks: Annotated[
        bool, typer.Option("--masks", help="Write what is hidden, too: white, in NAME-hidden/.")
    ] = False,
    landmarks: Annotated[
        Source,
        typer.Option(
            metavar="own|dlib|mediapipe", help="Who finds the parts of the faces; own is built in."
        ),
    ] = "own",
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell nothing but the result.")] = False,
) -> None:
    """Cover the faces in pictures as life does.

    Each becomes a grey FOLDER/NAME/PATH.png; FOLDER/coverings.csv says of each
    how much of it is hidden, and whether its landmarks can be trusted. Stopped
    at any moment, the same command goes on from there.
    """
    from feelingit.cli.covered_pictures import Job, cover_pictures  # noqa: PLC0415
    from feelingit.cli.stopping import stoppable  # noqa: PLC0415
    from feelingit.study.console import Console  # noqa: PLC0415

    with stoppable():
        job = Job(tuple(dict.fromkeys(coverings)), out, seed, landmarks, masks=masks)
        cover_pictures(paths, job, Console(quiet=quiet), typer.echo)
