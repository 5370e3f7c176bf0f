"""What a condition is: the one contract of everything that covers a face or spoils its picture.

Images, landmarks and keys go in; new images and the mask of hidden pixels come out. A face's
covering depends on its picture, its landmarks, its key, the condition and the seed alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.types import Images, Landmarks, Mask

Keys = NDArray[np.uint64]

Group = Literal[
    "bare",
    "band",
    "cut",
    "box",
    "shape",
    "mask",
    "eyewear",
    "headwear",
    "hand",
    "camera",
    "growth",
    "control",
]
"""What sort of covering it is; tables and figures are ordered by it."""


class Covered(NamedTuple):
    """Covered faces.

    Attributes:
        images: `uint8 [n, height, width]`, fewer rows where rows are cut out of the picture.
        hidden: `bool [n, height, width]` of the picture as it was; True where nothing of what
            was there can be seen any more. May be read-only.
    """

    images: Images
    hidden: Mask


@dataclass(frozen=True)
class Batch:
    """Faces to be covered.

    Attributes:
        images: `uint8 [n, height, width]`; to be left as they are.
        keys: `uint64 [n]`, one a face, from which what varies is drawn.
        seed: Another seed, other coverings.
        landmarks: `float32 [n, 68, 2]`, as `landmarks.locate` gives them; may lie outside the
            picture. Those of a condition that does not follow the face are empty, `[0, 68, 2]`.
    """

    images: Images
    keys: Keys
    seed: int
    landmarks: Landmarks

    def __len__(self) -> int:
        return len(self.images)

    @property
    def height(self) -> int:
        """Of the pictures, in pixels."""
        return int(self.images.shape[1])

    @property
    def width(self) -> int:
        """Of the pictures, in pixels."""
        return int(self.images.shape[2])


Draw = Callable[[Batch], Covered]


@dataclass(frozen=True)
class Condition:
    """One way to see a face.

    Attributes:
        name: In settings and tables.
        label: In figures and prose.
        group: What sort it is.
        hides: What part of the face: conditions that hide the same part differ in how. A
            covering that is not of the published study hides a part of its own name.
        draw: Covers a batch.
        share: Of the picture's area that is hidden, where it is the same for all faces.
        follows_face: Whether it needs landmarks.
        is_random: Whether faces with the same landmarks may be covered differently.
        cut: Whether hidden rows are taken out of the picture, rather than covered.
        control: The condition of the same area that says what hiding anything costs.
    """

    name: str
    label: str
    group: Group
    hides: str
    draw: Draw
    share: float | None = None
    follows_face: bool = False
    is_random: bool = False
    cut: bool = False
    control: str | None = None


def covering(name: str, label: str, group: Group, draw: Draw, *, control: bool = True) -> Condition:
    """Describe a covering as met in life: it follows the face, and varies from face to face.

    Args:
        name: Of the condition.
        label: In figures and prose.
        group: What sort it is.
        draw: Covers a batch.
        control: Whether it hides pixels, so that a box of the same area can stand beside it.
    """
    return Condition(
        name,
        label,
        group,
        hides=name,
        draw=draw,
        follows_face=True,
        is_random=True,
        control=f"{name}@box" if control else None,
    )
