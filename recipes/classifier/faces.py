"""The faces to learn from, with targets that weigh the label against the crowd."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from feelingit.emotions import EMOTIONS
from feelingit.faces import Faces
from feelingit.landmarks import locate
from feelingit.read import read_faces
from feelingit.read.ferplus import VOTES
from feelingit.types import Images, Landmarks

SIDE = 48
NO_FACE = 0.5
"""The share of votes from which a picture is taken to show no face and is left out."""


class Lesson(NamedTuple):
    """Training faces; row i of everything is face i.

    Attributes:
        images: `uint8 [n, 48, 48]`.
        landmarks: `float32 [n, 68, 2]`.
        labels: `int64 [n]`, places in `EMOTIONS`.
        crowd: `float32 [n, 7]`, how the data set would label faces with such votes.
        votes: `float32 [n, 10]`, shares of FER+'s ten kinds of votes.
    """

    images: Images
    landmarks: Landmarks
    labels: NDArray[np.int64]
    crowd: NDArray[np.float32]
    votes: NDArray[np.float32]


def read_splits(images: Path, votes: Path) -> tuple[Faces, Faces]:
    """Read the training and the validation faces, as FER2013 divides them."""
    faces = read_faces(images, SIDE, votes=votes).faces
    split = faces.table["split"]
    return faces.where(split == "train"), faces.where(split == "validation")


def lesson(train: Faces) -> Lesson:
    """Leave out pictures without a face, and work out what to aim at for the others."""
    shares = train.table[list(VOTES.values())].to_numpy(np.float32)
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1)
    no_face = shares[:, list(VOTES).index("NF")] >= NO_FACE
    kept, shares = train.where(~no_face), shares[~no_face]
    return Lesson(
        np.ascontiguousarray(kept.images),
        locate(kept.images).landmarks,
        kept.labels,
        crowd_labels(shares, kept.labels),
        shares,
    )


def crowd_labels(shares: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.float32]:
    """Guess the data set's labels from the votes: what remains of a label without its noise.

    The crowd and the data set's labels disagree in a way of their own (votes for neutral are
    often labelled sad), so votes are not used as they are. A logistic regression learns how the
    one goes with the other; each face is guessed by one that has not seen its label.

    Returns:
        `float32 [n, 7]`, probabilities.

    Raises:
        SystemExit: An emotion has no face.
    """
    if len(np.unique(labels)) != len(EMOTIONS):
        raise SystemExit("expected training faces of all seven emotions")
    model = LogisticRegression(C=10.0, max_iter=500)
    guessed = cross_val_predict(model, np.sqrt(shares), labels, cv=5, method="predict_proba")
    right = (guessed.argmax(axis=1) == labels).mean()
    print(f"{len(labels)} faces; the votes foretell {right:.1%} of the labels", flush=True)
    return guessed.astype(np.float32)
