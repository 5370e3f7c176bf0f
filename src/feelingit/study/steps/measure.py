"""Measure how much of the picture and of the face each tested condition hides."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.evaluation.predictions import face_keys
from feelingit.occlusion import covered
from feelingit.occlusion.drawing import Canvas, FaceFrame
from feelingit.occlusion.drawing.each import HALF
from feelingit.run_folder import write_csv
from feelingit.study.context import Context
from feelingit.study.steps.evaluate import SHARES
from feelingit.study.steps.predict import COVERING_SEED
from feelingit.study.stored import faces_in_use, landmarks_of
from feelingit.types import Images, Landmarks, Mask

FACES = 500
"""The most faces to measure on: their mean is then known to a fiftieth of the spread or so."""
RANGE = (0.05, 0.95)
COLUMNS = [
    *("tested_on", "faces"),
    *(f"share_of_{whole}{end}" for whole in ("picture", "face") for end in ("", "_low", "_high")),
]


def measure_coverings(context: Context) -> None:
    """Write `evaluation/shares.csv`: what share of picture and face is hidden, and its range."""
    conditions = context.settings.occlusion.conditions
    faces = faces_in_use(context.run, "test")
    keys = face_keys(faces.table["face_id"])
    # The hashes of names are as good as drawn at random, and the same in every run.
    chosen = np.sort(np.argsort(keys, kind="stable")[:FACES])
    faces, keys = faces.take(chosen), keys[chosen]
    landmarks = landmarks_of(context.run, faces)
    inside = faces_within(faces.images, landmarks)
    rows = []
    with context.console.progress("conditions") as progress:
        for number, name in enumerate(conditions, 1):
            shown = covered(faces.images, name, seed=COVERING_SEED, keys=keys, landmarks=landmarks)
            rows.append({"tested_on": name, "faces": len(faces), **shares(shown.hidden, inside)})
            progress(number, len(conditions))
    write_csv(context.run.evaluation / SHARES, pd.DataFrame(rows, columns=COLUMNS))


def faces_within(images: Images, landmarks: Landmarks) -> Mask:
    """Say which pixels lie within each face's outline, forehead included: `bool [n, h, w]`.

    The outline is the one by which growing coverings hide a share of the face.
    """
    height, width = images.shape[1:]
    inside = np.empty(images.shape, np.bool_)
    for index, (image, points) in enumerate(zip(images, landmarks, strict=True)):
        canvas = Canvas(image, FaceFrame(points, height, width), np.random.default_rng(0))
        inside[index] = canvas.fill(canvas.frame.face_outline()) > HALF
    return inside


def shares(hidden: Mask, inside: Mask) -> dict[str, float]:
    """Give the mean share of the picture and of the face that is hidden, and the usual range.

    Args:
        hidden: `bool [n, h, w]`.
        inside: `bool [n, h, w]`, the face; those of which nothing is in the picture do not count.
    """
    face = inside.sum(axis=(1, 2))
    of_face = (hidden & inside).sum(axis=(1, 2))[face > 0] / face[face > 0]
    return {
        **_spread("share_of_picture", hidden.mean(axis=(1, 2))),
        **_spread("share_of_face", of_face),
    }


def _spread(name: str, values: NDArray[np.float64]) -> dict[str, float]:
    if not len(values):
        return dict.fromkeys((name, f"{name}_low", f"{name}_high"), np.nan)
    low, high = np.quantile(values, RANGE)
    return {name: float(values.mean()), f"{name}_low": float(low), f"{name}_high": float(high)}
