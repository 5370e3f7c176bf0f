"""Explain one model: ask a method about its correct answers, and sum up where it looked.

Knows nothing about files (see `atlas`) nor about how the model was trained.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from torch import nn

from feelingit.emotions import EMOTIONS
from feelingit.faces import Faces
from feelingit.landmarks import canonical_regions
from feelingit.saliency.atlas import Atlas
from feelingit.saliency.controls import center_bias
from feelingit.saliency.mean_maps import EmotionSums, MeanMaps, mean_of, scaled_to_one
from feelingit.saliency.methods.grad_cam import grad_cam
from feelingit.saliency.methods.registry import Method
from feelingit.saliency.people import agreement
from feelingit.saliency.selection import first_of_each, most_confident, select
from feelingit.saliency.shares import areas, region_ratios, shares_of_faces, summarise_shares
from feelingit.types import REGIONS, Images, Maps, Mask

CHUNK = 512
"""Faces whose maps are in memory at once."""

Labels = NDArray[np.int64]
Ask = Callable[[Images, Labels], Maps]
"""A method bound to a model."""


@dataclass(frozen=True)
class Explanation:
    """Where one model looks.

    Attributes:
        atlas: Mean maps and examples.
        shares: `saliency/shares.csv` of this model, see `shares.summarise_shares`.
        agreement: `saliency/agreement.csv` of this model, see `people.agreement`.
        face_shares: The raw values: `face_id, emotion` and a column per region, a row per face.
    """

    atlas: Atlas
    shares: pd.DataFrame
    agreement: pd.DataFrame
    face_shares: pd.DataFrame


def explain(
    model: nn.Module,
    faces: Faces,
    predicted: Labels,
    *,
    model_id: str,
    method: Method = grad_cam,
    regions: Mask | None = None,
    faces_per_emotion: int = 200,
    examples: int = 1,
    confidence: NDArray[np.floating] | None = None,
    resamples: int = 2000,
    seed: int = 0,
    batch_size: int = 64,
) -> Explanation:
    """Sum up where a model looks in faces that it classifies correctly.

    Memory is bounded: whole maps are kept for `CHUNK` faces and for the examples.

    Args:
        model: As the method wants it; it comes back as it was.
        faces: Those to explain, as the model is shown them: test faces, covered or cut where it
            was trained so. They may be memory-mapped.
        predicted: `int64 [n]`, the model's answers, places in `EMOTIONS`.
        model_id: The first column of the tables.
        method: A member of `METHODS`; it is asked for the predicted, that is the true emotion.
        regions: `bool [7, height, width]`; by default the canonical ones. Where rows were cut
            from the pictures, hand in the canonical regions cut likewise.
        faces_per_emotion: The most correctly classified faces of one emotion, see `selection`.
        examples: The most single faces of one emotion.
        confidence: `[n]`, the probability of the predicted emotion: the examples are then the
            faces of which the model was surest. By default they are drawn, which flatters less.
        resamples: Of the shares' bootstrap.
        seed: Of the choice of faces and of the bootstrap.
        batch_size: Faces at once on the model's device.

    Raises:
        ValueError: `predicted` or `regions` does not fit the faces.
        ModelError: The method cannot read this model.
    """
    height, width = faces.images.shape[1:]
    regions = canonical_regions(height, width) if regions is None else regions
    _check(faces, predicted, regions)
    labels = faces.labels
    ask = partial(method, model, batch_size=batch_size)
    chosen = select(labels, predicted == labels, faces_per_emotion, seed)
    maps, mean_face, shares = _gather(ask, faces.images, labels, chosen, regions)
    shown = (
        first_of_each(labels, chosen, examples)
        if confidence is None
        else most_confident(labels, chosen, confidence, examples)
    )
    table = summarise_shares(shares, labels[chosen], areas(regions), resamples=resamples, seed=seed)
    people = agreement(table, region_ratios(center_bias(height, width), regions))
    return Explanation(
        _atlas(ask, faces, shown, maps, mean_face),
        _headed(table, model_id),
        _headed(people, model_id),
        _per_face(faces, chosen, shares),
    )


def _check(faces: Faces, predicted: Labels, regions: Mask) -> None:
    if len(predicted) != len(faces):
        raise ValueError(f"{len(faces)} faces but {len(predicted)} predictions")
    if regions.shape != (len(REGIONS), *faces.images.shape[1:]):
        raise ValueError(f"regions of {regions.shape} do not fit images of {faces.images.shape}")


def _gather(
    ask: Ask, images: Images, labels: Labels, chosen: NDArray[np.int64], regions: Mask
) -> tuple[MeanMaps, Images, NDArray[np.float64]]:
    """Ask about the chosen faces, keeping sums and each face's shares but no maps."""
    height, width = images.shape[1:]
    map_sums, face_sums = EmotionSums(height, width), EmotionSums(height, width)
    shares = np.empty((len(chosen), len(REGIONS)))
    for start in range(0, len(chosen), CHUNK):
        rows = chosen[start : start + CHUNK]
        maps = ask(images[rows], labels[rows])
        map_sums.add(scaled_to_one(maps), labels[rows])
        face_sums.add(images[rows], labels[rows])
        shares[start : start + CHUNK] = shares_of_faces(maps, regions)
    return mean_of(map_sums), face_sums.mean().round().astype(np.uint8), shares


def _atlas(
    ask: Ask, faces: Faces, shown: NDArray[np.int64], maps: MeanMaps, mean_face: Images
) -> Atlas:
    images, emotions = faces.images[shown], faces.labels[shown]
    names = np.array(EMOTIONS)[emotions]
    return Atlas(
        mean=maps.mean,
        count=maps.count,
        blank=maps.blank,
        mean_face=mean_face,
        example_images=images,
        example_maps=ask(images, emotions),
        example_emotion=names,
        example_predicted=names,  # only correct answers are explained
        example_id=np.array(faces.table["face_id"].iloc[shown].tolist(), dtype=np.str_),
    )


def _headed(table: pd.DataFrame, model_id: str) -> pd.DataFrame:
    return table.assign(model_id=model_id)[["model_id", *table.columns]]


def _per_face(faces: Faces, chosen: NDArray[np.int64], shares: NDArray[np.float64]) -> pd.DataFrame:
    known = faces.table[["face_id", "emotion"]].iloc[chosen].reset_index(drop=True)
    return known.join(pd.DataFrame(shares, columns=list(REGIONS)))
