"""`feelingit study` and `feelingit studies`."""

import shlex
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer


def run(
    study: Annotated[
        str, typer.Argument(metavar="NAME|FILE.toml", help="A shipped study, or a study file.")
    ],
    data: Annotated[
        Path | None,
        typer.Option(help="Faces: class folders, or FER2013's CSV (plain, .gz or .zip)."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The run folder.", show_default="runs/NAME")
    ] = None,
    device: Annotated[
        Literal["auto", "cpu", "cuda"], typer.Option(help="Where to train.")
    ] = "auto",
    devices: Annotated[int, typer.Option(min=1, help="How many devices, or CPU processes.")] = 1,
    seed: Annotated[int | None, typer.Option(help="One seed in place of the study's own.")] = None,
    faces: Annotated[bool, typer.Option(help="Whether the report may show single faces.")] = True,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell nothing but the result.")] = False,
) -> None:
    """Run a study, from a folder of faces to a report.

    Stopped at any moment, the same command goes on from there.
    """
    from feelingit.study.study_file import find_study, read_study  # noqa: PLC0415

    path = find_study(study)
    settings = read_study(path)
    if seed is not None:
        settings = settings.model_copy(update={"seeds": (seed,)})

    # After the study file is known to be right: these take seconds.
    from feelingit.run_folder import RunFolder  # noqa: PLC0415
    from feelingit.study.console import Console  # noqa: PLC0415
    from feelingit.study.context import Context  # noqa: PLC0415
    from feelingit.study.run import run_study  # noqa: PLC0415
    from feelingit.training.runtime import Runtime  # noqa: PLC0415

    runtime = Runtime(device, devices)
    context = Context(
        settings,
        RunFolder(out or Path("runs") / path.stem),
        data,
        runtime,
        Console(quiet=quiet),
    )
    command = shlex.join(["feelingit", *sys.argv[1:]])
    typer.echo(run_study(context, command=command, show_faces=faces))


def list_studies() -> None:
    """List the studies that come with the package."""
    from feelingit.study.study_file import read_study, shipped_studies  # noqa: PLC0415

    for name, path in shipped_studies().items():
        settings = read_study(path)
        typer.echo(f"{name}\n    {settings.title}. {settings.claim}\n    Costs {settings.cost}.")
