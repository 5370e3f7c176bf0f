"""Find faces whose label most of ten people did not choose (FER+, Barsoum et al. 2016).

Says nothing about faces without votes.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.audit.findings import DROP, findings
from feelingit.emotions import EMOTIONS
from feelingit.faces import Faces

CHOICES = (*EMOTIONS, "contempt", "unknown", "no_face")
"""What the voters could choose from, in the order used here."""

COLUMNS = tuple(f"votes_{choice}" for choice in CHOICES)

_NO_FACE = CHOICES.index("no_face")
_UNKNOWN = CHOICES.index("unknown")


def find_outvoted(faces: Faces) -> pd.DataFrame:
    """Find faces that most voters call no face, or an emotion other than the label.

    Most means more votes than for any other choice; the score is their share of the votes. A
    face that most voters found unclear is not reported: they do not contradict its label.
    """
    counts = _counts(faces.table)
    total, top = counts.sum(axis=1), counts.max(axis=1)
    winner = counts.argmax(axis=1)
    clear = (total > 0) & ((counts == top[:, None]).sum(axis=1) == 1)
    differs = (winner != faces.labels) & (winner != _UNKNOWN)
    rows = np.flatnonzero(clear & differs)
    return findings(
        "votes",
        faces.table["face_id"].iloc[rows].tolist(),
        (top[rows] / total[rows]).tolist(),
        [_sentence(int(winner[i]), int(top[i]), int(total[i])) for i in rows],
        [EMOTIONS[i] if i < len(EMOTIONS) else DROP for i in winner[rows]],
    )


def _counts(table: pd.DataFrame) -> NDArray[np.int64]:
    """Give the votes as `int64 [n, 10]`; all zero where there are none."""
    if not set(COLUMNS) <= set(table.columns):
        return np.zeros((len(table), len(COLUMNS)), dtype=np.int64)
    return table[list(COLUMNS)].astype("Float64").fillna(0).to_numpy(dtype=np.int64)


def _sentence(winner: int, votes: int, total: int) -> str:
    what = "not a face" if winner == _NO_FACE else CHOICES[winner]
    return f"{votes} of {total} voters say {what}"
