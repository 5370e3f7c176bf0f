"""Batches: which faces, in which order, under which covering. All in memory, as uint8.

An epoch's batches depend on the seed and the epoch's number alone, so that a run that was
stopped goes on as if it had not been.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from feelingit.errors import InputError
from feelingit.occlusion import condition, cover
from feelingit.types import Images


@dataclass(frozen=True)
class Sample:
    """Faces to train on or to validate with, bare, and how they are to be covered.

    Attributes:
        images: `uint8 [n, h, w]`.
        labels: `int64 [n]`, 0 to 6.
        train_on: The conditions; of several, each face gets one at random.

    Raises:
        InputError: There is no face, or a condition that cuts rows away is one of several.
        ValueError: There are not as many labels as images.
    """

    images: Images
    labels: NDArray[np.int64]
    train_on: Sequence[str] = ("none",)

    def __post_init__(self) -> None:
        if len(self.images) != len(self.labels):
            raise ValueError(f"{len(self.images)} images but {len(self.labels)} labels")
        if len(self.images) == 0:
            raise InputError("there is no face to train on, or none to validate with")
        cut = [name for name in self.train_on if condition(name).cut]
        if cut and len(self.train_on) > 1:
            raise InputError(
                f"{', '.join(cut)} gives pictures of another size, so it cannot share a batch "
                "with other conditions: train on it alone, or use the blackened form"
            )

    def covered(self, seed: int, epoch: int) -> Images:
        """Give all faces as an epoch sees them, `uint8 [n, h, w]`, fewer rows where cut.

        Random choices depend on the seed and the epoch alone.
        """
        generator = np.random.default_rng([seed, epoch])
        box_seed = int(generator.integers(2**31))
        if len(self.train_on) == 1:
            return cover(self.images, self.train_on[0], seed=box_seed)
        choice = generator.integers(len(self.train_on), size=len(self.images))
        covered = np.array(self.images, copy=True)
        for number, name in enumerate(self.train_on):
            rows = np.flatnonzero(choice == number)
            covered[rows] = cover(
                self.images[rows], name, seed=box_seed, keys=rows.astype(np.uint64)
            )
        return covered

    @property
    def changes(self) -> bool:
        """Whether an epoch's faces differ from another's."""
        return len(self.train_on) > 1 or condition(self.train_on[0]).is_random


class Loader:
    """Give a sample's batches on a device, whole and in random order, without workers.

    Args:
        sample: The faces.
        device: Where they are kept (uint8) and batched.
        batch_size: Faces a step over all ranks together.
        rank: This process's number, from 0.
        ranks: How many processes share each batch.
    """

    def __init__(
        self,
        sample: Sample,
        device: torch.device,
        batch_size: int,
        *,
        rank: int = 0,
        ranks: int = 1,
    ) -> None:
        self.sample = sample
        self.device = device
        self.batch_size = batch_size
        self.rank, self.ranks = rank, ranks
        self.labels = torch.from_numpy(sample.labels.copy()).to(device)
        self._kept: Tensor | None = None
        self._kept_for = (-1, -1)

    def __len__(self) -> int:
        """Count the steps of an epoch.

        A rest of less than two faces a rank could not be normalised; it sits an epoch out, another
        one each time.
        """
        whole, rest = divmod(len(self.sample.labels), self.batch_size)
        return max(1, whole + (rest >= 2 * self.ranks))

    def batches(self, seed: int, epoch: int) -> Iterator[tuple[Tensor, Tensor]]:
        """Give `uint8 [b, h, w]` and `int64 [b]`, `len` times; this rank's share of each batch."""
        pixels = self._pixels(seed, epoch)
        order = np.random.default_rng([seed, epoch, 1]).permutation(len(self.labels))
        shuffled = torch.from_numpy(order).to(self.device)
        for step in range(len(self)):
            batch = shuffled[step * self.batch_size : (step + 1) * self.batch_size]
            mine = batch[self.rank :: self.ranks]
            yield pixels[mine], self.labels[mine]

    def everything(self) -> tuple[Tensor, Tensor]:
        """Give all faces in their own order, covered the same way each time."""
        return self._pixels(0, 0), self.labels

    def _pixels(self, seed: int, epoch: int) -> Tensor:
        if self._kept is None or (self.sample.changes and self._kept_for != (seed, epoch)):
            self._kept_for = (seed, epoch)
            # Copied, for torch wants to write into what it wraps, and these may be the sample's.
            covered = np.array(self.sample.covered(seed, epoch), order="C")
            self._kept = torch.from_numpy(covered).to(self.device)
        return self._kept
