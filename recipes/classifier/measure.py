"""Measure the model that ships on the validation faces, under every condition there is.

The validation faces chose the number of epochs and the temperature, and nothing else; the official
test faces were never looked at. Writes tables to `results/classifier/` and gives them for the card.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.audit.duplicates import duplicate_groups
from feelingit.emotions import EMOTIONS
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.calibration import expected_calibration_error
from feelingit.evaluation.intervals import Bootstrap
from feelingit.evaluation.prediction_table import PROBABILITY_COLUMNS, correct
from feelingit.evaluation.predictions import predict_conditions
from feelingit.evaluation.scores import score
from feelingit.faces import Faces
from feelingit.files import write_csv
from feelingit.occlusion import CONDITIONS, condition
from feelingit.occlusion.workers import Workers, spare_cores
from feelingit.predict.classifier import Classifier
from feelingit.types import Images, Probabilities
from recipes.classifier.calibrate import Calibration
from recipes.classifier.validate import CONDITIONS as AIMED

RESULTS = Path(__file__).resolve().parents[2] / "results" / "classifier"
THRESHOLDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
WANTED = 0.8
"""The advised threshold is the least of `THRESHOLDS` with this accuracy of bare faces above it."""
SEED = 0


class Measured(NamedTuple):
    """The tables.

    Attributes:
        accuracy: A row for each condition.
        recall: A row for each emotion, a column for each condition that has an aim.
        threshold: A row for each threshold and condition that has an aim.
        precision: Eight bits beside float32, a row for each condition that has an aim.
        advised: The advised threshold.
    """

    accuracy: pd.DataFrame
    recall: pd.DataFrame
    threshold: pd.DataFrame
    precision: pd.DataFrame
    advised: float


def measure(
    small: Classifier,
    full: Classifier,
    calibration: Calibration,
    images: Images,
    known: pd.DataFrame,
) -> Measured:
    """Ask both forms of the model about every face, and count.

    Args:
        small: In eight bits.
        full: In float32.
        calibration: Of both.
        images: The validation faces.
        known: What `with_groups` says of them.
    """
    names = [name for name in CONDITIONS if not CONDITIONS[name].cut]
    rows = _predictions(small, images, known, names)
    mirrored = _mirrored(small, images, known)
    cells = {str(name): cell for name, cell in rows.groupby("tested_on", sort=False)}
    bootstrap = Bootstrap()
    accuracy = pd.DataFrame(
        [_row(name, cell, mirrored, calibration, bootstrap) for name, cell in cells.items()]
    )
    aimed = {name: cells[name] for name in AIMED}
    threshold = pd.DataFrame(
        [_above(name, cell, least) for name, cell in aimed.items() for least in THRESHOLDS]
    )
    other = _predictions(full, images, known, list(AIMED))
    precision = pd.DataFrame(
        [_beside(name, cell, other[other["tested_on"] == name]) for name, cell in aimed.items()]
    )
    advised = _advised(threshold)
    measured = Measured(accuracy, _recall(aimed), threshold, precision, advised)
    for name in ("accuracy", "recall", "threshold", "precision"):
        write_csv(RESULTS / f"{name}.csv", getattr(measured, name))
    return measured


def with_groups(train: Faces, validation: Faces) -> pd.DataFrame:
    """Number the groups of copies, and call validation faces leaked that have one in training."""
    both = Faces(
        np.concatenate((train.images, validation.images)),
        pd.concat((train.table, validation.table), ignore_index=True),
    )
    groups = duplicate_groups(both)
    ours = groups[len(train) :]
    leaked = np.isin(ours, groups[: len(train)])
    table: pd.DataFrame = validation.table[["face_id", "emotion"]].reset_index(drop=True)
    return table.assign(split=np.where(leaked, "leaked", "test"), group=ours)


def _predictions(
    classifier: Classifier, images: Images, known: pd.DataFrame, names: list[str]
) -> pd.DataFrame:
    meta = TrainedModel(classifier.name, "shipped", True, "none", SEED)
    with Workers(spare_cores()) as workers:
        return predict_conditions(
            classifier.probabilities, images, known, names, seed=SEED, meta=meta, workers=workers
        )


def _mirrored(classifier: Classifier, images: Images, known: pd.DataFrame) -> pd.DataFrame:
    """Average the answers to a face and to its mirror image."""

    def both(shown: Images) -> Probabilities:
        mean: Probabilities = (
            classifier.probabilities(shown)
            + classifier.probabilities(np.ascontiguousarray(shown[:, :, ::-1]))
        ) / 2
        return mean

    meta = TrainedModel(classifier.name, "mirrored", True, "none", SEED)
    return predict_conditions(both, images, known, list(AIMED), seed=SEED, meta=meta)


def _row(
    name: str,
    cell: pd.DataFrame,
    mirrored: pd.DataFrame,
    calibration: Calibration,
    bootstrap: Bootstrap,
) -> dict[str, object]:
    every = score(cell.assign(split="test"), bootstrap)
    alone = score(cell, bootstrap)
    before = cell.copy()
    calibrated = cell[PROBABILITY_COLUMNS].to_numpy(np.float32)
    before[PROBABILITY_COLUMNS] = calibration.undone(calibrated)
    beside = mirrored[mirrored["tested_on"] == name]
    kept = ("accuracy", "accuracy_low", "accuracy_high")
    return {
        "condition": name,
        "group": condition(name).group,
        "faces": every["n"],
        **{key: every[key] for key in kept},
        "accuracy_mirrored": float(correct(beside).mean()) if len(beside) else np.nan,
        "macro_f1": every["macro_f1"],
        "balanced_accuracy": every["balanced_accuracy"],
        "faces_without_copies": alone["n"],
        **{f"{key}_without_copies": alone[key] for key in kept},
        "ece_before": expected_calibration_error(before),
        "ece": every["ece"],
    }


def _recall(cells: dict[str, pd.DataFrame]) -> pd.DataFrame:
    table = pd.DataFrame({"emotion": EMOTIONS})
    first = next(iter(cells.values()))
    table["faces"] = [int((first["emotion"] == emotion).sum()) for emotion in EMOTIONS]
    for name, cell in cells.items():
        right = pd.Series(correct(cell), index=cell.index)
        table[name] = [float(right[cell["emotion"] == emotion].mean()) for emotion in EMOTIONS]
    return table


def _above(name: str, cell: pd.DataFrame, least: float) -> dict[str, object]:
    answered = _confidence(cell) >= least
    return {
        "condition": name,
        "threshold": least,
        "coverage": float(answered.mean()),
        "accuracy": float(correct(cell)[answered].mean()) if answered.any() else np.nan,
        "faces": int(answered.sum()),
    }


def _advised(table: pd.DataFrame) -> float:
    bare = table[(table["condition"] == "none") & (table["accuracy"] >= WANTED)]
    return float(bare["threshold"].min()) if len(bare) else THRESHOLDS[-1]


def _confidence(cell: pd.DataFrame) -> NDArray[np.float32]:
    confidence: NDArray[np.float32] = cell[PROBABILITY_COLUMNS].to_numpy(np.float32).max(axis=1)
    return confidence


def _beside(name: str, small: pd.DataFrame, full: pd.DataFrame) -> dict[str, object]:
    apart = np.abs(
        small[PROBABILITY_COLUMNS].to_numpy(np.float32)
        - full[PROBABILITY_COLUMNS].to_numpy(np.float32)
    )
    same = small["predicted"].to_numpy() == full["predicted"].to_numpy()
    return {
        "condition": name,
        "faces": len(small),
        "accuracy_float32": float(correct(full).mean()),
        "accuracy_int8": float(correct(small).mean()),
        "same_answer": float(same.mean()),
        "mean_difference": float(apart.mean()),
        "largest_difference": float(apart.max()),
    }
