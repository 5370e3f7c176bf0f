"""What cleaning changed, step by step, and what was not read at all."""

import pandas as pd

from feelingit.report.numbers import count
from feelingit.report.results import Results
from feelingit.report.tables.table import Table


def cleaning(results: Results) -> Table:
    """Count what was read, relabelled, dropped and set aside."""
    read, corrections, copies = (
        results.cleaning[key] for key in ("read", "corrections", "duplicates")
    )
    leaked = int((results.table["split"] == "leaked").sum())
    steps = [
        ("Reading", "faces read", read["faces"]),
        ("Reading", "entries not read", read["rejected"]),
        ("Corrections", "faces relabelled", corrections["relabelled"]),
        ("Corrections", "faces dropped", corrections["dropped"]),
        ("Corrections", "corrections without their face", corrections["unmatched"]),
        ("Duplicates", "groups of pixel-identical faces", copies["groups"]),
        ("Duplicates", "surplus copies", copies["surplus"]),
        ("Duplicates", "groups with conflicting labels", copies["conflicts"]),
        ("Duplicates", "groups across splits", copies["across_splits"]),
        ("Use", "test copies of training faces, set aside", leaked),
        ("Use", "faces in use", len(results.table) - leaked),
    ]
    rows = [(step, what, count(int(number))) for step, what, number in steps]
    return Table(
        name="cleaning",
        title="From the faces as read to the faces in use",
        caption=str(copies.get("rule", "")),
        frame=pd.DataFrame(rows, columns=["Step", "What", "Count"]),
        stubs=2,
    )


def rejected(results: Results) -> Table | None:
    """Count the entries that were not read by reason, with an example of each."""
    if results.rejected.empty:
        return None
    grouped = results.rejected.groupby("reason", sort=False)["source"]
    rows = [(str(reason), count(len(found)), str(found.iloc[0])) for reason, found in grouped]
    return Table(
        name="rejected",
        title="Entries that were not read",
        caption="By reason; each one is listed in data/rejected.csv of the run folder.",
        frame=pd.DataFrame(rows, columns=["Reason", "Entries", "For example"]),
        prose=("For example",),
    )


def findings(results: Results) -> Table | None:
    """Count what the audit found by check and suggestion."""
    if results.findings.empty:
        return None
    counts = results.findings.groupby(
        ["check", "suggestion"], dropna=False, sort=False, as_index=False
    ).size()
    rows = [
        (str(row["check"]), str(row["suggestion"]), count(int(row["size"])))
        for row in counts.to_dict("records")
    ]
    return Table(
        name="findings",
        title="Findings of the audit",
        caption="How many faces each check points at; a finding changes nothing by itself.",
        frame=pd.DataFrame(rows, columns=["Check", "Suggestion", "Faces"]),
        stubs=2,
    )
