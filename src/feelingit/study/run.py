"""Run a study: do the steps that are not done yet, then the report."""

import time
from pathlib import Path

from feelingit.run_folder import write_json
from feelingit.study.context import Context
from feelingit.study.ledger import Ledger
from feelingit.study.plan import Step, plan
from feelingit.study.provenance import now, write_provenance


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
    context.run.create()
    with context.run.locked():
        steps = plan(context)
        write_json(context.run.path / "study.json", context.settings.model_dump(mode="json"))
        ledger = Ledger(context.run)
        for number, step in enumerate(steps, 1):
            _do(context, ledger, step, f"{number:3}/{len(steps) + 1}")
        write_provenance(context, ledger, steps, command)
        return _report(context, f"{len(steps) + 1:3}/{len(steps) + 1}", show_faces=show_faces)


def _do(context: Context, ledger: Ledger, step: Step, count: str) -> None:
    if ledger.is_done(step):
        context.console.say(f"{count}  {step.name:<44} done before")
        return
    context.console.say(f"{count}  {step.name}")
    started, clock = now(), time.monotonic()
    step.act()
    seconds = time.monotonic() - clock
    ledger.done(step, started, now(), seconds)
    context.console.say(f"{'':7}  {'':<44} {seconds:.0f} s")


def _report(context: Context, count: str, *, show_faces: bool) -> Path:
    from feelingit.report import build_report  # noqa: PLC0415 - drawing is needed at the end only

    context.console.say(f"{count}  report")
    with context.console.progress("figures and tables") as progress:
        return build_report(context.run, show_faces=show_faces, progress=progress)
