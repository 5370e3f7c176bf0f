"""The program `feelingit`: its commands, and what an error looks like."""

import os
import sys
from typing import Annotated

import typer

from feelingit import __version__
from feelingit.cli import (
    camera,
    cover,
    coverings,
    doctor,
    draw,
    explain,
    export,
    landmarks,
    models,
    predict,
    publish,
    report,
    study,
)
from feelingit.errors import EXIT_CODE, FeelingItError

OF_STUDY = {
    "torch", "lightning_fabric", "kornia", "captum", "sklearn", "scipy", "statsmodels",
    "jinja2", "safetensors", "onnx",
}  # fmt: skip
"""What the extra `study` brings."""

app = typer.Typer(
    name="feelingit",
    help="Find out how well, and from what, a machine reads emotion in a face, "
    "and what happens when part of the face is covered.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("predict")(predict.predict)
app.command("camera")(camera.camera)
app.command("explain")(explain.explain)
app.command("models")(models.models)
app.command("export")(export.export)
app.command("doctor")(doctor.doctor)
app.command("study")(study.run)
app.command("studies")(study.list_studies)
app.command("report")(report.build)
app.command("publish")(publish.publish)
app.command("draw")(draw.draw)
app.command("coverings")(coverings.coverings)
app.command("cover")(cover.cover)
app.command("landmarks")(landmarks.landmarks)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"feelingit {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the program; an error is one sentence and exit code 2."""
    # Libraries' notices are not the user's business, unless asked for.
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    try:
        app()
    except FeelingItError as error:
        typer.echo(f"feelingit: {error}", err=True)
        sys.exit(EXIT_CODE)
    except ModuleNotFoundError as error:
        if error.name not in OF_STUDY:
            raise
        wanted = 'pip install "feelingit[study]"'
        typer.echo(f"feelingit: this needs {error.name}; install it with {wanted}", err=True)
        sys.exit(EXIT_CODE)
