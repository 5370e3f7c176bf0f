"""Predictions under several conditions, of faces whose answers are written down."""

from collections.abc import Mapping, Sequence

import pandas as pd

from feelingit.evaluation.arms import TrainedModel

from .conftest import rows_of

BARE_ARM = TrainedModel("compact", "bare", control=True, trained_on="none", seed=0)
TWO = ("happy", "happy", "sad", "sad")
"""The emotions of four faces."""


def said_under(
    said: Mapping[str, Sequence[str]],
    *,
    emotions: Sequence[str] = TWO,
    trained: TrainedModel = BARE_ARM,
    groups: Sequence[int] | None = None,
    splits: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Build one model's predictions: what it said to each face, by condition."""
    blocks = [
        rows_of(
            list(zip(emotions, answers, strict=True)),
            trained=trained,
            tested_on=name,
            groups=groups,
            splits=splits,
        )
        for name, answers in said.items()
    ]
    return pd.concat(blocks, ignore_index=True)
