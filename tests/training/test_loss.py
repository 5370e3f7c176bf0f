import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from feelingit.training.loss import balanced_weights


@given(st.lists(st.integers(0, 6), min_size=1, max_size=200))
def test_every_emotion_that_is_there_counts_the_same_in_all(labels: list[int]) -> None:
    weights = balanced_weights(np.array(labels))
    assert weights.shape == (7,)
    assert weights.dtype == torch.float32
    counts = np.bincount(labels, minlength=7)
    shares = weights.numpy() * counts / len(labels)
    present = counts > 0
    assert shares[present] == pytest.approx(1 / present.sum())
    assert (weights.numpy()[~present] == 0).all()


def test_rare_emotions_weigh_more() -> None:
    weights = balanced_weights(np.array([0] * 30 + [1] * 10)).tolist()
    assert weights == pytest.approx([2 / 3, 2, 0, 0, 0, 0, 0])
