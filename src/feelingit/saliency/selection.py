"""Which faces a model is asked about: the same ones for every model, as far as it gets them right.

One seeded order of all faces is drawn, and each emotion's first correctly classified faces in it
are taken; of these the first are the examples. So they are not picked for their looks, and models
that are right about the same faces show the same examples.
"""

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS

Positions = NDArray[np.int64]


def select(
    labels: NDArray[np.int64], correct: NDArray[np.bool_], per_emotion: int, seed: int = 0
) -> Positions:
    """Choose at most `per_emotion` correctly classified faces of each emotion.

    Args:
        labels: `int64 [n]`, places in `EMOTIONS`.
        correct: `bool [n]`.
        per_emotion: The most of one emotion.
        seed: Of the order.

    Returns:
        Positions `int64 [k]`, by emotion, then in the drawn order.
    """
    order = np.random.default_rng(seed).permutation(len(labels))
    order = order[correct[order]]
    return first_of_each(labels, order, per_emotion)


def first_of_each(labels: NDArray[np.int64], positions: Positions, most: int) -> Positions:
    """Keep the first `most` positions of each emotion, by emotion."""
    own = (positions[labels[positions] == number][:most] for number in range(len(EMOTIONS)))
    return np.concatenate(list(own))


def most_confident(
    labels: NDArray[np.int64], positions: Positions, confidence: NDArray[np.floating], most: int
) -> Positions:
    """Keep the `most` positions of each emotion of which the model was surest, by emotion.

    Args:
        labels: `int64 [n]`.
        positions: `int64 [k]` among which to choose.
        confidence: `[n]`, the probability of the predicted emotion.
        most: Of each emotion.
    """
    surest = positions[np.argsort(-confidence[positions], kind="stable")]
    return first_of_each(labels, surest, most)
