"""Maps of faces that nobody has, made as a test wants them."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.saliency.face_maps import FRAME, FaceMaps
from feelingit.types import Mask


def face_maps(
    maps: NDArray[np.floating],
    asked: NDArray[np.int64],
    correct: NDArray[np.bool_] | None = None,
    seen: Mask | None = None,
    method: str = "grad_cam",
) -> FaceMaps:
    """Put maps of faces into one set; a wrong answer's label is the next emotion."""
    n = len(maps)
    right = np.ones(n, np.bool_) if correct is None else correct
    names = np.array(EMOTIONS)
    table = pd.DataFrame(
        {
            "face_id": [f"face/{place}" for place in range(n)],
            "emotion": names[np.where(right, asked, (asked + 1) % len(EMOTIONS))],
            "predicted": names[asked],
            "correct": right,
            "confidence": 0.9,
        }
    )
    shown = np.ones((n, FRAME, FRAME), np.bool_) if seen is None else seen
    return FaceMaps(table, {method: maps.astype(np.float16)}, shown)


def noise(n: int, seed: int = 0) -> NDArray[np.float64]:
    """Make maps with mean 1, each face with blotches of its own."""
    generator = np.random.default_rng(seed)
    coarse = generator.gamma(2.0, size=(n, 12, 12))
    maps = np.kron(coarse, np.ones((1, FRAME // 12, FRAME // 12)))
    return np.asarray(maps / maps.mean(axis=(1, 2), keepdims=True))
