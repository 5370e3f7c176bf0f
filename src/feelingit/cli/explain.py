"""`feelingit explain`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from feelingit.cli import classifier_options


def explain(
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH",
            help="A photo; or faces: class folders, a FER2013 CSV, a study's run folder, a folder "
            "of photos.",
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Of a photo, the figure: .png, .pdf or .svg. Of faces, a new folder.",
            show_default="NAME-explained.png, NAME-explained/",
        ),
    ] = None,
    emotion: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The emotion to explain; predicted, each face's likeliest; or true, its label.",
            show_default="predicted",
        ),
    ] = None,
    method: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="grad_cam, grad_cam:LAYER, gradient, smooth_grad, integrated_gradients, which "
            "look inside a trained network; or occlusion_sensitivity, for any model.",
        ),
    ] = "occlusion_sensitivity",
    model: classifier_options.AnyModel = None,
    run: Annotated[
        Path | None,
        typer.Option(metavar="RUN", help="The run folder of the study that trained the model."),
    ] = None,
    face: Annotated[
        int, typer.Option(metavar="N", min=0, help="Of a photo, which face; 0 is the largest.")
    ] = 0,
    detector: classifier_options.Detector = None,
    split: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Of faces: train, validation, test or all.",
            show_default="test of a run, else all",
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Of faces, at most so many; drawn at random, always the same."
        ),
    ] = None,
    batch_size: Annotated[
        int, typer.Option(metavar="N", min=1, help="Faces that the model looks at together.")
    ] = 64,
    device: Annotated[
        Literal["auto", "cpu", "cuda"],
        typer.Option(metavar="auto|cpu|cuda", help="Where a trained network runs."),
    ] = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing.")] = False,
) -> None:
    """Show what a model's answers depend on, in one photo or in a whole data set.

    Of a photo: one figure of the face, its seven probabilities, which parts
    speak for the emotion and which against it, and what the model says with
    forehead, eyes or lower face hidden; and a table in words.

    Of faces: a map of each, how much of it falls on each region of the face,
    and the mean map of each emotion, in a folder. Stopped at any moment, the
    same command goes on from there.
    """
    from feelingit.cli.explain_job import Asked, explain_path  # noqa: PLC0415

    asked = Asked(
        path=path,
        out=out,
        emotion=emotion,
        method=method,
        model=model,
        run=run,
        face=face,
        detector=detector,
        split=split,
        limit=limit,
        batch_size=batch_size,
        device=device,
        quiet=quiet,
    )
    explain_path(asked, typer.echo)
