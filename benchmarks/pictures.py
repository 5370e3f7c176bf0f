"""Faces for the measurements: noise, as a folder of PNG files and as arrays, and drawn ones."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from feelingit.emotions import EMOTIONS
from feelingit.synthetic import Drawn, draw_faces
from feelingit.training.batches import Sample
from feelingit.types import Images

SIDE = 48
COPIES = 0.05
"""The share of pictures that are copies of an earlier one, about as in FER2013."""


def noise(n: int, seed: int = 0) -> tuple[Images, NDArray[np.int64]]:
    """Give soft noise, whose files are about as large as a face's, with a few copies in it."""
    generator = np.random.default_rng(seed)
    coarse = generator.integers(0, 256, (n, SIDE // 4, SIDE // 4)).astype(np.uint8)
    images = coarse.repeat(4, axis=1).repeat(4, axis=2) // 2
    images += generator.integers(0, 16, images.shape).astype(np.uint8)
    for copy in np.flatnonzero(generator.random(n) < COPIES)[1:]:
        images[copy] = images[generator.integers(copy)]
    return images, generator.integers(0, len(EMOTIONS), n)


def sample(n: int) -> Sample:
    return Sample(*noise(n))


def write_folders(folder: Path, n: int) -> None:
    """Write PNG files as `train/<emotion>/<number>.png`."""
    for emotion in EMOTIONS:
        (folder / "train" / emotion).mkdir(parents=True, exist_ok=True)
    images, labels = noise(n)
    for number, (image, label) in enumerate(zip(images, labels, strict=True)):
        path = folder / "train" / EMOTIONS[label] / f"{number}.png"
        Image.fromarray(image).save(path, compress_level=1)


def drawn(n: int) -> Drawn:
    """Draw faces, with their landmarks."""
    return draw_faces(n, SIDE, seed=0)
