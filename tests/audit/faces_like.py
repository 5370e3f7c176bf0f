"""Small sets of faces for the tests: a letter stands for a picture, equal letters for copies."""

import numpy as np
import pandas as pd

from feelingit.faces import Faces, digest_of


def picture(letter: str) -> np.ndarray:
    return np.random.default_rng(ord(letter)).integers(0, 256, (8, 8), dtype=np.uint8)


def faces_like(*rows: str) -> Faces:
    """Make faces from `split emotion picture`; the ids are `0`, `1` and so on."""
    split, emotion, letters = zip(*(row.split() for row in rows), strict=True)
    images = np.stack([picture(letter) for letter in letters])
    table = pd.DataFrame(
        {
            "face_id": [str(number) for number in range(len(rows))],
            "emotion": emotion,
            "split": split,
            "source": "here",
            "digest": [digest_of(image) for image in images],
        }
    )
    return Faces(images, table)
