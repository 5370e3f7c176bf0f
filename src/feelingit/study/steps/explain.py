"""Map where one trained network looks, and gather the tables of all."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.evaluation import read_predictions
from feelingit.evaluation.predictions import face_keys
from feelingit.faces import Faces
from feelingit.landmarks import canonical_regions
from feelingit.occlusion import condition, cover
from feelingit.run_folder import write_csv
from feelingit.saliency import save_atlas
from feelingit.saliency.explain import explain
from feelingit.study.context import Context, Training, trainings
from feelingit.study.steps.predict import COVERING_SEED
from feelingit.study.stored import faces_in_use, identity, landmarks_for, trained_network
from feelingit.types import Mask

TABLES = ("shares", "agreement")


def explain_network(context: Context, training: Training) -> None:
    """Write `saliency/ID.npz` and its two tables, for test faces as the network was shown."""
    name = own_condition(training)
    faces = faces_in_use(context.run, "test")
    predicted, confidence = _answers(context, training, faces, name)
    keys = face_keys(faces.table["face_id"])
    landmarks = landmarks_for(context.run, faces, [name])
    images = cover(faces.images, name, seed=COVERING_SEED, keys=keys, landmarks=landmarks)
    explanation = explain(
        trained_network(context, training),
        Faces(images, faces.table),
        predicted,
        model_id=training.model_id,
        regions=regions_under(name, *faces.images.shape[1:]),
        faces_per_emotion=context.settings.saliency.faces_per_emotion,
        examples=context.settings.saliency.examples,
        resamples=context.settings.evaluation.resamples,
        confidence=confidence,
    )
    folder = context.run.saliency
    save_atlas(folder / f"{training.model_id}.npz", explanation.atlas)
    write_csv(folder / f"{training.model_id}-shares.csv", explanation.shares)
    write_csv(folder / f"{training.model_id}-agreement.csv", explanation.agreement)


def gather(context: Context) -> None:
    """Write `saliency/shares.csv` and `agreement.csv`, of all networks."""
    folder = context.run.saliency
    for name in TABLES:
        paths = [folder / f"{t.model_id}-{name}.csv" for t in trainings(context.settings)]
        tables = [pd.read_csv(path) for path in paths]
        write_csv(folder / f"{name}.csv", pd.concat(tables, ignore_index=True))


def own_condition(training: Training) -> str:
    """Name the condition under which a network is explained."""
    return identity(training).own


def regions_under(name: str, height: int, width: int) -> Mask:
    """Give the seven regions as they lie in pictures under a condition."""
    regions = canonical_regions(height, width)
    return cover(regions.view(np.uint8), name) > 0 if condition(name).cut else regions


def _answers(
    context: Context, training: Training, faces: Faces, name: str
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Read what the network said of these faces, and how surely."""
    rows = read_predictions(context.run.predictions_of(training.model_id))
    rows = rows[rows["tested_on"] == name].set_index("face_id").loc[faces.table["face_id"]]
    codes = pd.Categorical(rows["predicted"], categories=EMOTIONS).codes.astype(np.int64)
    columns = [f"p_{emotion}" for emotion in EMOTIONS]
    return codes, rows[columns].max(axis=1).to_numpy(dtype=np.float64)
