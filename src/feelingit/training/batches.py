"""Batches: which faces, in which order. All in memory, as uint8.

An epoch's order depends on the seed and the epoch's number alone, as its coverings do.
"""

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from feelingit.occlusion.workers import Pending, Workers
from feelingit.training.sample import Rows, Sample

__all__ = ["Loader", "Sample"]


class Loader:
    """Give a sample's batches on a device, whole and in random order.

    Args:
        sample: The faces.
        device: Where they are kept (uint8) and batched.
        batch_size: Faces a step over all ranks together.
        rank: This process's number, from 0.
        ranks: How many processes share each batch.
        workers: Cover the faces of the next epoch while this one is trained on.
    """

    def __init__(
        self,
        sample: Sample,
        device: torch.device,
        batch_size: int,
        *,
        rank: int = 0,
        ranks: int = 1,
        workers: Workers | None = None,
    ) -> None:
        self.sample = sample
        self.device = device
        self.batch_size = batch_size
        self.rank, self.ranks = rank, ranks
        self.workers = workers or Workers(0)
        self.labels = torch.from_numpy(sample.labels.copy()).to(device)
        self._begun: dict[tuple[int, int], list[tuple[Rows, Pending]]] = {}
        self._kept: Tensor | None = None
        self._kept_for = (-1, -1)

    def __len__(self) -> int:
        """Count the steps of an epoch.

        A rest of less than two faces a rank could not be normalised; it sits an epoch out, another
        one each time.
        """
        whole, rest = divmod(len(self.sample.labels), self.batch_size)
        return max(1, whole + (rest >= 2 * self.ranks))

    def batches(
        self, seed: int, epoch: int, following: int | None = None
    ) -> Iterator[tuple[Tensor, Tensor]]:
        """Give `uint8 [b, h, w]` and `int64 [b]`, `len` times; this rank's share of each batch.

        Args:
            seed: Of the training.
            epoch: Its number.
            following: The number of the epoch that comes next, if any: its faces are covered
                while this one's batches are used.
        """
        order = self._order(seed, epoch)
        pixels = self._pixels(seed, epoch, self._mine(order))
        if following is not None and self.sample.changes:
            self._begin(seed, following, self._mine(self._order(seed, following)))
        shuffled = torch.from_numpy(order).to(self.device)
        for step in range(len(self)):
            batch = shuffled[step * self.batch_size : (step + 1) * self.batch_size]
            mine = batch[self.rank :: self.ranks]
            yield pixels[mine], self.labels[mine]

    def everything(self) -> tuple[Tensor, Tensor]:
        """Give all faces in their own order, covered the same way each time."""
        return self._pixels(0, 0, None), self.labels

    def _order(self, seed: int, epoch: int) -> Rows:
        return np.random.default_rng([seed, epoch, 1]).permutation(len(self.labels))

    def _mine(self, order: Rows) -> Rows | None:
        """Give the faces of an epoch that are shown to this rank; None for all, in one process."""
        if self.ranks == 1 or not self.sample.changes:
            return None
        place = np.arange(len(order)) % self.batch_size
        mine: Rows = order[place % self.ranks == self.rank]
        return mine

    def _begin(self, seed: int, epoch: int, rows: Rows | None) -> None:
        """Begin to cover an epoch's faces, all or those of some rows, unless it was begun."""
        if (seed, epoch) not in self._begun:
            parts = self.sample.parts(seed, epoch, rows)
            self._begun[seed, epoch] = [
                (part.rows, self.workers.start(part.task)) for part in parts
            ]

    def _pixels(self, seed: int, epoch: int, rows: Rows | None) -> Tensor:
        if self._kept is None or (self.sample.changes and self._kept_for != (seed, epoch)):
            self._begin(seed, epoch, rows)
            begun = self._begun.pop((seed, epoch))
            # What was begun for another epoch is of no use any more.
            self._begun.clear()
            self._kept_for = (seed, epoch)
            covered = self.sample.put_together((part, pending.result()) for part, pending in begun)
            self._kept = torch.from_numpy(covered).to(self.device)
        return self._kept
