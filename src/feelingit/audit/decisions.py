"""Decisions: what a person, or a rule, has settled about single faces.

They live in a CSV that a person can read and edit. Knows nothing about how they were reached.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from feelingit.audit.findings import DROP
from feelingit.emotions import parse_emotion
from feelingit.errors import InputError

COLUMNS = ("face_id", "decision", "reason", "origin")
"""The decision is an emotion's name or `drop`; the origin `corrections` or `duplicates`."""

_REQUIRED = ("face_id", "emotion")


@dataclass(frozen=True)
class Applied:
    """What decisions did.

    Attributes:
        table: Of the faces that are left, with their labels; its index is that of the faces
            as they were.
        relabelled: Faces whose label changed.
        dropped: Faces taken out.
        unmatched: Decisions about faces that are not there.
    """

    table: pd.DataFrame
    relabelled: int
    dropped: int
    unmatched: int


def decisions_table(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    """Make a table `face_id, decision, reason, origin`, which may be empty."""
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def read_decisions(path: Path) -> pd.DataFrame:
    """Read a corrections file: `face_id, emotion, reason`, where the emotion may be `drop`.

    The reason may be left out. A face named twice with the same decision counts once.

    Returns:
        `face_id, decision, reason, origin`, the origin being `corrections`.

    Raises:
        InputError: The file is missing, lacks a column, names no emotion in a row, or decides
            twice and differently about one face.
    """
    if not path.is_file():
        raise InputError(f"there is no corrections file at {path}")
    decided: dict[str, tuple[int, str, str]] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, skipinitialspace=True)
            _check_columns(path, list(reader.fieldnames or []))
            for row in reader:
                _decide(path, reader.line_num, row, decided)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is not a CSV file: {error}") from error
    return decisions_table(
        [(face, decision, reason, "corrections") for face, (_, decision, reason) in decided.items()]
    )


def _check_columns(path: Path, names: list[str]) -> None:
    missing = [column for column in _REQUIRED if column not in names]
    if missing:
        raise InputError(
            f"{path} lacks the column {missing[0]!r}; its first line is {','.join(names)!r}, "
            "expected face_id,emotion,reason"
        )


def _decide(
    path: Path,
    line: int,
    row: Mapping[str | Any, str | Any],
    decided: dict[str, tuple[int, str, str]],
) -> None:
    if None in row:
        raise InputError(
            f"{path} line {line} has more fields than the first line has columns; put quotes "
            "around a reason that holds a comma"
        )
    face = (row["face_id"] or "").strip()
    if not face:
        raise InputError(f"{path} line {line}: face_id is empty, expected a face's id")
    decision = _decision(path, line, (row["emotion"] or "").strip())
    before = decided.get(face)
    if before is not None and before[1] != decision:
        raise InputError(
            f"{path} line {line}: {face} is {decision!r} here but {before[1]!r} in line "
            f"{before[0]}; keep one of them"
        )
    decided[face] = before or (line, decision, (row.get("reason") or "").strip())


def _decision(path: Path, line: int, value: str) -> str:
    if value.lower() == DROP:
        return DROP
    try:
        return parse_emotion(value)
    except InputError as error:
        raise InputError(f"{path} line {line}: emotion is {value!r}; {error}, or drop") from error


def apply_decisions(table: pd.DataFrame, decisions: pd.DataFrame) -> Applied:
    """Relabel and drop faces; neither table is changed.

    Args:
        table: Of faces.
        decisions: `face_id, decision`; at most one a face.
    """
    decided = table["face_id"].map(decisions.set_index("face_id")["decision"])
    drop = decided == DROP
    labels = decided.where(decided.notna() & ~drop, table["emotion"])
    return Applied(
        table=table.assign(emotion=labels)[~drop],
        relabelled=int((labels != table["emotion"]).sum()),
        dropped=int(drop.sum()),
        unmatched=int((~decisions["face_id"].isin(table["face_id"])).sum()),
    )
