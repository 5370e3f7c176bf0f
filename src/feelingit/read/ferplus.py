"""Read the FER+ votes (Barsoum et al. 2016) and lay them beside the faces they are about.

Ten people named the emotion of every FER2013 face; row i of `fer2013new.csv` is about row i of
`fer2013.csv`. Faces are matched by that number.
"""

import csv
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from feelingit.errors import InputError
from feelingit.faces import Faces
from feelingit.read.fer2013_csv import USAGES

VOTES = {
    "anger": "votes_angry",
    "disgust": "votes_disgust",
    "fear": "votes_fear",
    "happiness": "votes_happy",
    "neutral": "votes_neutral",
    "sadness": "votes_sad",
    "surprise": "votes_surprise",
    "contempt": "votes_contempt",
    "unknown": "votes_unknown",
    "NF": "votes_no_face",
}
"""FER+ columns and what they are called here."""

MAX_CONTRADICTING = 0.05
"""Share of matched faces whose split may contradict the votes' Usage."""

MIN_MATCHED = 0.5
"""Share of faces that must be found among the votes."""

_NUMBER = re.compile(r"(?:^|/)(?:fer)?(\d{1,9})(?:\.\w+)?$")


def read_votes(path: Path) -> pd.DataFrame:
    """Read a FER+ file.

    Returns:
        Row i is about FER2013's row i: `split` and the ten columns of `VOTES`, as counts.

    Raises:
        InputError: The file is missing, lacks a column, or has a broken row.
    """
    if not path.is_file():
        raise InputError(f"there are no votes at {path}; expected FER+'s fer2013new.csv")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            _check_columns(path, list(reader.fieldnames or []))
            rows = [_parse(path, reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is not a CSV file: {error}") from error
    return pd.DataFrame(rows, columns=["split", *VOTES.values()])


def _check_columns(path: Path, names: list[str]) -> None:
    missing = [column for column in ("Usage", *VOTES) if column not in names]
    if missing:
        raise InputError(f"{path} lacks the column {missing[0]!r}, expected FER+'s fer2013new.csv")


def _parse(path: Path, line: int, row: dict[str | Any, str | Any]) -> list[str | int]:
    if None in row:
        raise InputError(f"{path} line {line} has more fields than the first line has columns")
    split = USAGES.get(str(row["Usage"]).strip().lower())
    if split is None:
        raise InputError(
            f"{path} line {line}: Usage is {row['Usage']!r}, expected Training, PublicTest or "
            "PrivateTest"
        )
    return [split, *(_count(path, line, column, row[column]) for column in VOTES)]


def _count(path: Path, line: int, column: str, value: str | None) -> int:
    if value is None or not value.strip().isdecimal():
        raise InputError(f"{path} line {line}: {column} is {value!r}, expected a number of votes")
    return int(value)


def add_votes(faces: Faces, votes: pd.DataFrame, source: Path, *, check_splits: bool) -> Faces:
    """Lay votes beside the faces that they are about.

    Args:
        faces: Whose `face_id` ends in FER2013's row: `fer2013/7`, `train/happy/7.png`,
            `test/sad/fer0000007.png`.
        votes: From `read_votes`.
        source: Of the votes, for messages.
        check_splits: Whether the faces' splits are known, so that they can contradict.

    Returns:
        The faces with ten more columns; counts are missing (`<NA>`) for unmatched faces.

    Raises:
        InputError: Fewer than half of the faces match, or more than 5 % of the matched are
            training data for the one and not for the other: these votes are about other faces.
    """
    numbers = faces.table["face_id"].str.extract(_NUMBER, expand=False)
    rows = numbers.astype("Float64").fillna(-1).to_numpy(dtype=np.int64)
    matched = (rows >= 0) & (rows < len(votes))
    if matched.mean() < MIN_MATCHED:
        raise InputError(
            f"the votes of {source} do not fit: only {matched.sum()} of {len(faces)} faces have "
            f"a file name that is one of its {len(votes)} rows; expected names such as 123.png"
        )
    theirs = votes.reindex(np.where(matched, rows, -1)).reset_index(drop=True)
    if check_splits:
        _check_splits(faces.table["split"][matched], theirs["split"][matched], source)
    counts = theirs[list(VOTES.values())].astype("Int64")
    return Faces(faces.images, pd.concat([faces.table, counts], axis=1))


def _check_splits(ours: "pd.Series[str]", theirs: "pd.Series[str]", source: Path) -> None:
    # Copies of FER2013 often merge its two test splits, so only training counts.
    contradicting = ((ours == "train") != (theirs == "train")).mean()
    if contradicting > MAX_CONTRADICTING:
        raise InputError(
            f"the votes of {source} do not fit: {contradicting:.0%} of the faces are training "
            "data in one and not in the other, so their numbers are not FER2013's rows"
        )
