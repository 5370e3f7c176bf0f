"""Run a study: do the steps that are not done yet, then the report."""

import time
from pathlib import Path

from feelingit.run_folder import write_json
from feelingit.study.context import Context
from feelingit.study.layers import check_layers
from feelingit.study.ledger import Ledger
from feelingit.study.plan import plan
from feelingit.study.provenance import now, write_provenance
from feelingit.study.step import Step
from feelingit.study.steps.read import check_source


def run_study(context: Context, *, command: str = "", show_faces: bool = True) -> Path:
    """Run a study, or what is left of it.

    Args:
        context: Settings, folder, data, device.
        command: As typed, for the provenance.
        show_faces: Whether the report may show single faces.

    Returns:
        The path of the report.

    Raises:
        FeelingItError: Data, settings, folder or device cannot be used; what is done stays done.
    """
    # What can be known to be wrong is said before anything is written.
    context.runtime.torch_device()
    check_source(context)
    check_layers(context.settings)
    steps = plan(context)
    context.run.create()
    with context.run.locked():
        context.run.clear_partial_files()
        write_json(context.run.study, context.settings.model_dump(mode="json"))
        ledger = Ledger(context.run)
        for number, step in enumerate(steps, 1):
            _do(context, ledger, step, _name(number, len(steps), step.name))
        write_provenance(context, ledger, steps, command)
        return _report(context, _name(len(steps) + 1, len(steps), "report"), show_faces=show_faces)


def _name(number: int, steps: int, name: str) -> str:
    """Number a step; the report comes after all others."""
    return f"{number:3}/{steps + 1:<3} {name}"


def _do(context: Context, ledger: Ledger, step: Step, name: str) -> None:
    if ledger.is_done(step):
        context.console.done_before(name)
        return
    with context.console.step(name):
        ledger.begin(step)
        started, clock = now(), time.monotonic()
        step.act()
        ledger.done(step, started, now(), time.monotonic() - clock)


def _report(context: Context, name: str, *, show_faces: bool) -> Path:
    from feelingit.report import build_report  # noqa: PLC0415 - drawing is needed at the end only

    with context.console.step(name), context.console.progress("figures and tables") as progress:
        return build_report(context.run, show_faces=show_faces, progress=progress)
