"""What a covering hides of a face, region by region, measured on drawn faces and put in words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from feelingit.landmarks import face_regions
from feelingit.occlusion.conditions import covered
from feelingit.occlusion.contract import Condition
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import REGIONS

FACES, SIDE = 8, 48

MOST, SOME, LITTLE = 0.75, 0.2, 0.01
"""The share of a region from which it is hidden, partly hidden, and touched at all."""


def faces_to_hide() -> Drawn:
    """Draw the faces on which coverings are measured."""
    return draw_faces(FACES, SIDE, seed=1)


def hidden_shares(name: str, faces: Drawn) -> NDArray[np.float64]:
    """Measure what share of each region a condition hides, over all faces, `[7]`.

    Args:
        name: Of the condition.
        faces: With their landmarks.
    """
    images = faces.faces.images
    hidden = covered(images, name, landmarks=faces.landmarks).hidden
    regions = face_regions(faces.landmarks, *images.shape[1:])
    shares: NDArray[np.float64] = (regions & hidden[:, None]).sum(axis=(0, 2, 3)) / regions.sum(
        axis=(0, 2, 3)
    )
    return shares


def hidden_in_words(condition: Condition, faces: Drawn) -> str:
    """Say what a condition hides.

    Args:
        condition: Which one.
        faces: On which it is measured; with their landmarks.
    """
    if condition.group == "box":
        return f"{condition.share:.0%} of the picture, anywhere"
    return in_words(hidden_shares(condition.name, faces))


def in_words(shares: NDArray[np.float64]) -> str:
    """Say what is hidden: `mouth, chin, part of nose and cheeks`."""
    most = [region for region, share in zip(REGIONS, shares, strict=True) if share >= MOST]
    some = [region for region, share in zip(REGIONS, shares, strict=True) if SOME <= share < MOST]
    if len(most) == len(REGIONS):
        return "the whole face"
    if len(some) == len(REGIONS):
        return "part of any region"
    if most or some:
        return ", ".join([*most, f"part of {_listed(some)}"] if some else most)
    if shares.max() < LITTLE:
        return "nothing"
    return f"a little of {REGIONS[int(shares.argmax())]}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
