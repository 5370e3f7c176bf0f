"""Tables of how far landmarks are from the truth, and whether their quality says so."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.landmarks import TRUSTED, Located
from feelingit.landmarks.points import error, eye_distance
from feelingit.types import Landmarks

FAR = 0.1
RESAMPLES = 2000
BINS = np.round(np.linspace(0, 1, 11), 1)


class Answer(NamedTuple):
    """What a source said about pictures, and about which it said anything."""

    landmarks: Landmarks
    answered: NDArray[np.bool_]


def accuracy_row(answer: Answer, truth: Landmarks, offset: Landmarks) -> dict[str, float | int]:
    """Score one source on one set of pictures, over the faces that it answered for.

    Args:
        answer: Of the source.
        truth: `float32 [n, 68, 2]`.
        offset: `float32 [68, 2]`, how the source's points differ from the truth's by definition,
            in distances between the eyes along the face's own axes; taken out for one column.
    """
    said = answer.answered
    row: dict[str, float | int] = {"faces": len(truth), "answered": float(said.mean())}
    if not said.any():
        return row
    off = error(answer.landmarks[said], truth[said])
    low, high = _interval(off)
    placed = answer.landmarks[said] - _turned(offset, truth[said])
    return row | {
        "mean_error": float(off.mean()),
        "low": low,
        "high": high,
        "median_error": float(np.median(off)),
        "far_off": float((off > FAR).mean()),
        "mean_error_without_offset": float(error(placed, truth[said]).mean()),
    }


def offset_of(answer: Answer, truth: Landmarks) -> Landmarks:
    """Measure the mean offset of every point, along the face's axes, in distances of the eyes."""
    said = answer.answered
    apart = answer.landmarks[said] - truth[said]
    along = _axes(truth[said])
    own = np.einsum("nij,npj->npi", along, apart) / eye_distance(truth[said])[:, None, None]
    mean: Landmarks = own.mean(axis=0)
    return mean


def _axes(truth: Landmarks) -> NDArray[np.float32]:
    """Give the directions from eye to eye and down the face, `[n, 2, 2]`."""
    across = truth[:, 42:48].mean(axis=1) - truth[:, 36:42].mean(axis=1)
    across = across / np.linalg.norm(across, axis=1, keepdims=True)
    down = np.stack((-across[:, 1], across[:, 0]), axis=1)
    return np.stack((across, down), axis=1)


def _turned(offset: Landmarks, truth: Landmarks) -> Landmarks:
    turned: Landmarks = np.einsum("nij,pi->npj", _axes(truth), offset)
    return turned * eye_distance(truth)[:, None, None]


def _interval(off: NDArray[np.float32]) -> tuple[float, float]:
    """Resample the mean over faces: the middle 95 % (percentile bootstrap)."""
    rng = np.random.default_rng(0)
    means = [off[rng.integers(len(off), size=len(off))].mean() for _ in range(RESAMPLES)]
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)


def quality_table(located: Located, truth: Landmarks) -> pd.DataFrame:
    """Compare quality with error, tenth by tenth of the quality."""
    off = error(located.landmarks, truth)
    tenth = np.clip(np.digitize(located.quality, BINS) - 1, 0, len(BINS) - 2)
    return pd.DataFrame(_quality_rows(tenth, located.quality, off))


def _quality_rows(
    tenth: NDArray[np.int64], quality: NDArray[np.float32], off: NDArray[np.float32]
) -> Iterator[dict[str, float | int]]:
    for place in range(len(BINS) - 1):
        here = tenth == place
        if here.any():
            yield {
                "from": BINS[place],
                "to": BINS[place + 1],
                "faces": int(here.sum()),
                "mean_quality": float(quality[here].mean()),
                "within_a_tenth": float((off[here] < FAR).mean()),
                "median_error": float(np.median(off[here])),
                "mean_error": float(off[here].mean()),
            }


def no_face_row(quality: NDArray[np.float32]) -> dict[str, float | int]:
    """Say how far pictures without a face are believed."""
    return {
        "pictures": len(quality),
        "mean_quality": float(quality.mean()),
        "trusted": float((quality >= TRUSTED).mean()),
    }
