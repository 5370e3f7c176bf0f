"""What to train on: faces, and under which covering each of them is seen in each epoch.

An epoch's coverings depend on the seed and the epoch's number alone, so that a run that was
stopped goes on as if it had not been.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.errors import InputError
from feelingit.landmarks import locate
from feelingit.occlusion import condition
from feelingit.occlusion.workers import Task
from feelingit.types import Images, Landmarks

Rows = NDArray[np.int64]


class Part(NamedTuple):
    """The faces of an epoch that are seen under one condition: which, and how they come to be."""

    rows: Rows
    task: Task


@dataclass(frozen=True)
class Sample:
    """Faces to train on or to validate with, bare, and how they are to be covered.

    Attributes:
        images: `uint8 [n, h, w]`.
        labels: `int64 [n]`, 0 to 6.
        train_on: The conditions; of several, each face gets one at random.
        landmarks: `float32 [n, 68, 2]`; by default found, where a condition follows the face.
        bare_share: Of several conditions with the bare one among them, the share of the faces
            that get that one; by default all conditions have equal shares.

    Raises:
        InputError: There is no face, or a condition that cuts rows away is one of several.
        ValueError: There are not as many labels or landmarks as images.
    """

    images: Images
    labels: NDArray[np.int64]
    train_on: Sequence[str] = ("none",)
    landmarks: Landmarks | None = None
    bare_share: float | None = None

    def __post_init__(self) -> None:
        if len(self.images) != len(self.labels):
            raise ValueError(f"{len(self.images)} images but {len(self.labels)} labels")
        if self.landmarks is not None and len(self.images) != len(self.landmarks):
            raise ValueError(f"{len(self.images)} images but {len(self.landmarks)} landmarks")
        if len(self.images) == 0:
            raise InputError("there is no face to train on, or none to validate with")
        cut = [name for name in self.train_on if condition(name).cut]
        if cut and len(self.train_on) > 1:
            raise InputError(
                f"{', '.join(cut)} gives pictures of another size, so it cannot share a batch "
                "with other conditions: train on it alone, or use the blackened form"
            )

    def parts(self, seed: int, epoch: int, rows: Rows | None = None) -> list[Part]:
        """Say how all faces, or those of some rows, are covered in an epoch: a part a condition.

        Those that stay bare are in none. Random choices depend on the seed and the epoch alone.
        """
        generator = np.random.default_rng([seed, epoch])
        covering_seed = int(generator.integers(2**31))
        choice = self._choice(generator)
        if rows is not None:
            wanted = np.zeros(len(choice), np.bool_)
            wanted[rows] = True
            choice = np.where(wanted, choice, -1)
        return [
            self._part(name, np.flatnonzero(choice == number), covering_seed)
            for number, name in enumerate(self.train_on)
            if condition(name).group != "bare"
        ]

    def covered(self, seed: int, epoch: int) -> Images:
        """Give all faces as an epoch sees them, `uint8 [n, h, w]`, fewer rows where cut."""
        parts = self.parts(seed, epoch)
        return self.put_together((rows, task.done()) for rows, task in parts)

    def put_together(self, parts: Iterable[tuple[Rows, Images]]) -> Images:
        """Put covered faces in their places among the others, which are bare; a new array."""
        whole: Images | None = None
        for rows, images in parts:
            if whole is None:
                whole = self._bare_like(images)
            whole[rows] = images
        return np.array(self.images) if whole is None else whole

    @property
    def changes(self) -> bool:
        """Whether an epoch's faces differ from another's."""
        return len(self.train_on) > 1 or condition(self.train_on[0]).is_random

    def _choice(self, generator: np.random.Generator) -> NDArray[np.int64]:
        """Choose a condition for each face, `int64 [n]`, places in `train_on`."""
        faces, conditions = len(self.images), len(self.train_on)
        if conditions == 1:
            return np.zeros(faces, np.int64)
        if self.bare_share is None:
            return generator.integers(conditions, size=faces)
        bare = np.array([condition(name).group == "bare" for name in self.train_on])
        shares = np.where(bare, self.bare_share, (1 - self.bare_share) / (conditions - 1))
        return generator.choice(conditions, size=faces, p=shares)

    def _part(self, name: str, rows: Rows, seed: int) -> Part:
        landmarks = self._landmarks[rows] if condition(name).follows_face else None
        return Part(rows, Task(self.images[rows], name, seed, rows.astype(np.uint64), landmarks))

    @cached_property
    def _landmarks(self) -> Landmarks:
        return locate(self.images).landmarks if self.landmarks is None else self.landmarks

    def _bare_like(self, images: Images) -> Images:
        """Give a place for all faces as they are; for none where rows are cut, since all are."""
        if images.shape[1:] == self.images.shape[1:]:
            return np.array(self.images)
        return np.empty((len(self.images), *images.shape[1:]), np.uint8)
