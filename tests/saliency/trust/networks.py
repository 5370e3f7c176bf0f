"""A linear network whose reasons are known face by face, and methods that know or miss them."""

# ruff: noqa: ARG001 - methods here take what every method takes, and use what they know of

from collections import OrderedDict

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from feelingit.emotions import EMOTIONS
from feelingit.types import Images, Maps

SIZE, PATCH = 48, 4
PLACES, CELLS = 3, 6
"""Where an emotion can show: in one of so many places, each of so many patches."""
EACH = PLACES * CELLS
GREY, CONTRAST = 128, 60


def patches() -> NDArray[np.float32]:
    """Give each emotion its own `EACH` patches of checkerboard, `[7, 48, 48]` of -1, 0, 1."""
    across = SIZE // PATCH
    free = np.random.default_rng(3).permutation(across * across)
    read = np.zeros((len(EMOTIONS), SIZE, SIZE), np.float32)
    board = np.where(np.indices((PATCH, PATCH)).sum(axis=0) % 2, 1.0, -1.0)
    for number, place in enumerate(free[: len(EMOTIONS) * EACH]):
        row, column = PATCH * (place // across), PATCH * (place % across)
        read[number // EACH, row : row + PATCH, column : column + PATCH] = board
    return read


def faces(n: int = 28, seed: int = 0) -> tuple[Images, NDArray[np.int64]]:
    """Show each face's emotion in one of its places, on a grey picture with a little noise."""
    generator = np.random.default_rng(seed)
    targets = np.arange(n) % len(EMOTIONS)
    images = GREY + generator.normal(0, 2, (n, SIZE, SIZE))
    read = patches()
    for row, target in enumerate(targets):
        images[row] += CONTRAST * _one_place(read[target], int(generator.integers(PLACES)))
    return np.clip(np.rint(images), 0, 255).astype(np.uint8), targets


def _one_place(read: NDArray[np.float32], which: int) -> NDArray[np.float32]:
    cells = read.reshape(SIZE // PATCH, PATCH, SIZE // PATCH, PATCH)
    rows, columns = np.nonzero(np.abs(cells).sum(axis=(1, 3)))
    own = slice(which * CELLS, (which + 1) * CELLS)
    one = np.zeros_like(cells)
    one[rows[own], :, columns[own]] = cells[rows[own], :, columns[own]]
    return one.reshape(SIZE, SIZE)


class Linear(nn.Module):
    """Emotion k is how much of its checkerboards a face shows, and nothing else."""

    def __init__(self, strength: float = 0.1) -> None:
        super().__init__()
        self.flatten = nn.Flatten()
        self.logits = nn.Linear(SIZE * SIZE, len(EMOTIONS))
        with torch.no_grad():
            self.logits.weight.copy_(strength * torch.from_numpy(patches()).flatten(1))
            self.logits.bias.zero_()

    def forward(self, images: Tensor) -> Tensor:
        logits: Tensor = self.logits(self.flatten(images))
        return logits

    def stages(self) -> dict[str, nn.Module]:
        return OrderedDict(self.named_children())


def truth(
    model: nn.Module, images: Images, targets: NDArray[np.int64], *, batch_size: int = 64
) -> Maps:
    """Say what each pixel adds to the target's logit: the whole truth of a linear network."""
    assert isinstance(model, Linear)
    weights = model.logits.weight.detach().numpy().reshape(-1, SIZE, SIZE)[targets]
    return np.maximum(weights * (images.astype(np.float32) - GREY), 0).astype(np.float32)


def inverted(
    model: nn.Module, images: Images, targets: NDArray[np.int64], *, batch_size: int = 64
) -> Maps:
    """Call important what is not."""
    maps = truth(model, images, targets)
    return maps.max(axis=(1, 2), keepdims=True) - maps


def edges(
    model: nn.Module, images: Images, targets: NDArray[np.int64], *, batch_size: int = 64
) -> Maps:
    """Show the picture's edges, whatever the network."""
    down, across = np.gradient(images.astype(np.float32), axis=(1, 2))
    return np.hypot(down, across).astype(np.float32)


def blank(
    model: nn.Module, images: Images, targets: NDArray[np.int64], *, batch_size: int = 64
) -> Maps:
    """Say nothing about any face."""
    return np.zeros(images.shape, np.float32)
