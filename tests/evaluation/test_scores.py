from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import balanced_accuracy_score, f1_score

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.evaluation.confusion import confusion_counts, confusion_table
from feelingit.evaluation.intervals import Bootstrap
from feelingit.evaluation.scores import score

from .conftest import rows_of

MakeRows = Callable[..., pd.DataFrame]
FEW = Bootstrap(resamples=100)
SAID = [("happy", "happy"), ("happy", "happy"), ("happy", "sad"), ("sad", "happy")]
pairs = st.lists(st.tuples(st.sampled_from(EMOTIONS), st.sampled_from(EMOTIONS)), min_size=1)


def test_a_case_by_hand() -> None:
    """Happy: 2 of 3 found, 2 of 3 calls right. Sad: 0 of 1."""
    scores = score(rows_of(SAID), FEW)
    assert scores["accuracy"] == 0.5
    assert scores["accuracy_happy"] == pytest.approx(2 / 3)
    assert scores["f1_happy"] == pytest.approx(2 / 3)
    assert scores["f1_sad"] == scores["accuracy_sad"] == 0
    assert scores["macro_f1"] == scores["balanced_accuracy"] == pytest.approx(1 / 3)
    assert scores["weighted_f1"] == pytest.approx(3 / 4 * 2 / 3)
    assert (scores["n"], scores["n_happy"], scores["n_fear"]) == (4, 3, 0)


def test_an_emotion_without_a_face_is_nan_and_left_out_of_the_means() -> None:
    scores = score(rows_of([("happy", "happy"), ("sad", "fear")]), FEW)
    assert np.isnan(scores["f1_fear"])
    assert np.isnan(scores["accuracy_fear"])
    assert scores["macro_f1"] == scores["balanced_accuracy"] == 0.5


def test_scores_are_scikit_learns(some_rows: pd.DataFrame) -> None:
    true, said = some_rows["emotion"], some_rows["predicted"]
    scores = score(some_rows, FEW)
    assert scores["macro_f1"] == pytest.approx(f1_score(true, said, average="macro"))
    assert scores["weighted_f1"] == pytest.approx(f1_score(true, said, average="weighted"))
    assert scores["balanced_accuracy"] == pytest.approx(balanced_accuracy_score(true, said))


def test_leaked_faces_count_only_with_leaks() -> None:
    scores = score(rows_of(SAID, splits=["leaked", "test", "test", "test"]), FEW)
    assert (scores["n"], scores["n_with_leaks"]) == (3, 4)
    assert scores["accuracy"] == pytest.approx(1 / 3)
    assert scores["accuracy_with_leaks"] == 0.5
    assert scores["n_happy"] == 2


def test_nothing_to_score_is_said() -> None:
    with pytest.raises(InputError, match="no test faces"):
        score(rows_of(SAID, splits=["leaked"] * 4), FEW)


@settings(deadline=None, max_examples=25)
@given(said=pairs, seed=st.integers(0, 100))
def test_the_order_of_rows_does_not_matter(said: list[tuple[str, str]], seed: int) -> None:
    rows = rows_of(said)
    shuffled = rows.sample(frac=1, random_state=seed)
    a, b = score(rows, FEW), score(shuffled, FEW)
    assert a == pytest.approx(b, nan_ok=True)


@settings(deadline=None, max_examples=25)
@given(said=pairs)
def test_scores_are_shares_within_their_ranges(said: list[tuple[str, str]]) -> None:
    scores = score(rows_of(said), FEW)
    shares = [value for key, value in scores.items() if not key.startswith("n")]
    assert all(np.isnan(value) or 0 <= value <= 1 for value in shares)
    assert scores["accuracy_low"] <= scores["accuracy_high"]


def test_confusion_counts_true_emotions_in_rows() -> None:
    counts = confusion_counts(rows_of(SAID))
    happy, sad = EMOTIONS.index("happy"), EMOTIONS.index("sad")
    assert counts[happy, sad] == counts[sad, happy] == 1
    assert counts[happy, happy] == 2
    assert counts.sum() == 4


def test_the_confusion_table_lists_every_pair_once() -> None:
    table = confusion_table(rows_of(SAID)).set_index(["emotion", "predicted"])["count"]
    assert len(table) == 49
    assert table["happy", "sad"] == 1
    assert table["happy", "happy"] == 2
    assert table.sum() == 4
