"""The plain PyTorch way to train: files, a Dataset, a DataLoader, a transform per image.

What a tutorial would have: nothing here is slow on purpose. Written with PIL and NumPy, for
torchvision is not among the dependencies; its transforms of PIL images do the same.
"""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageEnhance
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader, Dataset

from feelingit.emotions import EMOTIONS, parse_emotion
from feelingit.training.settings import AugmentationSettings

WORKERS = 2


class Files(Dataset[tuple[Tensor, int]]):
    """Pictures in class folders."""

    def __init__(self, folder: Path, change: Callable[[Image.Image], Image.Image] | None) -> None:
        self.paths = sorted(folder.rglob("*.png"))
        self.change = change

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int) -> tuple[Tensor, int]:
        path = self.paths[index]
        with Image.open(path) as picture:
            image = picture.convert("L")
        if self.change is not None:
            image = self.change(image)
        pixels = np.asarray(image, dtype=np.float32) / 255
        return torch.from_numpy(pixels)[None], EMOTIONS.index(parse_emotion(path.parent.name))


class RandomChange:
    """The changes of `AugmentationSettings`, one image at a time."""

    def __init__(self, settings: AugmentationSettings) -> None:
        self.settings = settings

    def __call__(self, image: Image.Image) -> Image.Image:
        settings = self.settings
        if _chance() < settings.flip:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        image = self._moved(image)
        for enhance in (ImageEnhance.Brightness, ImageEnhance.Contrast):
            image = enhance(image).enhance(1 + settings.brightness * _spread())
        return self._erased(image) if _chance() < settings.erase else image

    def _moved(self, image: Image.Image) -> Image.Image:
        settings, side = self.settings, image.width
        angle = math.radians(settings.rotate * _spread())
        size = 1 + settings.scale * _spread()
        cos, sin = math.cos(angle) / size, math.sin(angle) / size
        middle = (side - 1) / 2
        x, y = (middle + settings.shift * side * _spread() for _ in range(2))
        matrix = (cos, sin, middle - cos * x - sin * y, -sin, cos, middle + sin * x - cos * y)
        return image.transform(
            image.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR
        )

    def _erased(self, image: Image.Image) -> Image.Image:
        pixels: NDArray[np.uint8] = np.array(image)
        area = pixels.size * (0.02 + 0.31 * _chance())
        shape = math.exp(math.log(3.3) * _spread())
        height, width = (min(image.width - 1, round((area * s) ** 0.5)) for s in (shape, 1 / shape))
        top, left = (int(_chance() * (image.width - side)) for side in (height, width))
        pixels[top : top + height, left : left + width] = 0
        return Image.fromarray(pixels)


def _chance() -> float:
    return float(torch.rand(()))


def _spread() -> float:
    return 2 * _chance() - 1


def plain_loader(
    folder: Path, batch_size: int, augmentation: AugmentationSettings
) -> DataLoader[Any]:
    # The workers stay from epoch to epoch: starting them would weigh more in a short one.
    return DataLoader(
        Files(folder, RandomChange(augmentation)),
        batch_size=batch_size,
        shuffle=True,
        num_workers=WORKERS,
        persistent_workers=True,
    )


def plain_epoch(
    network: nn.Module, optimiser: torch.optim.Optimizer, loader: DataLoader[Any]
) -> float:
    """Train for an epoch; give the mean loss."""
    network.train()
    total, faces = 0.0, 0
    for images, labels in loader:
        optimiser.zero_grad()
        loss = cross_entropy(network(images), labels)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        total += loss.item() * len(labels)
        faces += len(labels)
    return total / faces
