"""`feelingit predict`."""

from pathlib import Path
from typing import Annotated

import typer

from feelingit.cli import classifier_options


def predict(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATHS",
            help="Pictures, videos, folders of them, patterns in quotes, or - for a list of "
            "paths on standard input (a line each, or as find -print0 writes them).",
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="A table: FILE.csv, .json or .parquet. Without it, CSV goes to standard "
            "output, or on a terminal a table to read.",
        ),
    ] = None,
    annotate: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Write copies of all files with boxes and bars, in FOLDER."
        ),
    ] = None,
    model: classifier_options.Model = None,
    detector: classifier_options.Detector = None,
    threshold: classifier_options.Threshold = 0.0,
    require_face: Annotated[
        bool,
        typer.Option("--require-face", help="Take a file without a face for an error, at the end."),
    ] = False,
    every: Annotated[
        int, typer.Option(metavar="N", min=1, help="Of videos, look at every Nth frame.")
    ] = 1,
    smoothing: Annotated[
        float,
        typer.Option(metavar="SECONDS", min=0, help="Of videos, average over time; 0: do not."),
    ] = 0.5,
    timeline: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Of videos, draw the emotions over time, in FOLDER."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Threads that read and find faces; as many as cores."
        ),
    ] = None,
    batch_size: Annotated[
        int, typer.Option(metavar="N", min=1, help="Faces that are classified together.")
    ] = 64,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell nothing but the result.")] = False,
) -> None:
    """Find the faces in photos and videos, and say which emotion they show.

    A row a face, and one for each file without a face. A video has rows for
    each frame. Files that cannot be read do not stop the others: they have
    their row, are listed at the end, and make the exit code 1, as do files
    without a face under --require-face. With --out, a run that was stopped
    goes on with the same command.
    """
    from feelingit.cli.predict_job import Job  # noqa: PLC0415
    from feelingit.cli.predict_run import predict_files  # noqa: PLC0415
    from feelingit.cli.stopping import stoppable  # noqa: PLC0415

    kept = "the same command goes on from here" if out else "without --out, nothing is kept"
    with stoppable(kept):
        job = Job(
            paths=tuple(paths),
            out=out,
            annotate=annotate,
            timeline=timeline,
            model=model,
            detector=detector,
            threshold=threshold,
            require_face=require_face,
            every=every,
            smoothing=smoothing,
            workers=workers,
            batch_size=batch_size,
            quiet=quiet,
        )
        if code := predict_files(job):
            raise typer.Exit(code)
