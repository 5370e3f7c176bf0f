"""A whole labelled data set of drawn faces, with the faults that real ones have.

It stands in for photographs in the quickstart: unbalanced, sometimes ambiguous, sometimes
mislabelled, with a few pictures twice, so that every step of a study has something to do.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS, Emotion
from feelingit.errors import InputError
from feelingit.faces import Faces
from feelingit.synthetic.draw import check_size_and_seed, picture_of, sketch_face, table_of

SHARES: Mapping[Emotion, float] = MappingProxyType(
    {
        "angry": 0.13,
        "disgust": 0.06,
        "fear": 0.13,
        "happy": 0.25,
        "neutral": 0.16,
        "sad": 0.16,
        "surprise": 0.11,
    }
)
"""How FER2013 is balanced (Goodfellow et al. 2013), but for disgust, its 2 % being too few."""

INTENSITY = (0.3, 1.0)
"""From hardly to fully shown: a faint expression is as hard to name as in life."""

SMALLEST_SET = 70
VALIDATION_SHARE = 0.2
WRONG_SHARE = 0.04
COPY_SHARE = 0.03
_FEWEST = 5
_ENOUGH = 20
_CONFLICTS = 2

Numbers = NDArray[np.int64]


def drawn_data_set(count: int, size: int = 48, seed: int = 0) -> Faces:
    """Draw a labelled data set.

    - Balance: `SHARES`, at least five faces of each emotion.
    - Splits: 80 % `train`, 20 % `validation` of each emotion.
    - Wrong labels: 4 % of the faces, at random among the other six emotions.
    - Copies: 3 % of the faces are another face's picture to the pixel. Of three, one lies in
      its original's split, one in the other split, and one in the other split under another
      label. Emotions of fewer than 20 faces are spared wrong labels and copies.

    Args:
        count: Of the faces, 70 or more.
        size: Side of the pictures in pixels, 16 to 1024.
        seed: Another seed, another data set.

    Returns:
        Faces from `drawn/0` on, in no order.

    Raises:
        InputError: Too few faces, or a size or seed out of range.
    """
    check_size_and_seed(size, seed)
    if count < SMALLEST_SET:
        raise InputError(f"a drawn data set has {SMALLEST_SET} faces or more, not {count}")
    generator = np.random.default_rng((seed, count))
    truth = generator.permutation(np.repeat(np.arange(len(EMOTIONS)), _quotas(count)))
    validation = _validation(truth)
    labels = _mislabel(truth, generator)
    source = _copy(truth, labels, validation, generator)
    images = np.empty((count, size, size), dtype=np.uint8)
    for index in range(count):
        sketch = sketch_face(seed, index, EMOTIONS[truth[index]], INTENSITY)
        images[index] = picture_of(sketch, size, seed, index)
    images = images[source]
    names = [EMOTIONS[label] for label in labels]
    splits = np.where(validation, "validation", "train").tolist()
    return Faces(images, table_of(images, names, splits))


def _quotas(count: int) -> Numbers:
    """Share the faces out among the emotions; the most frequent takes what rounding leaves."""
    quotas = np.array([max(_FEWEST, int(SHARES[emotion] * count)) for emotion in EMOTIONS])
    quotas[EMOTIONS.index("happy")] += count - quotas.sum()
    return quotas


def _validation(truth: Numbers) -> NDArray[np.bool_]:
    """Take a fifth of each emotion; the faces are in random order already."""
    validation = np.zeros(len(truth), dtype=np.bool_)
    for emotion in range(len(EMOTIONS)):
        rows = np.flatnonzero(truth == emotion)
        validation[rows[: round(VALIDATION_SHARE * len(rows))]] = True
    return validation


def _frequent(truth: Numbers) -> Numbers:
    """Find the faces of emotions that can spare a few."""
    return np.flatnonzero(np.bincount(truth, minlength=len(EMOTIONS))[truth] >= _ENOUGH)


def _mislabel(truth: Numbers, generator: np.random.Generator) -> Numbers:
    """Give some faces a wrong label."""
    labels = truth.copy()
    eligible = _frequent(truth)
    wrong = generator.permutation(eligible)[: round(WRONG_SHARE * len(truth))]
    labels[wrong] = _another(labels[wrong], generator)
    return labels


def _another(labels: Numbers, generator: np.random.Generator) -> Numbers:
    return (labels + generator.integers(1, len(EMOTIONS), len(labels))) % len(EMOTIONS)


def _copy(
    truth: Numbers,
    labels: Numbers,
    validation: NDArray[np.bool_],
    generator: np.random.Generator,
) -> Numbers:
    """Make some faces copies of others; their labels follow, or are made to conflict.

    Changes `labels` in place.

    Returns:
        Whose picture each face shows, `int64 [n]`: its own, or its original's.
    """
    source = np.arange(len(truth))
    copies = generator.permutation(_frequent(truth))[: round(COPY_SHARE * len(truth))]
    for turn, copy in enumerate(copies):
        same_split = turn % 3 == 0
        fits = (truth == truth[copy]) & ((validation == validation[copy]) == same_split)
        fits[copies] = False
        source[copy] = generator.choice(np.flatnonzero(fits))
        labels[copy] = labels[source[copy]]
        if turn % 3 == _CONFLICTS:
            labels[copy] = _another(labels[copy : copy + 1], generator)[0]
    return source
