"""Make predictions: a model's answer to every face under every condition.

Knows of a model only `predict(Images) -> Probabilities`.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.errors import ModelError
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.prediction_table import (
    COLUMNS,
    MODEL_COLUMNS,
    PROBABILITY_COLUMNS,
    TOLERANCE,
)
from feelingit.occlusion import cover
from feelingit.types import Images, Predict, Probabilities

BATCH = 4096
"""Faces that are covered at a time: bounds the memory that the covered copies take."""


def predict_conditions(
    predict: Predict,
    faces_images: Images,
    table: pd.DataFrame,
    conditions: Sequence[str],
    *,
    seed: int,
    meta: TrainedModel,
) -> pd.DataFrame:
    """Predict the emotion of every face under every condition.

    Args:
        predict: From `uint8 [n, height, width]` to `float32 [n, 7]` whose rows sum to 1.
        faces_images: `uint8 [n, height, width]`; may be memory-mapped.
        table: One row a face, in the images' order: `face_id, emotion, split, group`.
        conditions: Under which to test.
        seed: Of the random boxes. A face's box depends on this and its `face_id` alone.
        meta: Whose predictions these are.

    Returns:
        `COLUMNS`, one row a face and condition, condition by condition in the faces' order.

    Raises:
        ModelError: `predict` broke its contract.
        ValueError: The table and the images disagree in length.
    """
    if len(table) != len(faces_images):
        raise ValueError(f"{len(faces_images)} images but {len(table)} rows")
    keys = face_keys(table["face_id"])
    blocks = []
    for name in conditions:
        cover_as = partial(cover, name=name, seed=seed)
        whose = f"{meta.model_id} on {name}"
        probabilities = _predict_covered(predict, faces_images, keys, cover_as, whose)
        blocks.append(_rows(table, probabilities, name, meta))
    return pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame(columns=COLUMNS)


def face_keys(face_ids: Iterable[str]) -> NDArray[np.uint64]:
    """Hash each `face_id` to a number that is the same in every run, `uint64 [n]`."""
    hashes = [hashlib.blake2b(str(name).encode(), digest_size=8).digest() for name in face_ids]
    return np.frombuffer(b"".join(hashes), dtype="<u8").astype(np.uint64)


def _predict_covered(
    predict: Predict,
    images: Images,
    keys: NDArray[np.uint64],
    cover_as: Callable[..., Images],
    whose: str,
) -> Probabilities:
    parts = [np.empty((0, len(EMOTIONS)), np.float32)]
    for start in range(0, len(images), BATCH):
        part = slice(start, start + BATCH)
        covered = cover_as(np.asarray(images[part]), keys=keys[part])
        parts.append(checked(predict(covered), len(covered), whose))
    return np.concatenate(parts)


def checked(probabilities: Probabilities, faces: int, whose: str) -> Probabilities:
    """Hold what `predict` returned to its contract and give it back.

    Raises:
        ModelError: It is not `[faces, 7]`, not finite, negative, or a row does not sum to 1.
    """
    found = np.asarray(probabilities)
    if found.shape != (faces, len(EMOTIONS)):
        raise ModelError(
            f"{whose}: expected probabilities of shape {(faces, len(EMOTIONS))}, "
            f"found {found.shape}"
        )
    if not np.isfinite(found).all():
        row = int(np.flatnonzero(~np.isfinite(found).all(axis=1))[0])
        raise ModelError(f"{whose}: the probabilities of face {row} of the batch are not finite")
    wrong = (found < 0).any(axis=1) | (np.abs(found.sum(axis=1) - 1) > TOLERANCE)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise ModelError(
            f"{whose}: expected probabilities of at least 0 that sum to 1, found a sum of "
            f"{found[row].sum():.4f} and a least of {found[row].min():.4f} for face {row} of "
            "the batch"
        )
    return found.astype(np.float32)


def _rows(
    table: pd.DataFrame, probabilities: Probabilities, tested_on: str, meta: TrainedModel
) -> pd.DataFrame:
    rows = table[["face_id", "emotion", "split", "group"]].reset_index(drop=True)
    rows["predicted"] = np.array(EMOTIONS)[probabilities.argmax(axis=1)]
    rows[PROBABILITY_COLUMNS] = probabilities
    rows["tested_on"] = tested_on
    for column in MODEL_COLUMNS:
        rows[column] = getattr(meta, column)
    return rows[COLUMNS]
