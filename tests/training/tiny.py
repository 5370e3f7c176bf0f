"""Faces and networks so small that an epoch takes a blink."""

import numpy as np
import torch
from lightning_fabric import Fabric
from torch import Tensor

from feelingit.models.network import Network
from feelingit.models.registry import build
from feelingit.models.settings import Architecture, ModelSettings
from feelingit.training.batches import Sample
from feelingit.training.progress import TrainingProgress
from feelingit.training.runtime import Runtime
from feelingit.training.settings import AugmentationSettings, TrainingSettings

SIDE = 16

EVERY_CHANGE = AugmentationSettings(
    flip=0.5, shift=0.1, scale=0.1, rotate=10.0, brightness=0.2, erase=0.25
)


def separable(n: int = 56, seed: int = 0, train_on: tuple[str, ...] = ("none",)) -> Sample:
    """Draw noise that is brighter for each emotion than for the one before."""
    generator = np.random.default_rng(seed)
    labels = np.arange(n) % 7
    noise = generator.integers(0, 40, (n, SIDE, SIDE))
    return Sample((noise + 30 * labels[:, None, None]).astype(np.uint8), labels, train_on)


def unlearnable(n: int, seed: int) -> Sample:
    """Draw noise whose labels mean nothing: it can be remembered, not understood."""
    generator = np.random.default_rng(seed)
    images = generator.integers(0, 256, (n, SIDE, SIDE)).astype(np.uint8)
    return Sample(images, generator.integers(0, 7, n))


def network(
    architecture: Architecture = "compact", *, seed: int = 0, control: bool = True
) -> Network:
    torch.manual_seed(seed)
    settings = ModelSettings(architecture=architecture, width=0.01)
    return build(settings, SIDE, control=control)


def fabric(settings: TrainingSettings) -> Fabric:
    return Runtime("cpu").fabric(settings)


def same(one: dict[str, Tensor], two: dict[str, Tensor]) -> bool:
    """Tell whether weights are the same to the bit."""
    return one.keys() == two.keys() and all(torch.equal(one[k], two[k]) for k in one)


def timeless(progress: TrainingProgress) -> list[tuple[float, ...]]:
    """Give the history without what differs from run to run."""
    rows = progress.table().drop(columns="seconds").to_numpy().tolist()
    return [tuple(row) for row in rows]
