"""The published study's conclusions, each with its test and the verdict of these data."""

import pandas as pd

from feelingit.report.names import sentence_case
from feelingit.report.numbers import MISSING, counted, decimal, is_missing, listed, p_value
from feelingit.report.results import Results
from feelingit.report.tables.table import Table

VERDICTS = ("supported", "contradicted", "undecided", "not tested")


def verdict_counts(results: Results) -> dict[str, int]:
    """Count the verdicts, in a fixed order; only those that occur."""
    if results.claims.empty:
        return {}
    counts = results.claims["verdict"].value_counts()
    return {verdict: int(counts[verdict]) for verdict in VERDICTS if verdict in counts}


def claims(results: Results) -> Table | None:
    """List the claims with test, estimate, corrected p-value, verdict and a sentence."""
    if results.claims.empty:
        return None
    rows = [
        (_text(row["statement"]), _text(row["verdict"]), _text(row["sentence"]), _estimate(row),
         _p(row["p_holm"]), _text(row["test"]), _text(row["source"]))
        for row in results.claims.to_dict("records")
    ]  # fmt: skip
    columns = ["Claim", "Verdict", "What these data say", "Estimate", "p (Holm)", "Test", "Source"]
    counts = [f"{counted(n, 'claim')} {verdict}" for verdict, n in verdict_counts(results).items()]
    return Table(
        name="claims",
        title="The study's conclusions, tested",
        caption=f"{sentence_case(listed(counts))}. Estimates are differences of accuracy as shares "
        "unless the sentence says otherwise, with 95 % intervals.",
        frame=pd.DataFrame(rows, columns=columns),
        badge="Verdict",
        prose=("Claim", "What these data say", "Test", "Source"),
    )


def _text(value: object) -> str:
    return MISSING if is_missing(value) else str(value)


def _p(value: float | None) -> str:
    return MISSING if value is None else p_value(value)


def _estimate(row: dict[object, float]) -> str:
    if is_missing(row["estimate"]):
        return MISSING
    text = decimal(row["estimate"], 3)
    if is_missing(row["low"]):
        return text
    return f"{text} [{decimal(row['low'], 3)}, {decimal(row['high'], 3)}]"
