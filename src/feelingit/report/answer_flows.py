"""What becomes of the answers to bare faces once these are covered: counts and their summary.

What the figure, the table and the sentences on confusion share.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.report.results import Arm, Model, Results

Flows = NDArray[np.float64]
"""`[7, 7, 7]`, faces by their emotion, the answer to them bare, and the answer to them covered."""


def flows(results: Results, model: Model, arm: Arm, tested_on: str) -> Flows:
    """Count the faces, mean over seeds; zeros where it was not measured."""
    counts = np.zeros((len(EMOTIONS),) * 3)
    rows = results.flows_by.get((model.name, arm.name, tested_on))
    if rows is None:
        return counts
    places = [
        rows[name].map(EMOTIONS.index).to_numpy(int) for name in ("emotion", "bare", "covered")
    ]
    np.add.at(counts, tuple(places), rows["faces"].to_numpy(float))
    return counts / rows["seed"].nunique()


def answers(counts: Flows) -> NDArray[np.float64]:
    """Sum over emotions: rows the answers to the bare faces, columns to the covered ones."""
    return np.asarray(counts.sum(axis=0))


def changed(counts: Flows) -> float:
    """Give the share of faces whose answer changes."""
    square = answers(counts)
    return 1 - float(np.trace(square) / square.sum())


def lost_and_won(counts: Flows) -> tuple[float, float]:
    """Give the shares of faces that are named rightly bare alone, and covered alone."""
    places = range(len(EMOTIONS))
    bare = sum(counts[e, e, :].sum() - counts[e, e, e] for e in places)
    covered = sum(counts[e, :, e].sum() - counts[e, e, e] for e in places)
    return float(bare / counts.sum()), float(covered / counts.sum())


@dataclass(frozen=True)
class Change:
    """Faces whose answer changes from one to another, and their share of those first given it."""

    bare: str
    covered: str
    faces: float
    share: float


def largest(counts: Flows) -> Change | None:
    """Give the largest change of answers; None where no answer changes."""
    square = answers(counts)
    moved = square.copy()
    np.fill_diagonal(moved, -1)
    bare, covered = np.unravel_index(int(moved.argmax()), moved.shape)
    faces = float(moved[bare, covered])
    if faces <= 0:
        return None
    share = faces / float(square[bare].sum())
    return Change(EMOTIONS[bare], EMOTIONS[covered], faces, share)


def gains(counts: Flows) -> dict[str, float]:
    """Give how many more faces are given each answer when covered, as a share of all faces."""
    square = answers(counts)
    more = (square.sum(axis=0) - square.sum(axis=1)) / square.sum()
    return dict(zip(EMOTIONS, more.tolist(), strict=True))
