"""Correct labels, settle copies, and divide the faces."""

from feelingit.audit import balance, clean, read_decisions
from feelingit.faces import Faces
from feelingit.run_folder import write_csv, write_json
from feelingit.split import split_faces
from feelingit.study.context import Context


def clean_and_split(context: Context) -> None:
    """Write `clean/`: the faces in use with their splits, findings, decisions and counts."""
    settings, folder = context.settings, context.run.clean
    faces = Faces.load(context.run.data)
    cleaned = clean(
        faces,
        None if context.corrections is None else read_decisions(context.corrections),
        duplicates=settings.clean.duplicates,
        conflicts=settings.clean.conflicts,
        test=settings.split.test,
        rejected=_rejected(context),
    )
    table = split_faces(
        cleaned.table,
        test=settings.split.test,
        test_share=settings.split.test_share,
        validation_share=settings.split.validation_share,
        seed=settings.split.seed,
    )
    cleaned.summary["balance"]["after"] = balance(table)
    write_csv(folder / "table.csv", table)
    write_csv(folder / "findings.csv", cleaned.findings)
    write_csv(folder / "decisions.csv", cleaned.decisions)
    write_json(folder / "summary.json", cleaned.summary)


def _rejected(context: Context) -> int:
    lines = (context.run.data / "rejected.csv").read_text(encoding="utf-8").splitlines()
    return max(0, len(lines) - 1)
