"""The outlines against what is known of real faces: dark eyes, bright cheeks, an open mouth."""

import os
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from feelingit.landmarks import canonical_regions, face_area
from feelingit.types import REGIONS

ROOT = Path(os.environ.get("FEELINGIT_DATA", "absent")) / "fer2013" / "images" / "train"
FACES = 400

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not ROOT.is_dir(), reason="FEELINGIT_DATA does not hold fer2013"),
]


def mean_face(emotion: str) -> NDArray[np.float64]:
    files = islice(sorted((ROOT / emotion).glob("*.png")), FACES)
    return np.mean([cv2.imread(str(file), cv2.IMREAD_GRAYSCALE) for file in files], axis=0)


def brightness(face: NDArray[np.float64]) -> dict[str, float]:
    regions = canonical_regions(*face.shape)
    return {name: float(face[regions[k]].mean()) for k, name in enumerate(REGIONS)}


def test_eyes_and_mouth_are_darker_than_what_surrounds_them() -> None:
    means = brightness(mean_face("surprise"))
    assert means["eyes"] < min(means["cheeks"], means["nose"], means["forehead"])
    assert means["mouth"] < min(means["cheeks"], means["nose"], means["chin"])


def test_the_darkest_pixel_of_a_surprised_lower_face_is_in_the_mouth() -> None:
    face = np.where(face_area(48, 48), mean_face("surprise"), 255)
    row, column = np.unravel_index(face[26:].argmin(), face[26:].shape)
    assert canonical_regions(48, 48)[REGIONS.index("mouth"), row + 26, column]


def test_the_darkest_pixels_between_hair_and_nose_are_in_the_eyes() -> None:
    face = mean_face("surprise")
    eyes = canonical_regions(48, 48)[REGIONS.index("eyes")]
    for left in (10, 26):
        row, column = np.unravel_index(face[10:24, left : left + 12].argmin(), (14, 12))
        assert eyes[row + 10, column + left]


def test_the_face_is_brighter_than_the_background() -> None:
    face, area = mean_face("happy"), face_area(48, 48)
    assert face[area].mean() > face[~area].mean() + 20
