"""Faces to test saliency methods with: drawn, their emotion in one region alone.

Knows nothing about networks or methods. What the faces are drawn with is fixed, so that two
studies with the same number and size of faces ask about the same ones.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS, Emotion
from feelingit.saliency.truth import TrueRegion, true_region
from feelingit.synthetic import Drawn, draw_faces
from feelingit.synthetic.draw import sketch_face
from feelingit.synthetic.regions import region_masks
from feelingit.training.batches import Sample
from feelingit.types import REGIONS, Images, Mask, Region

TRAIN, VALIDATION, HELD_OUT = 1_000_000, 2_000_000, 3_000_000
"""Seeds of the three kinds of faces, so that nobody is in two of them."""
VALIDATION_SHARE, HELD_OUT_SHARE = 1 / 8, 1 / 4
"""How many there are for each face to train on."""
FEWEST = 2 * len(EMOTIONS)
PART = 256
"""Faces drawn at once: a drawn face comes with the masks of seven regions."""
AT_REST: Emotion = "neutral"
INTENSITY = (0.8, 1.0)
"""Clear expressions: it is the methods that are tested, not who can read faint ones."""
EMOTIONS_BY: Mapping[Region, tuple[Emotion, ...]] = MappingProxyType(
    {
        "mouth": EMOTIONS,
        "brows": ("angry", "fear", "neutral", "sad", "surprise"),
        "eyes": ("happy", "neutral", "surprise"),
    }
)
"""What each region can tell apart. Eyes alone also carry anger and fear, but at 48 x 48 pixels
hardly otherwise than happiness and surprise: networks that had to tell all five stayed below half
of the faces."""


@dataclass(frozen=True)
class HeldOut:
    """Faces to ask about; row i of everything is face i.

    Attributes:
        images: `uint8 [n, size, size]`.
        labels: `int64 [n]`, places in `EMOTIONS`.
        truth: Where the emotion is.
        emotions: How many there are, neutral included; who guesses is right in one of so many.
    """

    images: Images
    labels: NDArray[np.int64]
    truth: TrueRegion
    emotions: int

    def take(self, rows: NDArray[np.int64]) -> "HeldOut":
        """Keep some faces, in this order."""
        truth = TrueRegion(self.truth.inside[rows], self.truth.face[rows])
        return HeldOut(self.images[rows], self.labels[rows], truth, self.emotions)


@dataclass(frozen=True)
class Lesson:
    """Faces that tell their emotion in one region alone: to train on, to validate with, to ask."""

    train: Sample
    validation: Sample
    held_out: HeldOut


def lesson(region: Region, count: int, size: int) -> Lesson:
    """Draw faces whose emotion is in one region alone, and say where exactly.

    Args:
        region: That tells the emotion.
        count: Of the faces to train on; an eighth and a quarter as many come in addition.
        size: Side of the pictures in pixels.
    """
    return Lesson(
        _sample(region, count, size, TRAIN),
        _sample(region, max(FEWEST, round(VALIDATION_SHARE * count)), size, VALIDATION),
        _held_out(region, max(FEWEST, round(HELD_OUT_SHARE * count)), size),
    )


def _sample(region: Region, count: int, size: int, seed: int) -> Sample:
    parts = [(d.faces.images, d.faces.labels) for d in _drawn(region, count, size, seed)]
    images, labels = zip(*parts, strict=True)
    return Sample(np.concatenate(images), np.concatenate(labels))


def _held_out(region: Region, count: int, size: int) -> HeldOut:
    number = REGIONS.index(region)
    images, labels, moved, resting, face = [], [], [], [], []
    for part, drawn in enumerate(_drawn(region, count, size, HELD_OUT)):
        images.append(drawn.faces.images)
        labels.append(drawn.faces.labels)
        moved.append(drawn.regions[:, number])
        resting.append(_at_rest(len(drawn), size, HELD_OUT + part)[:, number])
        face.append(drawn.regions.any(axis=1))
    truth = true_region(*(np.concatenate(each) for each in (moved, resting, face)))
    known = np.concatenate(labels)
    return HeldOut(np.concatenate(images), known, truth, len(np.unique(known)))


def _drawn(region: Region, count: int, size: int, seed: int) -> Iterator[Drawn]:
    """Draw faces a part at a time, each with a seed of its own."""
    for part, start in enumerate(range(0, count, PART)):
        yield draw_faces(
            min(PART, count - start),
            size,
            seed + part,
            emotions=EMOTIONS_BY[region],
            carried_by=region,
            intensity=INTENSITY,
        )


def _at_rest(count: int, size: int, seed: int) -> Mask:
    """Give the regions of the same people with a neutral face, `bool [n, 7, size, size]`."""
    sketches = (sketch_face(seed, index, AT_REST, (0.0, 0.0)) for index in range(count))
    return np.stack([region_masks(sketch, size) for sketch in sketches])
