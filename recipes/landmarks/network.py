"""The landmark network: grey 48x48 pictures in, 68 points and their quality out.

A small residual network whose last map is flattened, so that each point knows where in the
picture every feature was; 480,000 parameters at most, ten million multiply-adds.
"""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from recipes.landmarks.points import Points

SIDE = 48
WIDTHS = (16, 40, 72)
NARROWED = 32
QUALITY_WIDTH = 64
LEAK = 0.1
"""How much of the quality head's gradient reaches the features that it shares with the points."""


class Residual(nn.Module):
    """Two 3x3 convolutions beside a way around them (He et al. 2016)."""

    def __init__(self, width: int) -> None:
        """Keep the width and the map's size."""
        super().__init__()
        self.first = _convolution(width, width)
        self.second = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width)
        )

    def forward(self, maps: Tensor) -> Tensor:
        """Map `[n, width, h, w]` to the same shape."""
        return torch.relu(maps + self.second(self.first(maps)))


class LandmarkNetwork(nn.Module):
    """Find 68 points in grey pictures, and say how far they are to be believed."""

    mean_shape: Tensor

    def __init__(self, mean_shape: Points, widths: Sequence[int] = WIDTHS) -> None:
        """Take the mean face, `[68, 2]` in pixels, as what to answer when nothing is known."""
        super().__init__()
        stem, middle, last = widths
        cells = (SIDE // 8) ** 2 * NARROWED
        self.register_buffer("mean_shape", torch.from_numpy(mean_shape.copy()).float() / SIDE)
        self.trunk = nn.Sequential(
            _convolution(1, stem, stride=2),
            _convolution(stem, middle, stride=2),
            Residual(middle),
            _convolution(middle, last, stride=2),
            Residual(last),
            nn.Conv2d(last, NARROWED, 1, bias=False),
            nn.BatchNorm2d(NARROWED),
            nn.ReLU(),
            nn.Flatten(),
        )
        self.points = nn.Linear(cells, 136)
        self.quality = nn.Sequential(
            nn.Linear(cells, QUALITY_WIDTH), nn.ReLU(), nn.Linear(QUALITY_WIDTH, 1)
        )
        nn.init.normal_(self.points.weight, std=1e-3)
        nn.init.zeros_(self.points.bias)

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Map `[n, 48, 48]`, 0 to 255, to points `[n, 68, 2]` in pixels and logits `[n]`."""
        features = self.trunk(_normalised(images))
        points = (self.mean_shape + self.points(features).view(-1, 68, 2)) * SIDE
        shared = LEAK * features + (1 - LEAK) * features.detach()
        return points, self.quality(shared)[:, 0]


class Answer(nn.Module):
    """The network as it is shipped: bytes in, points and a probability out."""

    def __init__(self, network: LandmarkNetwork) -> None:
        """Wrap a trained network."""
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Map `uint8 [n, 48, 48]` to points `[n, 68, 2]` and quality `[n]`, 0 to 1."""
        points, logits = self.network(images.float())
        return points, torch.sigmoid(logits)


def _convolution(before: int, after: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(before, after, 3, stride, padding=1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(),
    )


def _normalised(images: Tensor) -> Tensor:
    """Take light and contrast out: every picture gets mean 0 and deviation 1; blank ones 0."""
    flat = images.flatten(1)
    centred = flat - flat.mean(dim=1, keepdim=True)
    deviation = (centred.square().mean(dim=1, keepdim=True) + 1.0).sqrt()
    return (centred / deviation).view(-1, 1, SIDE, SIDE)
