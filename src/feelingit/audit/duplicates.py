"""Find pixel-identical copies, and say which one of them stays and what its label is.

Copies are told by the `digest` of the picture as its file holds it, before any resizing, so
neither the file format nor the study's image size matters.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.audit.findings import DROP, findings
from feelingit.faces import Faces, digest_of

Conflicts = Literal["majority", "drop"]

SPLIT_ORDER = ("train", "validation", "test")

RULE = (
    "Of pixel-identical copies the one in the earliest split stays (train, then validation, "
    "then test), within a split the first in the data set's order"
)
LABEL_RULES: dict[Conflicts, str] = {
    "majority": "its label becomes the most frequent one among the copies, and stays its own "
    "where there is a tie",
    "drop": "copies with conflicting labels are all dropped",
}


@dataclass(frozen=True)
class DuplicateCounts:
    """How many copies there are.

    Attributes:
        groups: Of two or more pixel-identical faces.
        surplus: Faces in them beyond one each.
        conflicts: Groups whose faces carry more than one label.
        across_splits: Groups with faces in more than one source split.
    """

    groups: int
    surplus: int
    conflicts: int
    across_splits: int


def duplicate_groups(faces: Faces) -> NDArray[np.int64]:
    """Number the faces by their pixels: equal exactly where the pictures are.

    Returns:
        `int64 [n]`, numbered from 0 by first appearance; a face without a copy has a number of
        its own.
    """
    if "digest" in faces.table.columns:
        digests = faces.table["digest"].to_numpy()
    else:
        digests = np.array([digest_of(np.asarray(image)) for image in faces.images], dtype=object)
    return pd.factorize(digests)[0].astype(np.int64)


def count_duplicates(table: pd.DataFrame, groups: NDArray[np.int64]) -> DuplicateCounts:
    """Count the groups of copies, their surplus, their conflicts and their leaks."""
    sizes = np.unique(groups, return_counts=True)[1]
    return DuplicateCounts(
        groups=int((sizes > 1).sum()),
        surplus=int((sizes - 1).sum()),
        conflicts=_differing(table["emotion"], groups),
        across_splits=_differing(table["split"], groups),
    )


def _differing(values: "pd.Series[str]", groups: NDArray[np.int64]) -> int:
    """Count the groups that hold more than one value."""
    pairs = pd.DataFrame({"group": groups, "value": values.to_numpy()}).drop_duplicates()
    return int((pairs["group"].value_counts() > 1).sum())


def staying(table: pd.DataFrame, groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give, for each face, the position of the copy that stays; its own where it is that one.

    See `RULE` for which copy that is.

    Returns:
        `int64 [n]`.
    """
    rank = table["split"].map(SPLIT_ORDER.index).to_numpy()
    order = np.lexsort((np.arange(len(table)), rank))
    _, first, member = np.unique(groups[order], return_index=True, return_inverse=True)
    stayers = np.empty(len(table), dtype=np.int64)
    stayers[order] = order[first[member]]
    return stayers


def majority_labels(table: pd.DataFrame, stayers: NDArray[np.int64]) -> "pd.Series[str]":
    """Give each face the most frequent label among its copies; in a tie the stayer's own."""
    labels = table["emotion"].to_numpy()
    resolved = labels[stayers]
    several = pd.Series(labels).groupby(stayers).nunique()
    for stayer in several.index[several > 1]:
        copies = np.flatnonzero(stayers == stayer)
        resolved[copies] = _most_frequent(labels[copies].tolist(), labels[stayer])
    return pd.Series(resolved, index=table.index)


def _most_frequent(labels: list[str], own: str) -> str:
    ranked = Counter(labels).most_common()
    best = [label for label, count in ranked if count == ranked[0][1]]
    return best[0] if len(best) == 1 else own


def find_duplicates(faces: Faces) -> pd.DataFrame:
    """Find every face that has an earlier copy, and copies whose label is outvoted."""
    table = faces.table
    stayers = staying(table, duplicate_groups(faces))
    surplus = np.flatnonzero(stayers != np.arange(len(table)))
    labels = majority_labels(table, stayers)
    differs = (labels != table["emotion"]).to_numpy()
    outvoted = np.flatnonzero(differs & (stayers == np.arange(len(table))))
    evidence = [_sameness(table, int(i), int(stayers[i])) for i in surplus]
    evidence += [f"most of its copies are labelled {labels.iloc[i]}" for i in outvoted]
    rows = np.concatenate([surplus, outvoted])
    return findings(
        "duplicate",
        table["face_id"].iloc[rows].tolist(),
        [1.0] * len(rows),
        evidence,
        [DROP] * len(surplus) + labels.iloc[outvoted].tolist(),
    )


def _sameness(table: pd.DataFrame, face: int, stayer: int) -> str:
    emotion, split = table["emotion"], table["split"]
    text = f"has the pixels of {table['face_id'].iloc[stayer]}"
    if emotion.iloc[face] != emotion.iloc[stayer]:
        text += f", which is labelled {emotion.iloc[stayer]}"
    if split.iloc[face] != split.iloc[stayer]:
        text += f", which is in {split.iloc[stayer]}"
    return text
