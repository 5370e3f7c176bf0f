import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from feelingit.saliency.selection import first_of_each, most_confident, select

LABELS = np.random.default_rng(0).integers(0, 7, 300)


@given(st.integers(1, 80), st.integers(0, 5))
def test_at_most_so_many_correct_faces_of_each_emotion_are_taken_once(most: int, seed: int) -> None:
    correct = np.random.default_rng(seed).random(300) < 0.5
    chosen = select(LABELS, correct, most, seed)
    available = np.bincount(LABELS[correct], minlength=7)
    assert correct[chosen].all()
    assert len(np.unique(chosen)) == len(chosen)
    assert np.array_equal(np.bincount(LABELS[chosen], minlength=7), np.minimum(available, most))


def test_the_choice_is_seeded() -> None:
    correct = np.ones(300, bool)
    assert np.array_equal(select(LABELS, correct, 9, 1), select(LABELS, correct, 9, 1))
    assert not np.array_equal(select(LABELS, correct, 9, 1), select(LABELS, correct, 9, 2))


def test_models_that_are_right_about_the_same_faces_show_the_same() -> None:
    """One more mistake takes that face out and leaves the others in their order."""
    correct = np.ones(300, bool)
    before = select(LABELS, correct, 300)
    correct[before[0]] = False
    assert np.array_equal(select(LABELS, correct, 300), before[1:])


def test_no_correct_faces_give_none() -> None:
    assert select(LABELS, np.zeros(300, bool), 9).size == 0


def test_examples_are_the_first_or_the_surest_of_each_emotion() -> None:
    chosen = select(LABELS, np.ones(300, bool), 20)
    confidence = np.random.default_rng(1).random(300)
    first, surest = first_of_each(LABELS, chosen, 2), most_confident(LABELS, chosen, confidence, 2)
    assert LABELS[first].tolist() == LABELS[surest].tolist() == np.repeat(np.arange(7), 2).tolist()
    sad = chosen[LABELS[chosen] == 5]
    assert np.array_equal(first[10:12], sad[:2])
    assert confidence[surest[10]] == confidence[sad].max()
