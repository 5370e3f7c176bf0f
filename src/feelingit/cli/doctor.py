"""`feelingit doctor`."""

from typing import Annotated

import typer

NOT_WELL = 1
"""The exit code where something that photos need does not work."""


def doctor(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, for programs.")] = False,
) -> None:
    """Try what is installed, and say what is missing and how to get it.

    Ends with 0 if photos can be classified, offline; with 1 if not.
    """
    import json  # noqa: PLC0415

    from feelingit.cli import doctor_page  # noqa: PLC0415
    from feelingit.predict import doctor as examination  # noqa: PLC0415

    if as_json:
        findings = list(examination.examine())
        records = examination.as_records(findings)
        typer.echo(json.dumps(records, indent=2, ensure_ascii=False))
    else:
        findings = doctor_page.show(examination.examine())
    if not examination.works(findings):
        raise typer.Exit(NOT_WELL)
