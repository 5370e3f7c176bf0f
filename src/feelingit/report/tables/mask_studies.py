"""What others found with people and masks: one row a study and covering."""

import math
from typing import Any

import pandas as pd

from feelingit.report.numbers import MISSING, counted, is_missing, percent
from feelingit.report.results import Results
from feelingit.report.tables.table import Table

EFFECTS = {"lower": "Named worse", "none": "As well", "higher": "Better"}
"""What a covering did to an emotion, and the column that lists it."""
COLUMNS = ["Study", "People", "Covered", *EFFECTS.values(), "Remarks"]
PROSE = ("Study", "Named worse", "Remarks")


def mask_studies(results: Results) -> Table | None:
    """List each study: how many people, what was covered, which emotions suffered."""
    table = results.looking.mask_studies
    if table.empty:
        return None
    parts = [
        (str(study), str(covered), part)
        for (study, covered), part in table.groupby(["study", "covered"], sort=False)
    ]
    rows = [_row(*each) for each in parts]
    sources = [[_source(part), *[""] * (len(COLUMNS) - 1)] for _, _, part in parts]
    return Table(
        name="mask_studies",
        title="What others found with people and masks",
        caption=f"{counted(table['study'].nunique(), 'study', 'studies')} in which people named "
        "the emotion of bare and of covered faces: which emotions they named worse, as well, or "
        "better when the mouth, or the eyes, were covered, with the share named right as far as a "
        "study gives it; “all” is over all emotions that it showed. Small, its DOI, or the journal "
        "where none is known.",
        frame=pd.DataFrame(rows, columns=COLUMNS),
        beneath=pd.DataFrame(sources, columns=COLUMNS),
        beneath_name="source",
        prose=PROSE,
    )


def _row(study: str, covered: str, part: pd.DataFrame) -> list[str]:
    records = part.to_dict("records")
    first = records[0]
    effects = [
        ", ".join(_emotion(row) for row in records if row["effect"] == effect) or MISSING
        for effect in EFFECTS
    ]
    taken = [
        f"{row['emotion']} taken for {row['confused_with']}"
        for row in records
        if not is_missing(row["confused_with"])
    ]
    note = [] if is_missing(first["note"]) else [str(first["note"])]
    return [
        study,
        _people(first["people"]),
        covered,
        *effects,
        "; ".join([*taken, *note]) or MISSING,
    ]


def _source(part: pd.DataFrame) -> str:
    first = part.iloc[0]
    return next((str(first[n]) for n in ("doi", "journal") if not is_missing(first[n])), MISSING)


def _emotion(row: dict[Any, Any]) -> str:
    """Name an emotion, and its accuracies where they are known."""
    bare, covered = float(row["accuracy_bare"]), float(row["accuracy_covered"])
    if math.isnan(bare) or math.isnan(covered):
        return str(row["emotion"])
    return f"{row['emotion']} ({percent(bare, 0)} to {percent(covered, 0)} %)"


def _people(number: object) -> str:
    return MISSING if is_missing(number) else f"{float(str(number)):.0f}"
