"""What a command leaves behind: its tables, its mean maps, and what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import feelingit
from feelingit.emotions import EMOTIONS
from feelingit.files import Json, read_json, write_csv
from feelingit.read.result import rejected_table
from feelingit.saliency.atlas import Atlas, Examples, atlas_of, load_atlas, save_atlas
from feelingit.saliency.face_maps import FRAME, FaceMaps
from feelingit.saliency.methods.names import label_of
from feelingit.saliency.shares import share_table
from feelingit.study.explain_faces.array_file import ArrayFile
from feelingit.study.explain_faces.part import CONSTANT, GOOD, NOTES, Known
from feelingit.study.explain_faces.spool import Spool
from feelingit.types import REGIONS

MAPS, FACES, SHARES, ATLAS, FIGURE = "maps.npy", "faces.csv", "shares.csv", "atlas.npz", "atlas.png"
UNREAD = "unread.csv"
CONDITION = "none"
"""Faces are shown bare, or as the model itself cuts them."""
RESAMPLES = PERMUTATIONS = 1000
SEED = 0
DIGITS = "%.6g"
PACKAGES = ("numpy", "pandas", "opencv-python-headless", "onnxruntime", "matplotlib")
ALL = "all"
"""What `answers` is in the shares of faces without labels."""


@dataclass(frozen=True)
class Outcome:
    """What a command has written.

    Attributes:
        folder: Where.
        about: `explain.json`.
        shares: `shares.csv`.
        atlas: `atlas.npz`.
        before: Whether it was there already.
    """

    folder: Path
    about: Json
    shares: pd.DataFrame
    atlas: Atlas
    before: bool = False


def faces_table(spool: Spool, known: Known) -> pd.DataFrame:
    """Say of each face what was asked and answered, and where the model looked."""
    labels, names = np.array(spool.emotions), np.array(EMOTIONS)
    predicted = names[known.probabilities.argmax(axis=1)]
    table = pd.DataFrame(
        {
            "face_id": spool.face_ids,
            "emotion": labels,
            "predicted": predicted,
            "asked": names[known.asked],
            "correct": np.where(labels == "", "", np.where(labels == predicted, "True", "False")),
            "confidence": known.probabilities.max(axis=1),
        }
    )
    columns: dict[str, NDArray[np.floating]] = {
        f"p_{name}": known.probabilities[:, n] for n, name in enumerate(EMOTIONS)
    }
    columns["landmark_quality"] = known.quality
    columns |= {f"share_{name}": known.shares[:, n] for n, name in enumerate(REGIONS)}
    columns |= {f"area_{name}": known.areas[:, n] for n, name in enumerate(REGIONS)}
    notes = pd.Series(np.array(NOTES)[known.states], name="note")
    return pd.concat([table, pd.DataFrame(columns), notes], axis=1)


def sum_up(
    spool: Spool, known: Known, method: str, framed: ArrayFile, seen: ArrayFile
) -> tuple[pd.DataFrame, Atlas]:
    """Give shares of regions and mean maps, by emotion asked and by whether answers are right.

    Where faces have no labels, all answers are taken together.
    """
    labels = np.array(spool.emotions)
    predicted = np.array(EMOTIONS)[known.probabilities.argmax(axis=1)]
    unlabelled = labels == ""
    table = pd.DataFrame(
        {
            "face_id": spool.face_ids,
            "emotion": labels,
            "predicted": np.array(EMOTIONS)[known.asked],  # of maps, it is what they are about
            "correct": unlabelled | (labels == predicted),
            "confidence": known.probabilities.max(axis=1),
        }
    )
    on_disk: tuple[Any, Any] = framed, seen  # read as arrays are, some rows at a time
    maps = FaceMaps(table, {method: on_disk[0]}, on_disk[1])
    shares = share_table(maps, method, resamples=RESAMPLES, seed=SEED)
    if unlabelled.all():
        shares = shares[shares["answers"] == "correct"].assign(answers=ALL)
    atlas = atlas_of(
        {CONDITION: maps},
        mean_faces={CONDITION: _mean_faces(known)},
        examples=_no_examples(),
        permutations=PERMUTATIONS,
        seed=SEED,
    )
    return shares, atlas


def counts(spool: Spool, known: Known) -> Json:
    """Count faces, right answers, and maps that are left out and why."""
    labels = np.array(spool.emotions)
    labelled = not (labels == "").all()
    right = labels == np.array(EMOTIONS)[known.probabilities.argmax(axis=1)]
    found: Json = {
        "faces": len(spool),
        "unread": len(spool.unread),
        "labelled": labelled,
        "right": int(right.sum()) if labelled else None,
        "accuracy": round(float(right.mean()), 6) if labelled else None,
        "by_emotion": _by_emotion(labels, right, known) if labelled else None,
        "left_out": {
            note: int((known.states == state).sum())
            for state, note in enumerate(NOTES)
            if state != GOOD
        },
        "constant": bool((known.states == CONSTANT).all()),
    }
    return found


def about(asked: Json, found: Json, extra: Json) -> Json:
    """Give the content of `explain.json`."""
    return {
        "feelingit": feelingit.__version__,
        "asked": asked,
        "method": label_of(str(asked["method"])),
        "of": _of(asked),
        "question": _question(asked),
        **found,
        **extra,
        "resamples": RESAMPLES,
        "permutations": PERMUTATIONS,
        "packages": {name: version(name) for name in PACKAGES},
    }


def _of(asked: Json) -> str:
    """Say in words which faces were asked about."""
    split = "" if asked["split"] == "all" else f", {asked['split']}"
    return f"{asked['data']}{split}"


def _question(asked: Json) -> str:
    """Say in words what they were asked about."""
    about_what = {"true": "their label", "predicted": "the model's answer"}
    return f"asked about {about_what.get(asked['emotion'], asked['emotion'])}"


def write_tables(folder: Path, spool: Spool, known: Known, shares: pd.DataFrame) -> None:
    """Write the tables as CSV, each whole or not at all."""
    write_csv(folder / FACES, _rounded(faces_table(spool, known)))
    write_csv(folder / SHARES, _rounded(shares))
    if spool.unread:
        write_csv(folder / UNREAD, rejected_table(spool.unread))


def write_atlas(folder: Path, atlas: Atlas) -> None:
    """Write mean maps as NPZ."""
    save_atlas(folder / ATLAS, atlas)


def read_outcome(folder: Path, done: str) -> Outcome:
    """Read what an earlier run of the same command has left.

    Raises:
        RunFolderError: A file is missing or damaged.
    """
    atlas = load_atlas(folder / ATLAS)
    return Outcome(
        folder, read_json(folder / done), pd.read_csv(folder / SHARES), atlas, before=True
    )


def _rounded(table: pd.DataFrame) -> pd.DataFrame:
    whole = table.copy()
    for name in whole.columns:
        if whole[name].dtype.kind == "f":
            whole[name] = [float(DIGITS % value) for value in whole[name]]
    return whole


def _by_emotion(
    labels: NDArray[np.str_], right: NDArray[np.bool_], known: Known
) -> dict[str, Json]:
    return {
        name: {
            "faces": int((labels == name).sum()),
            "right": int((right & (labels == name)).sum()),
            "asked": int((known.asked == number).sum()),
        }
        for number, name in enumerate(EMOTIONS)
    }


def _mean_faces(known: Known) -> NDArray[np.uint8]:
    good: Sequence[int] = [
        int(((known.asked == number) & (known.states == GOOD)).sum())
        for number in range(len(EMOTIONS))
    ]
    means = known.face_sums / np.maximum(good, 1)[:, None, None]
    return np.asarray(means.round(), dtype=np.uint8)


def _no_examples() -> Examples:
    no_maps, names = np.zeros((0, FRAME, FRAME)), np.array([], dtype=np.str_)
    return Examples(no_maps.astype(np.uint8), no_maps.astype(np.float32), names, names, names)
