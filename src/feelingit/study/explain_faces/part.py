"""Ask a model about some faces, and say of each where it looked; no more is in memory."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.landmarks import TRUSTED, Located, locate, to_canonical
from feelingit.saliency.archives import load_arrays, save_arrays
from feelingit.saliency.face_maps import FRAME, FaceMaps, StoredMaps, in_frame, seen_of
from feelingit.saliency.shares import face_shares
from feelingit.study.explain_faces.job import PREDICTED, TRUE, place_of
from feelingit.study.explain_faces.models import AskedModel
from feelingit.types import Images, Maps, Mask, Probabilities

GOOD, BLANK, CONSTANT, NOT_TRUSTED, OFF_FACE = range(5)
NOTES = (
    "",
    "blank map",
    "constant map",
    "landmarks not trusted",
    "nothing of the map on the face",
)
"""Why a map is left out of shares and means, by its state."""
EVEN = 1e-6
"""A map whose values differ by less than this share of the largest is constant."""

Numbers = NDArray[np.int64]


class Mapped(NamedTuple):
    """The maps of some faces.

    Attributes:
        maps: `float32 [m, height, width]`, as the method gave them.
        framed: `float16 [m, FRAME, FRAME]`, in the canonical frame; 0 where left out.
        seen: `bool [m, FRAME, FRAME]`, what of the frame the model saw.
    """

    maps: Maps
    framed: StoredMaps
    seen: Mask


@dataclass(frozen=True)
class Known:
    """What is known of faces, but for their maps.

    Attributes:
        probabilities: `float32 [m, 7]`.
        asked: `int64 [m]`, the emotion that each map is about.
        quality: `float32 [m]`, of the landmarks.
        shares: `float64 [m, 7]`, of the map on each region; NaN where it is left out.
        areas: `float64 [m, 7]`, of each region in what the model saw of the face.
        states: `int64 [m]`, places in `NOTES`.
        face_sums: `float64 [7, FRAME, FRAME]`: by emotion asked, the sum of the faces whose maps
            are not left out, in the canonical frame.
    """

    probabilities: Probabilities
    asked: Numbers
    quality: NDArray[np.float32]
    shares: NDArray[np.float64]
    areas: NDArray[np.float64]
    states: Numbers
    face_sums: NDArray[np.float64]


def ask(
    model: AskedModel, images: Images, labels: Numbers, emotion: str, batch_size: int
) -> tuple[Mapped, Known]:
    """Ask about some faces.

    Args:
        model: With its method.
        images: `uint8 [m, height, width]`, whole faces.
        labels: `int64 [m]`; -1 where there is none.
        emotion: `true`, `predicted`, or the name of an emotion.
        batch_size: Faces at once.
    """
    probabilities = model.probabilities(images, batch_size)
    asked = asked_about(emotion, labels, probabilities)
    maps = model.maps(images, asked, batch_size)
    located = locate(images)
    states = _states(maps, model.kept, located)
    framed, seen = in_frame(maps, located.landmarks), seen_of(model.kept, located.landmarks)
    shares, areas = _shares(framed, seen, asked)
    states[(states == GOOD) & np.isnan(shares).any(axis=1)] = OFF_FACE
    left_out = states != GOOD
    framed[left_out], shares[left_out] = 0, np.nan
    sums = _face_sums(images * model.kept, located, np.where(left_out, -1, asked))
    known = Known(probabilities, asked, located.quality, shares, areas, states, sums)
    return Mapped(maps, framed, seen), known


def asked_about(emotion: str, labels: Numbers, probabilities: Probabilities) -> Numbers:
    """Say which emotion each face is asked about, `int64 [m]`."""
    if emotion == TRUE:
        return labels
    if emotion == PREDICTED:
        return np.asarray(probabilities.argmax(axis=1), dtype=np.int64)
    return np.full(len(labels), place_of(emotion), dtype=np.int64)


def save_known(path: Path, known: Known) -> None:
    """Write what is known of some faces, whole or not at all."""
    save_arrays(path, vars(known))


def load_known(paths: list[Path]) -> Known:
    """Put together what `save_known` wrote, in the order of the files."""
    parts = [load_arrays(path, tuple(Known.__annotations__), "a part of maps") for path in paths]
    whole: dict[str, Any] = {
        name: np.concatenate([part[name] for part in parts])
        for name in Known.__annotations__
        if name != "face_sums"
    }
    return Known(**whole, face_sums=np.sum([part["face_sums"] for part in parts], axis=0))


def _states(maps: Maps, kept: Mask, located: Located) -> Numbers:
    """Say which maps are left out of means, and why."""
    inside = maps[:, kept]
    low, high = inside.min(axis=1), inside.max(axis=1)
    states = np.full(len(maps), GOOD, dtype=np.int64)
    states[located.quality < TRUSTED] = NOT_TRUSTED
    states[high - low <= EVEN * high] = CONSTANT
    states[high <= 0] = BLANK
    return states


def _shares(
    framed: StoredMaps, seen: Mask, asked: Numbers
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    names = np.array(EMOTIONS)[asked]
    table = pd.DataFrame({"emotion": names, "predicted": names, "correct": True})
    return face_shares(FaceMaps(table, {"map": framed}, seen), "map")


def _face_sums(images: Images, located: Located, asked: Numbers) -> NDArray[np.float64]:
    shown = images.astype(np.uint8, copy=False)
    faces = to_canonical(shown, located.landmarks, FRAME, by="piecewise")
    each = [faces[asked == number].sum(axis=0, dtype=np.float64) for number in range(len(EMOTIONS))]
    return np.stack(each)
