"""What steps leave for later ones: the faces in use, and the trained networks."""

import numpy as np
from torch import nn

from feelingit.evaluation import TrainedModel
from feelingit.faces import Faces, read_table
from feelingit.models.checkpoint import load_weights
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.run_folder import RunFolder, read_json
from feelingit.study.context import Context, Training

HISTORY, MODEL, WEIGHTS = "history.csv", "model.json", "weights.safetensors"
"""The files of one trained network."""


def faces_in_use(run: RunFolder, *splits: str) -> Faces:
    """Load the cleaned faces of some splits; all of them where none is named."""
    table = read_table(run.clean / "table.csv")
    if splits:
        table = table[table["split"].isin(splits)].reset_index(drop=True)
    images = np.load(run.data / "images.npy", mmap_mode="r")
    return Faces(images[table["row"].to_numpy()], table)


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
    folder = context.run.model(training.model_id)
    kept = read_json(folder / MODEL)
    settings = ModelSettings.model_validate(kept["settings"])
    network = build(settings, kept["image_size"], control=kept["control"])
    load_weights(network, folder / WEIGHTS)
    return network.to(context.runtime.torch_device()).eval()
