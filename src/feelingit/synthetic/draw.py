"""Draw labelled faces whose truth is known: landmarks, regions and action units.

A face depends on the seed and its own index alone, never on how many are drawn with it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS, Emotion, parse_emotion
from feelingit.errors import InputError
from feelingit.faces import Faces, digest_of
from feelingit.synthetic.action_units import ACTION_UNITS, carriers
from feelingit.synthetic.camera import photograph
from feelingit.synthetic.expression import sample_expression
from feelingit.synthetic.geometry import Sketch
from feelingit.synthetic.identity import sample_identity, sample_scene
from feelingit.synthetic.regions import region_masks
from feelingit.types import REGIONS, Images, Mask, Region

SMALLEST, LARGEST = 16, 1024
SOURCE = "drawn"
_PERSON, _SCENE, _EXPRESSION, _GRAIN, _ORDER = range(5)


@dataclass(frozen=True)
class Drawn:
    """Drawn faces and the truth about them; row i of everything is face i.

    Attributes:
        faces: Images `uint8 [n, size, size]` and their table.
        landmarks: `float32 [n, 68, 2]`, x and y in pixels, the centre of the first pixel at
            (0, 0); in the usual order (Sagonas et al. 2013). May lie outside the picture.
        regions: `bool [n, 7, size, size]` in the order of `REGIONS`; no pixel is in two, and
            together they are the face.
        action_units: `float32 [n, 16]`, strength as shown, 0 to about 1.1, in the order of
            `ACTION_UNITS`.
        intensity: `float32 [n]`, of the expression, 0 to 1; 0 for neutral.
    """

    faces: Faces
    landmarks: NDArray[np.float32]
    regions: Mask
    action_units: NDArray[np.float32]
    intensity: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.faces)


def draw_faces(
    count: int,
    size: int = 48,
    seed: int = 0,
    *,
    emotions: Sequence[str] | None = None,
    carried_by: Region | None = None,
    intensity: tuple[float, float] = (0.6, 1.0),
) -> Drawn:
    """Draw faces from the action units of their emotions (EMFACS, Friesen and Ekman 1983).

    Args:
        count: Of the faces.
        size: Side of the pictures in pixels, 16 to 1024.
        seed: Another seed, other people. The same seed and index are the same person in the
            same light, whatever the emotion.
        emotions: Which the faces show, in turn. By default all seven, equally often and
            shuffled; with `carried_by`, those that the region carries, and neutral.
        carried_by: The only region in which the face moves; everything else stays neutral, so
            that nothing but this region tells the emotion.
        intensity: Least and greatest, 0 to 1; each face's lies between.

    Returns:
        Faces of split `train` and their truth; 8 bytes a pixel and face in all.

    Raises:
        InputError: A count below 1, a size, seed or intensity out of range, an emotion or a
            region that does not exist.
    """
    _check(count, size, seed, carried_by, intensity)
    shown = list(islice(_turns(seed, emotions, carried_by), count))
    images = np.empty((count, size, size), dtype=np.uint8)
    regions = np.empty((count, len(REGIONS), size, size), dtype=np.bool_)
    landmarks = np.empty((count, 68, 2), dtype=np.float32)
    units = np.empty((count, len(ACTION_UNITS)), dtype=np.float32)
    strength = np.empty(count, dtype=np.float32)
    for index, emotion in enumerate(shown):
        sketch = sketch_face(seed, index, emotion, intensity, carried_by)
        images[index] = picture_of(sketch, size, seed, index)
        regions[index] = region_masks(sketch, size)
        landmarks[index] = sketch.posed(sketch.landmarks) * size - 0.5
        units[index] = sketch.expression.vector()
        strength[index] = sketch.expression.intensity
    table = table_of(images, shown, ["train"] * count)
    return Drawn(Faces(images, table), landmarks, regions, units, strength)


def sketch_face(
    seed: int,
    index: int,
    emotion: Emotion,
    intensity: tuple[float, float],
    carried_by: Region | None = None,
) -> Sketch:
    """Draw the lot of one face: who it is, how it is seen, what it does."""
    return Sketch(
        sample_identity(_generator(seed, index, _PERSON)),
        sample_scene(_generator(seed, index, _SCENE)),
        sample_expression(_generator(seed, index, _EXPRESSION), emotion, intensity, carried_by),
    )


def picture_of(sketch: Sketch, size: int, seed: int, index: int) -> NDArray[np.uint8]:
    """Draw one face, `uint8 [size, size]`."""
    return photograph(sketch, size, _generator(seed, index, _GRAIN))


def table_of(images: Images, emotions: Sequence[str], splits: Sequence[str]) -> pd.DataFrame:
    """Describe drawn faces, one row each."""
    return pd.DataFrame(
        {
            "face_id": [f"{SOURCE}/{index}" for index in range(len(images))],
            "emotion": list(emotions),
            "split": list(splits),
            "source": SOURCE,
            "height": images.shape[1],
            "width": images.shape[2],
            "digest": [digest_of(image) for image in images],
        }
    )


def check_size_and_seed(size: int, seed: int) -> None:
    """Raise `InputError` where no face can be drawn so large, or from such a seed."""
    if not SMALLEST <= size <= LARGEST:
        raise InputError(f"faces are drawn {SMALLEST} to {LARGEST} pixels wide, not {size}")
    if seed < 0:
        raise InputError(f"a seed is 0 or more, not {seed}")


def _check(
    count: int,
    size: int,
    seed: int,
    carried_by: Region | None,
    intensity: tuple[float, float],
) -> None:
    if count < 1:
        raise InputError(f"at least one face must be drawn, not {count}")
    check_size_and_seed(size, seed)
    if carried_by is not None and carried_by not in get_args(Region):
        raise InputError(f"{carried_by!r} is not a region; expected one of {', '.join(REGIONS)}")
    least, greatest = intensity
    if not 0 <= least <= greatest <= 1:
        raise InputError(f"intensity lies between 0 and 1, least first, not {intensity}")


def _turns(
    seed: int, emotions: Sequence[str] | None, carried_by: Region | None
) -> Iterator[Emotion]:
    """Say what each face shows, for ever; one place depends on the seed and itself alone."""
    if emotions is not None:
        asked = [parse_emotion(emotion) for emotion in emotions]
        if not asked:
            raise InputError("the list of emotions to draw is empty")
        while True:
            yield from asked
    choice = [emotion for emotion in EMOTIONS if _carries(carried_by, emotion)]
    block = 0
    while True:
        order = _generator(seed, block, _ORDER).permutation(len(choice))
        yield from (choice[place] for place in order)
        block += 1


def _carries(region: Region | None, emotion: Emotion) -> bool:
    return region is None or emotion == "neutral" or region in carriers(emotion)


def _generator(seed: int, index: int, stream: int) -> np.random.Generator:
    return np.random.default_rng((seed, index, stream))
