"""Where the parts of a face are; needs no PyTorch."""

from feelingit.landmarks.canonical import canonical_landmarks
from feelingit.landmarks.face_regions import face_of, face_regions
from feelingit.landmarks.frame import from_canonical, to_canonical
from feelingit.landmarks.locate import TRUSTED, Landmarks, Located, locate
from feelingit.landmarks.regions import canonical_regions, face_area

__all__ = [
    "TRUSTED",
    "Landmarks",
    "Located",
    "canonical_landmarks",
    "canonical_regions",
    "face_area",
    "face_of",
    "face_regions",
    "from_canonical",
    "locate",
    "to_canonical",
]
