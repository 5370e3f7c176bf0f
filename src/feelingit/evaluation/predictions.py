"""Make predictions: a model's answer to every face under every condition.

Knows of a model only `predict(Images) -> Probabilities`.
"""

import hashlib
from collections.abc import Iterable, MutableMapping, Sequence
from itertools import islice, product

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
from feelingit.landmarks import locate
from feelingit.occlusion import condition
from feelingit.occlusion.workers import Task, Workers
from feelingit.types import Images, Landmarks, Predict, Probabilities, Progress

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
    landmarks: Landmarks | None = None,
    workers: Workers | None = None,
    kept: MutableMapping[str, Probabilities] | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Predict the emotion of every face under every condition.

    Args:
        predict: From `uint8 [n, height, width]` to `float32 [n, 7]` whose rows sum to 1.
        faces_images: `uint8 [n, height, width]`; may be memory-mapped.
        table: One row a face, in the images' order: `face_id, emotion, split, group`.
        conditions: Under which to test.
        seed: Of what varies in coverings. A face's covering depends on this, its `face_id`, its
            picture and its landmarks alone.
        meta: Whose predictions these are.
        landmarks: `float32 [n, 68, 2]`; by default found, where a condition follows the face.
        workers: Cover the next faces while those before are predicted.
        kept: Probabilities by condition. What is in it is not predicted again; what is predicted
            is put into it, so that it can be gone on with after a stop.
        progress: Told how many conditions are done.

    Returns:
        `COLUMNS`, one row a face and condition, condition by condition in the faces' order.

    Raises:
        ModelError: `predict` broke its contract.
        ValueError: The table and the images disagree in length.
    """
    if len(table) != len(faces_images):
        raise ValueError(f"{len(faces_images)} images but {len(table)} rows")
    kept = {} if kept is None else kept
    left = [name for name in conditions if name not in kept]
    if landmarks is None and any(condition(name).follows_face for name in left):
        landmarks = locate(faces_images).landmarks
    keys = face_keys(table["face_id"])
    batches = [slice(start, start + BATCH) for start in range(0, len(table), BATCH)]
    tasks = (
        Task(np.asarray(faces_images[batch]), name, seed, keys[batch], _part(landmarks, batch))
        for name, batch in product(left, batches)
    )
    covered = (workers or Workers(0)).ahead(tasks)
    for done, name in enumerate(left, len(conditions) - len(left) + 1):
        whose = f"{meta.model_id} on {name}"
        shown = islice(covered, len(batches))
        parts = [checked(predict(images), len(images), whose) for images in shown]
        kept[name] = np.concatenate([np.empty((0, len(EMOTIONS)), np.float32), *parts])
        if progress is not None:
            progress(done, len(conditions))
    blocks = [_rows(table, kept[name], name, meta) for name in conditions]
    return pd.concat(blocks, ignore_index=True) if blocks else pd.DataFrame(columns=COLUMNS)


def _part(landmarks: Landmarks | None, batch: slice) -> Landmarks | None:
    return None if landmarks is None else landmarks[batch]


def face_keys(face_ids: Iterable[str]) -> NDArray[np.uint64]:
    """Hash each `face_id` to a number that is the same in every run, `uint64 [n]`."""
    hashes = [hashlib.blake2b(str(name).encode(), digest_size=8).digest() for name in face_ids]
    return np.frombuffer(b"".join(hashes), dtype="<u8").astype(np.uint64)


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
