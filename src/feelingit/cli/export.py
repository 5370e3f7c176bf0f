"""`feelingit export`."""

from pathlib import Path
from typing import Annotated, Literal

import typer


def export(
    model: Annotated[
        str,
        typer.Argument(metavar="MODEL", help="Name of a trained model, or the beginning of it."),
    ],
    *,
    to: Annotated[
        Literal["onnx", "safetensors"],
        typer.Option(
            "--to", metavar="onnx|safetensors", help="onnx works wherever the shipped model does."
        ),
    ] = "onnx",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH", help="File or folder; the model's own folder unless said otherwise."
        ),
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option(metavar="RUN", help="The study's run folder; all in runs/ by default."),
    ] = None,
) -> None:
    """Take a model that a study trained out of its run, to use it elsewhere.

    The names are those that feelingit models --run RUN lists. Its temperature is
    fitted on the run's validation faces, so that it is as sure as it is right.
    """
    from feelingit.cli.stopping import stoppable  # noqa: PLC0415
    from feelingit.study.trained import find_trained  # noqa: PLC0415

    with stoppable("nothing was written"):
        trained = find_trained(model, run)

        # After the model is known to be there: this takes seconds.
        from feelingit.study.export import export as write_model  # noqa: PLC0415

        path = write_model(trained, to, out)
    typer.echo(path)
    if to == "onnx":
        typer.echo(f"try it: feelingit predict PICTURE --model {path}", err=True)
