"""Divide faces into training, validation and test data so that nothing leaks between them.

Copies of one picture, told by their `group`, always go the same way. Knows nothing about how
copies are found.
"""

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.faces import LEAKED


def split_faces(
    table: pd.DataFrame,
    *,
    test: Sequence[str],
    test_share: float,
    validation_share: float,
    seed: int,
) -> pd.DataFrame:
    """Divide faces into `train`, `validation` and `test`, stratified by emotion.

    - The source splits named in `test` are the test data. Where the source has none of them,
      `test_share` of its training faces is held out.
    - A source split `validation` that is not named in `test` is the validation data. Where there
      is none, `validation_share` of the training faces is held out.
    - A source split `test` that is not named in `test` is left out.
    - A test face with a copy among the others is `leaked`, and what is `leaked` stays so. A face
      of the source's validation data with a copy in training is training data.

    Args:
        table: Faces with their source splits in `split`, and `group`.
        test: Names of source splits; those that the source lacks are passed over.
        test_share: 0 to 1.
        validation_share: Above 0 to 1.
        seed: Of both draws.

    Returns:
        The table, in its order, with the new `split`.

    Raises:
        InputError: There are no training faces or no test faces, all are of one emotion, or an
            emotion has too few faces to be held out.
    """
    sources = table["split"]
    new = sources.where(sources.isin(["train", "validation", LEAKED]))
    new = new.mask(sources.isin(list(test)), "test")
    table = table.assign(split=new)[new.notna()].reset_index(drop=True)
    _check(table, sources, test, test_share)
    if not (table["split"] == "test").any():
        table = _hold_out(table, "test", test_share, seed, "test_share")
    table = _gather_copies(table)
    if not (table["split"] == "validation").any():
        table = _hold_out(table, "validation", validation_share, seed, "validation_share")
    _check_learnable(table)
    return table


def _check(
    table: pd.DataFrame, sources: "pd.Series[str]", test: Sequence[str], test_share: float
) -> None:
    names = ", ".join(sources.unique()) or "none"
    training = table[table["split"] == "train"]
    if training.empty:
        raise InputError(
            f"there are no training faces: the splits are {names}, of which {', '.join(test)} are "
            "test data; name a folder train/, or change [split] test"
        )
    if not (table["split"] == "test").any() and test_share == 0:
        raise InputError(
            f"there are no test faces: the splits are {names}; set [split] test to one of them, "
            "or test_share to the share of training faces to hold out"
        )
    if len(training["emotion"].unique()) == 1:
        raise InputError(
            f"all training faces are {training['emotion'].iloc[0]!r}; expected at least two "
            "emotions, or there is nothing to tell apart"
        )


def _gather_copies(table: pd.DataFrame) -> pd.DataFrame:
    """Let no group straddle splits: training data come first, and a test face is leaked."""
    split, group = table["split"], table["group"]
    trained = group.isin(group[split == "train"])
    seen = group.isin(group[split.isin(["train", "validation"])])
    split = split.mask((split == "validation") & trained, "train")
    return table.assign(split=split.mask((split == "test") & seen, LEAKED))


def _hold_out(
    table: pd.DataFrame, name: str, share: float, seed: int, setting: str
) -> pd.DataFrame:
    """Move a share of the training groups, stratified by emotion, to another split."""
    # scikit-learn comes with feelingit[study]; reading and auditing do without it.
    from sklearn.model_selection import train_test_split  # noqa: PLC0415

    training = table[table["split"] == "train"]
    one_each = training.drop_duplicates("group")
    _check_enough(one_each["emotion"], share, setting)
    _, held_out = train_test_split(
        one_each["group"].to_numpy(),
        test_size=share,
        stratify=one_each["emotion"].to_numpy(),
        random_state=seed,
    )
    moved = (table["split"] == "train") & table["group"].isin(np.asarray(held_out))
    return table.assign(split=table["split"].mask(moved, name))


def _check_enough(emotions: "pd.Series[str]", share: float, setting: str) -> None:
    """Insist that every emotion gives a face to the part held out and two to the rest."""
    needed = max(math.ceil(1 / share - 1e-9), math.ceil(2 / (1 - share) - 1e-9))
    counts = emotions.value_counts()
    few = [emotion for emotion in EMOTIONS if 0 < counts.get(emotion, 0) < needed]
    if few:
        raise InputError(
            f"{few[0]!r} has {counts[few[0]]} different training faces, too few to hold out "
            f"{share:.0%} of every emotion: at least {needed} are needed; add faces, drop this "
            f"emotion, or change [split] {setting}"
        )


def _check_learnable(table: pd.DataFrame) -> None:
    trained = set(table["emotion"][table["split"] == "train"])
    tested = table["emotion"][table["split"] == "test"]
    unknown = [emotion for emotion in EMOTIONS if emotion in set(tested) - trained]
    if unknown:
        raise InputError(
            f"{unknown[0]!r} has {(tested == unknown[0]).sum()} test faces but no training face; "
            "add training faces of it, or drop it from the test data"
        )
    if tested.empty:
        raise InputError(
            "no test face is left: every one has a copy in the training data; use other test "
            "data, or set [split] test_share"
        )
