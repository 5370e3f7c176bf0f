"""The published study's conclusions, each with its test and the verdict of these data."""

import re

import pandas as pd

from feelingit.report.names import sentence_case
from feelingit.report.numbers import MINUS, MISSING, counted, is_missing, listed, p_value
from feelingit.report.results import Results
from feelingit.report.tables.table import Table

NEGATIVE = re.compile(r"(?<![\w.])-(?=\d)")
"""The sign of a negative number, not the hyphen of a name such as VGG-16."""

VERDICTS = ("supported", "contradicted", "undecided", "not tested")


def verdict_counts(results: Results) -> dict[str, int]:
    """Count the verdicts, in a fixed order; only those that occur."""
    if results.claims.empty:
        return {}
    counts = results.claims["verdict"].value_counts()
    return {verdict: int(counts[verdict]) for verdict in VERDICTS if verdict in counts}


def claims(results: Results) -> Table | None:
    """List the claims: verdict, corrected p value, a sentence with the figures, the test."""
    if results.claims.empty:
        return None
    rows = [
        (_text(row["statement"]), _text(row["verdict"]), _p(row["p_holm"]),
         _text(row["sentence"]), _text(row["test"]), _text(row["source"]))
        for row in results.claims.to_dict("records")
    ]  # fmt: skip
    columns = ["Claim", "Verdict", "p (Holm)", "What these data say", "Test", "Source"]
    counts = [f"{counted(n, 'claim')} {verdict}" for verdict, n in verdict_counts(results).items()]
    return Table(
        name="claims",
        title="The study's conclusions, tested",
        caption=f"{sentence_case(listed(counts))}. In brackets 95 % intervals; p is of the whole "
        "claim, corrected over all claims that have one.",
        frame=pd.DataFrame(rows, columns=columns),
        badge="Verdict",
        prose=("Claim", "What these data say", "Test", "Source"),
    )


def _text(value: object) -> str:
    return MISSING if is_missing(value) else NEGATIVE.sub(MINUS, str(value))


def _p(value: float | None) -> str:
    return MISSING if value is None else p_value(value)
