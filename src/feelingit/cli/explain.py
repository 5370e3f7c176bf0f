"""`feelingit explain`."""

from pathlib import Path
from typing import Annotated

import typer

from feelingit.cli import classifier_options


def explain(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A photo.")],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FIGURE",
            help="Where the figure goes: .png, .pdf or .svg.",
            show_default="NAME-explained.png",
        ),
    ] = None,
    emotion: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The emotion to explain.",
            show_default="the likeliest",
        ),
    ] = None,
    face: Annotated[
        int, typer.Option(metavar="N", min=0, help="Which face; 0 is the largest.")
    ] = 0,
    model: classifier_options.Model = None,
    detector: classifier_options.Detector = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing.")] = False,
) -> None:
    """Show what an answer depends on: one figure, and a table in words.

    The figure shows the face, its seven probabilities, which parts speak for
    the emotion and which against it, and what the model says with forehead,
    eyes or lower face hidden.
    """
    from feelingit.errors import InputError  # noqa: PLC0415
    from feelingit.figure_style import figure_path  # noqa: PLC0415
    from feelingit.predict import explain as explaining  # noqa: PLC0415
    from feelingit.predict.classifier import load  # noqa: PLC0415
    from feelingit.predict.detectors.registry import DEFAULT  # noqa: PLC0415
    from feelingit.predict.explain_figure import save  # noqa: PLC0415
    from feelingit.predict.explain_text import explained  # noqa: PLC0415

    target = figure_path(out or Path(f"{path.stem}-explained.png"))
    if target.resolve() == path.resolve():
        raise InputError(f"{target}: the figure would replace the photo; choose another --out")
    explanation = explaining.explain(
        path, load(model), detector=detector or DEFAULT, emotion=emotion, face=face
    )
    save(explanation, target)
    if not quiet:
        typer.echo(f"{explained(explanation)}\n\nfigure: {target}")
