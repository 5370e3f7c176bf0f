"""Clean faces: apply a person's corrections, then settle pixel-identical copies.

Works on the source's splits; which of them are test data it is told, and how training data are
divided further is `split`'s matter.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.audit.checks import audit
from feelingit.audit.decisions import apply_decisions, decisions_table
from feelingit.audit.duplicates import (
    LABEL_RULES,
    RULE,
    Conflicts,
    count_duplicates,
    duplicate_groups,
    majority_labels,
    staying,
)
from feelingit.audit.findings import DROP
from feelingit.emotions import EMOTIONS
from feelingit.faces import LEAKED, Faces

Duplicates = Literal["drop", "keep"]
Balance = dict[str, dict[str, int]]
Decision = tuple[str, str, str, str]
TEST = ("validation", "test")


@dataclass(frozen=True)
class Cleaned:
    """Faces in use, and the account of how they became so.

    Attributes:
        table: The faces' columns, `row` (position in the images) and `group` (of copies).
            The split is the source's, or `leaked`.
        decisions: `face_id, decision, reason, origin`, all that was decided.
        findings: Of all checks, on the faces as they were read.
        summary: `read`, `corrections`, `duplicates`, `balance`, as `clean/summary.json` has
            them; `balance` has only `before`, for `after` is known when the faces are split.
    """

    table: pd.DataFrame
    decisions: pd.DataFrame
    findings: pd.DataFrame
    summary: dict[str, Any]


def clean(
    faces: Faces,
    decisions: pd.DataFrame | None = None,
    *,
    duplicates: Duplicates = "drop",
    conflicts: Conflicts = "majority",
    test: Sequence[str] = TEST,
    rejected: int = 0,
) -> Cleaned:
    """Correct labels, then settle copies.

    Of pixel-identical copies the one in the earliest split stays (train, then validation, then
    test), within a split the first in the data set's order. Its label becomes the most frequent
    one among the copies, and stays its own where there is a tie. The published study kept the
    first copy too. Corrections come first, so they decide what is a conflict.

    A test face whose staying copy is not test data is a leak. The first such face of a group is
    kept aside with its own label as `leaked`, to measure what the leak is worth.

    Args:
        faces: As read.
        decisions: Corrections, as `read_decisions` gives them.
        duplicates: `drop` all copies but one; or `keep` all with their labels, in which case
            every test face with a copy outside the test data is `leaked`.
        conflicts: `majority` as above; or `drop` every copy where their labels differ.
        test: The source's splits that are test data.
        rejected: How many entries were not read, for the summary.
    """
    corrections = decisions_table([]) if decisions is None else decisions
    labelled = faces.table.assign(row=np.arange(len(faces)), group=duplicate_groups(faces))
    applied = apply_decisions(labelled, corrections)
    table = applied.table.reset_index(drop=True)
    groups = table["group"].to_numpy(dtype=np.int64)
    counts = count_duplicates(table, groups)
    kept, settled = _settle(table, groups, duplicates, conflicts, test)
    summary = {
        "read": {"faces": len(faces), "rejected": rejected},
        "corrections": {
            "relabelled": applied.relabelled,
            "dropped": applied.dropped,
            "unmatched": applied.unmatched,
        },
        "duplicates": {**asdict(counts), "rule": rule(duplicates, conflicts)},
        "balance": {"before": balance(faces.table)},
    }
    known = corrections[corrections["face_id"].isin(faces.table["face_id"])]
    everything = pd.concat([known, decisions_table(settled)], ignore_index=True)
    return Cleaned(kept, everything, audit(faces), summary)


def rule(duplicates: Duplicates, conflicts: Conflicts) -> str:
    """Write down in one sentence what is done about copies."""
    if duplicates == "drop":
        return f"{RULE}; {LABEL_RULES[conflicts]}."
    if conflicts == "drop":
        return f"All pixel-identical copies stay, except that {LABEL_RULES['drop']}."
    return "All pixel-identical copies stay, with their labels."


def balance(table: pd.DataFrame) -> Balance:
    """Count faces by split and emotion; every emotion is there, with 0 if need be."""
    counts = pd.crosstab(table["split"], table["emotion"])
    counts = counts.reindex(columns=list(EMOTIONS), fill_value=0)
    return {
        str(split): {emotion: int(row[emotion]) for emotion in EMOTIONS}
        for split, row in counts.iterrows()
    }


def _settle(
    table: pd.DataFrame,
    groups: NDArray[np.int64],
    duplicates: Duplicates,
    conflicts: Conflicts,
    test: Sequence[str],
) -> tuple[pd.DataFrame, list[Decision]]:
    decided: list[Decision] = []
    if conflicts == "drop":
        differ = table["emotion"].groupby(groups).transform("nunique").to_numpy() > 1
        decided += _decisions(table[differ], "its copies carry other labels")
        table, groups = table[~differ].reset_index(drop=True), groups[~differ]
    stayers = staying(table, groups)
    in_test = table["split"].isin(list(test)).to_numpy()
    leak = in_test & ~in_test[stayers]
    if duplicates == "keep":
        return table.assign(split=table["split"].mask(leak, LEAKED)), decided
    kept, dropped = _drop_copies(table, stayers, leak)
    return kept, decided + dropped


def _drop_copies(
    table: pd.DataFrame, stayers: NDArray[np.int64], leak: NDArray[np.bool_]
) -> tuple[pd.DataFrame, list[Decision]]:
    """Keep each group's stayer under the majority's label, and its first leak aside."""
    stays = stayers == np.arange(len(table))
    first_leak = leak & ~pd.Series(stayers).where(leak).duplicated().to_numpy()
    labels = majority_labels(table, stayers)
    relabelled = stays & (labels != table["emotion"]).to_numpy()
    stayer_ids = table["face_id"].to_numpy()[stayers]
    settled = table.assign(
        emotion=table["emotion"].mask(relabelled, labels),
        split=table["split"].mask(first_leak, LEAKED),
    )
    decided = _decisions(
        settled[relabelled], "the most frequent label among its copies", labels[relabelled]
    )
    for face, stayer, aside in zip(
        table["face_id"][~stays], stayer_ids[~stays], first_leak[~stays], strict=True
    ):
        reason = f"a copy of {stayer}" + ("; kept aside as leaked" if aside else "")
        decided.append((face, DROP, reason, "duplicates"))
    return settled[stays | first_leak].reset_index(drop=True), decided


def _decisions(
    faces: pd.DataFrame, reason: str, labels: "pd.Series[str] | None" = None
) -> list[Decision]:
    made = [DROP] * len(faces) if labels is None else labels.tolist()
    return [
        (face, decision, reason, "duplicates")
        for face, decision in zip(faces["face_id"], made, strict=True)
    ]
