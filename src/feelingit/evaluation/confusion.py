"""Which emotions are taken for which."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix

from feelingit.emotions import EMOTIONS
from feelingit.evaluation.prediction_table import codes


def confusion_counts(rows: pd.DataFrame) -> NDArray[np.int64]:
    """Count the faces of each emotion (row) by what they were called (column), `int64 [7, 7]`."""
    counts: NDArray[np.int64] = confusion_matrix(
        codes(rows["emotion"]), codes(rows["predicted"]), labels=range(len(EMOTIONS))
    )
    return counts


def confusion_table(rows: pd.DataFrame) -> pd.DataFrame:
    """List the counts as `emotion, predicted, count`: 49 rows, zeros included."""
    size = len(EMOTIONS)
    return pd.DataFrame(
        {
            "emotion": np.repeat(EMOTIONS, size),
            "predicted": np.tile(EMOTIONS, size),
            "count": confusion_counts(rows).ravel(),
        }
    )
