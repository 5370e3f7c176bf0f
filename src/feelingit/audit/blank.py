"""Find pictures with next to no contrast: nothing is to be seen in them."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.audit.findings import DROP, findings
from feelingit.faces import Faces
from feelingit.types import Images

MIN_CONTRAST = 5.0
"""Standard deviation of the grey values, 0 to 127.5, under which no face can be made out."""

_CHUNK = 4096


def find_blank(faces: Faces) -> pd.DataFrame:
    """Find pictures whose grey values hardly differ; one of a single grey scores 1."""
    contrast = contrasts(faces.images)
    rows = np.flatnonzero(contrast < MIN_CONTRAST)
    return findings(
        "blank",
        faces.table["face_id"].iloc[rows].tolist(),
        (1 - contrast[rows] / MIN_CONTRAST).tolist(),
        [
            f"grey values vary by {value:.1f} of 255 (standard deviation)"
            for value in contrast[rows]
        ],
        [DROP] * len(rows),
    )


def contrasts(images: Images) -> NDArray[np.float32]:
    """Give each picture's standard deviation of grey values, `float32 [n]`."""
    parts = [
        images[start : start + _CHUNK].std(axis=(1, 2), dtype=np.float32)
        for start in range(0, len(images), _CHUNK)
    ]
    return np.concatenate([*parts, np.empty(0, dtype=np.float32)])
