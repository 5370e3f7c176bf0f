"""`feelingit camera`."""

from pathlib import Path
from typing import Annotated

import typer

from feelingit.cli import classifier_options


def camera(
    *,
    source: Annotated[
        str,
        typer.Option(metavar="NUMBER|FILE", help="Which camera, or a video in place of one."),
    ] = "0",
    model: classifier_options.Model = None,
    detector: classifier_options.Detector = None,
    threshold: classifier_options.Threshold = 0.0,
    smoothing: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="Average over time; 0: do not.")
    ] = 0.5,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where what is saved goes.")] = Path(
        "snapshots"
    ),
    mirror: Annotated[
        bool, typer.Option("--mirror", help="Swap left and right, as a mirror does.")
    ] = False,
) -> None:
    """Show a camera's picture live, with the faces in it and their emotions.

    q quits. s saves the picture as it is, the picture with what is drawn in,
    and a CSV file with its rows. Nothing leaves the computer, and nothing is
    kept that was not saved.
    """
    from feelingit.cli.live import Live, look_live  # noqa: PLC0415
    from feelingit.cli.stopping import stoppable  # noqa: PLC0415

    with stoppable("what was saved stays"):
        look_live(Live(source, model, detector, threshold, smoothing, out, mirror=mirror))
