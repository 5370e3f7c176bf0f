"""Where the parts of a face are; needs no PyTorch."""

from feelingit.landmarks.regions import canonical_regions, face_area

__all__ = ["canonical_regions", "face_area"]
