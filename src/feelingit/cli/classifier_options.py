"""The options that all commands have that classify faces."""

from typing import Annotated

import typer

Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME|PATH",
        help="Of those that ship (see feelingit models), or one that feelingit export wrote.",
    ),
]
AnyModel = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME|PATH",
        help="Of those that ship (see feelingit models), one that feelingit export wrote, or a "
        "network that a study trained.",
    ),
]
Detector = Annotated[
    str | None,
    typer.Option(
        "--detector",
        metavar="NAME",
        help="Who finds the faces (feelingit doctor lists them); none for pictures that "
        "are faces already.",
    ),
]
Threshold = Annotated[
    float,
    typer.Option(
        "--threshold",
        metavar="P",
        min=0,
        max=1,
        help="Name no emotion where the confidence is below P.",
    ),
]
