"""What steps leave for later ones: the faces in use, their landmarks, the trained networks."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from torch import nn

from feelingit.evaluation import TrainedModel
from feelingit.faces import Faces, read_table
from feelingit.landmarks import Located
from feelingit.models.checkpoint import load_weights
from feelingit.models.network import Network
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.occlusion import condition
from feelingit.run_folder import RunFolder, read_json, write_whole
from feelingit.study.context import Context, Training
from feelingit.study.trained import MODEL, WEIGHTS
from feelingit.types import Landmarks

LANDMARKS = "landmarks.npz"


def faces_in_use(run: RunFolder, *splits: str) -> Faces:
    """Load the cleaned faces of some splits; all of them where none is named."""
    table = read_table(run.clean / "table.csv")
    if splits:
        table = table[table["split"].isin(splits)].reset_index(drop=True)
    images = np.load(run.data / "images.npy", mmap_mode="r")
    return Faces(images[table["row"].to_numpy()], table)


def save_landmarks(run: RunFolder, face_ids: Iterable[str], found: Located) -> None:
    """Write where the parts of faces are, and how far to believe it."""
    names = np.array(list(face_ids), dtype=np.str_)
    write_whole(
        run.landmarks / LANDMARKS,
        lambda partial: np.savez(
            partial, face_id=names, landmarks=found.landmarks, quality=found.quality
        ),
    )


def landmarks_for(run: RunFolder, faces: Faces, conditions: Iterable[str]) -> Landmarks | None:
    """Load the landmarks of faces where a condition follows them; None where none does."""
    follows = any(condition(name).follows_face for name in conditions)
    return landmarks_of(run, faces) if follows else None


def landmarks_of(run: RunFolder, faces: Faces) -> Landmarks:
    """Load the landmarks of faces, `float32 [n, 68, 2]`."""
    return landmarks_of_ids(run, faces.table["face_id"])


def landmarks_of_ids(run: RunFolder, face_ids: Iterable[str]) -> Landmarks:
    """Load the landmarks of faces by their names, `float32 [n, 68, 2]`."""
    with np.load(run.landmarks / LANDMARKS) as kept:
        place = pd.Index(kept["face_id"]).get_indexer(pd.Index(list(face_ids)))
        landmarks: Landmarks = kept["landmarks"][place]
    return landmarks


def landmark_quality(run: RunFolder) -> "pd.Series[float]":
    """Load how far each face's landmarks are to be believed, by `face_id`."""
    with np.load(run.landmarks / LANDMARKS) as kept:
        return pd.Series(kept["quality"], index=kept["face_id"])


def identity(training: Training) -> TrainedModel:
    """Say what evaluation needs to know of a training."""
    return TrainedModel(
        model=training.model.called,
        arm=training.arm.name,
        control=training.arm.control,
        trained_on=training.arm.trained_on,
        seed=training.seed,
    )


def trained_network(context: Context, training: Training) -> nn.Module:
    """Load a training's best weights, on the run's device, ready to predict."""
    network = kept_network(context.run.model(training.model_id))
    return network.to(context.runtime.torch_device()).eval()


def kept_network(folder: Path) -> Network:
    """Load the network that a training has left in its folder, with its best weights."""
    kept = read_json(folder / MODEL)
    settings = ModelSettings.model_validate(kept["settings"])
    network = build(settings, kept["image_size"], control=kept["control"])
    load_weights(network, folder / WEIGHTS)
    return network
