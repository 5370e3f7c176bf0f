"""`feelingit study` and `feelingit studies`."""

import re
import shlex
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from feelingit.cli.stopping import stoppable

if TYPE_CHECKING:
    from feelingit.study.settings import StudySettings

COLUMNS = 80


def run(
    study: Annotated[
        str,
        typer.Argument(metavar="STUDY", help="Name of a shipped study, or path of a study file."),
    ],
    *,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="Faces: class folders, or FER2013's CSV (plain, .gz or .zip)."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="The run folder; runs/NAME unless said otherwise."),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="face_id, emotion or drop, reason; not the study's own."),
    ] = None,
    votes: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="FER+ votes about the faces, fer2013new.csv."),
    ] = None,
    device: Annotated[
        Literal["auto", "cpu", "cuda"],
        typer.Option(metavar="auto|cpu|cuda", help="Where to train."),
    ] = "auto",
    devices: Annotated[
        int, typer.Option(metavar="N", min=1, help="Devices, or CPU processes.")
    ] = 1,
    seed: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=0, max=2**32 - 1, help="One seed in place of the study's own."
        ),
    ] = None,
    faces: Annotated[bool, typer.Option(help="Let the report show single faces.")] = True,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell nothing but the result.")] = False,
) -> None:
    """Run a study, from a folder of faces to a report.

    Stopped at any moment, the same command goes on from there.
    """
    with stoppable():
        path, settings = _read(study, seed=seed, corrections=corrections, votes=votes)

        # After the study is known to be sound: these take seconds.
        from feelingit.run_folder import RunFolder  # noqa: PLC0415
        from feelingit.study.console import Console  # noqa: PLC0415
        from feelingit.study.context import Context  # noqa: PLC0415
        from feelingit.study.run import run_study  # noqa: PLC0415
        from feelingit.training.runtime import Runtime  # noqa: PLC0415

        folder = RunFolder(out or Path("runs") / path.stem)
        runtime, console = Runtime(device, devices), Console(quiet=quiet)
        context = Context(settings, folder, data, runtime, console, path.parent)
        typer.echo(run_study(context, command=_command(), show_faces=faces))


def _read(study: str, **options: Any) -> tuple[Path, "StudySettings"]:  # noqa: ANN401
    """Find and read the study file; say where it is, and what it and the options say."""
    from feelingit.study.shipped import find_study  # noqa: PLC0415
    from feelingit.study.study_file import read_study, with_options  # noqa: PLC0415

    path = find_study(study)
    return path, with_options(read_study(path), **options)


def _command() -> str:
    """Give the command as it was typed, but of paths the names: the rest is nobody's business."""
    words = (re.sub(r"[^=]*/(?=.)", "", word) for word in sys.argv[1:])
    return shlex.join(["feelingit", *words])


def list_studies() -> None:
    """List the studies that come with the package."""
    from feelingit.study.shipped import shipped_studies, summary  # noqa: PLC0415

    for name, path in shipped_studies().items():
        about = summary(path)
        typer.echo(name)
        lines = (f"{about.title}. {about.claim}", f"Costs {about.cost}.", f"Expect: {about.expect}")
        for text in lines:
            typer.echo(textwrap.fill(text, COLUMNS, initial_indent="  ", subsequent_indent="  "))
