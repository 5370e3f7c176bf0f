"""The table of predictions: its columns, reading and checking it, parting it by model.

One row a face and condition; every score is computed from such rows and can be again.
"""

from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.evaluation.arms import TrainedModel
from feelingit.occlusion import condition

PROBABILITY_COLUMNS = [f"p_{emotion}" for emotion in EMOTIONS]
MODEL_COLUMNS = ["model", "arm", "control", "trained_on", "seed"]
COLUMNS = [
    *("face_id", "emotion", "predicted"),
    *PROBABILITY_COLUMNS,
    *("model", "trained_on", "tested_on", "seed", "arm", "control", "split", "group"),
]
SPLITS = ("test", "leaked")
TOLERANCE = 1e-3
"""How far from 1 a row of probabilities may sum."""

Cells = dict[tuple[TrainedModel, str], pd.DataFrame]
"""The rows of each trained model under each test condition."""


def read_predictions(path: Path) -> pd.DataFrame:
    """Read and check a table of predictions.

    Returns:
        `COLUMNS`; probabilities as `float32`.

    Raises:
        InputError: The file is not there, or a column, name or number in it is not as it should
            be.
    """
    text = ("face_id", "emotion", "predicted", "model", "trained_on", "tested_on", "arm", "split")
    try:
        table = pd.read_csv(
            path,
            dtype=dict.fromkeys(text, str) | dict.fromkeys(PROBABILITY_COLUMNS, np.float32),
            keep_default_na=False,  # a face or a condition may be called "none" or "NA"
        )
    except (OSError, EOFError, ValueError) as error:
        raise InputError(f"cannot read predictions from {path}: {error}") from error
    check_predictions(table, str(path))
    return table[COLUMNS]


def check_predictions(table: pd.DataFrame, where: str) -> None:
    """Hold a table of predictions to its contract.

    Raises:
        InputError: Names the file, the row (of the file, the header being 1) and what is wrong.
    """
    missing = [column for column in COLUMNS if column not in table.columns]
    if missing:
        raise InputError(f"{where} lacks the columns {', '.join(missing)} of predictions")
    for column, allowed in (
        ("emotion", EMOTIONS),
        ("predicted", EMOTIONS),
        ("split", SPLITS),
        ("control", (True, False)),
    ):
        # As text: one wrong entry makes the whole column text to pandas.
        wrong = ~table[column].astype(str).isin([str(value) for value in allowed])
        _refuse(table, wrong, column, f"one of {allowed}", where)
    for column in ("tested_on", "trained_on"):
        _refuse_unknown_conditions(table, column, where)
    probabilities = table[PROBABILITY_COLUMNS].to_numpy(np.float64)
    off = ~(np.abs(probabilities.sum(axis=1) - 1) <= TOLERANCE) | (probabilities < 0).any(axis=1)
    _refuse(table, off, PROBABILITY_COLUMNS[0], "probabilities of at least 0 that sum to 1", where)
    said = np.take_along_axis(probabilities, codes(table["predicted"])[:, None], axis=1)[:, 0]
    less = said < probabilities.max(axis=1, initial=0)
    _refuse(table, less, "predicted", "the emotion of the largest probability", where)
    twice = table.duplicated([*MODEL_COLUMNS, "tested_on", "face_id"])
    _refuse(table, twice, "face_id", "each face once per model and condition", where)


def _refuse(
    table: pd.DataFrame,
    wrong: "pd.Series[bool] | NDArray[np.bool_]",
    column: str,
    expected: str,
    where: str,
) -> None:
    rows = np.flatnonzero(np.asarray(wrong))
    if len(rows):
        found = table[column].iloc[int(rows[0])]
        raise InputError(f"{where}, row {rows[0] + 2}: {column} is {found!r}, expected {expected}")


def _refuse_unknown_conditions(table: pd.DataFrame, column: str, where: str) -> None:
    """Refuse names of conditions, joined by `+`, that do not exist; the nearest are offered."""
    for found in table[column].unique():
        try:
            for name in str(found).split("+"):
                condition(name)
        except InputError as error:
            row = int(np.flatnonzero(table[column] == found)[0])
            raise InputError(f"{where}, row {row + 2}: {column} is {found!r}; {error}") from error


def codes(emotions: "pd.Series[str]") -> NDArray[np.int64]:
    """Give each emotion's place in `EMOTIONS`, `int64 [n]`."""
    return pd.Categorical(emotions, categories=EMOTIONS).codes.astype(np.int64)


def correct(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which faces were named rightly, `bool [n]`."""
    return (rows["emotion"] == rows["predicted"]).to_numpy(np.bool_)


def without_leaks(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the faces that have no copy in training."""
    return rows[rows["split"] == "test"]


def by_cell(predictions: pd.DataFrame) -> Cells:
    """Part the predictions of a run by trained model and test condition, in their order."""
    parted = predictions.groupby([*MODEL_COLUMNS, "tested_on"], sort=False)
    cells: Cells = {}
    for key, rows in parted:
        model, arm, control, trained_on, seed, tested_on = cast("tuple[Any, ...]", key)
        trained = TrainedModel(model, arm, bool(control), trained_on, int(seed))
        cells[trained, tested_on] = rows
    return cells
