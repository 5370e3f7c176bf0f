"""Whether a model is as often right as it says: confidence against accuracy.

The confidence is the largest probability. Equal-width bins, each closed above, after Guo et al.,
"On Calibration of Modern Neural Networks" (2017).
"""

import numpy as np
import pandas as pd

from feelingit.evaluation.prediction_table import PROBABILITY_COLUMNS, correct

BINS = 15


def reliability_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Compare confidence and accuracy in each bin that holds a face.

    Returns:
        `bin` (0 to 14, bin b holds confidences above b/15 up to (b+1)/15), mean `confidence`,
        `accuracy` (both 0 to 1) and `count`.
    """
    confidence = rows[PROBABILITY_COLUMNS].to_numpy(np.float64).max(axis=1)
    place = np.clip(np.ceil(confidence * BINS).astype(np.int64) - 1, 0, BINS - 1)
    faces = pd.DataFrame({"bin": place, "confidence": confidence, "accuracy": correct(rows)})
    bins = faces.groupby("bin").agg(
        confidence=("confidence", "mean"), accuracy=("accuracy", "mean"), count=("bin", "size")
    )
    return bins.reset_index()


def expected_calibration_error(rows: pd.DataFrame) -> float:
    """Average the bins' distance between confidence and accuracy by their faces, 0 to 1."""
    bins = reliability_table(rows)
    gaps = (bins["accuracy"] - bins["confidence"]).abs()
    return float((gaps * bins["count"]).sum() / bins["count"].sum())
