from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.prediction_table import COLUMNS, MODEL_COLUMNS, PROBABILITY_COLUMNS

MakeRows = Callable[..., pd.DataFrame]
SOMEONE = TrainedModel("vgg16", "baseline", control=True, trained_on="none", seed=0)


def rows_of(
    said: Sequence[tuple[str, str]],
    *,
    confidence: float = 0.7,
    groups: Sequence[int] | None = None,
    splits: Sequence[str] | None = None,
    trained: TrainedModel = SOMEONE,
    tested_on: str = "none",
) -> pd.DataFrame:
    """Build predictions from pairs of the true and the predicted emotion."""
    rows = pd.DataFrame(said, columns=["emotion", "predicted"])
    rows["face_id"] = [f"test/{i:05d}.png" for i in range(len(rows))]
    rest = (1 - confidence) / (len(EMOTIONS) - 1)
    probabilities = np.full((len(rows), len(EMOTIONS)), rest, np.float32)
    probabilities[np.arange(len(rows)), [EMOTIONS.index(p) for p in rows["predicted"]]] = confidence
    rows[PROBABILITY_COLUMNS] = probabilities
    rows["group"] = range(len(rows)) if groups is None else groups
    rows["split"] = "test" if splits is None else splits
    rows["tested_on"] = tested_on
    for column in MODEL_COLUMNS:
        rows[column] = getattr(trained, column)
    return rows[COLUMNS]


@pytest.fixture(scope="session")
def make_rows() -> MakeRows:
    return rows_of


@pytest.fixture(scope="session")
def some_rows() -> pd.DataFrame:
    """300 faces of all emotions, about half of them named rightly, drawn once."""
    generator = np.random.default_rng(7)
    true = generator.choice(EMOTIONS, 300)
    guess = generator.choice(EMOTIONS, 300)
    said = np.where(generator.random(300) < 0.45, true, guess)
    return rows_of(list(zip(true, said, strict=True)))
