"""The landmark network: grey 48x48 pictures in, 68 points and their quality out.

Two stages of one architecture: `coarse` finds the face in any pose; its answer turns the picture
upright and to scale, and `fine`, which has seen nothing but such pictures, looks again. The stages
are small residual networks whose last map is flattened, so that each point knows where in the
picture every feature was: 390,000 parameters and ten million multiply-adds each.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from feelingit.types import Landmarks

SIDE = 48
WIDTHS = (16, 40, 72)
NARROWED = 32
QUALITY_WIDTH = 64
LOOKS = 1
"""How often the fine stage looks, each time at the face as the last answer placed it. A second
look takes the error from 5.5 to 5.4 % of the distance between the eyes and half as long again."""
SMALLEST = 1.0
"""Pixels squared: the least extent of a face that a picture is scaled by."""
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
    """One stage: find 68 points in grey pictures, and say how far they are to be believed."""

    mean_shape: Tensor

    def __init__(self, mean_shape: Landmarks, widths: Sequence[int] = WIDTHS) -> None:
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
        features = self.features(images)
        shared = LEAK * features + (1 - LEAK) * features.detach()
        return self.points_of(features), self.quality(shared)[:, 0]

    def features(self, images: Tensor) -> Tensor:
        """Map pictures to what both heads read."""
        features: Tensor = self.trunk(_normalised(images))
        return features

    def points_of(self, features: Tensor) -> Tensor:
        """Read the points off, always in full precision: a bfloat16 is a sixth of a pixel wide."""
        with torch.autocast("cpu", enabled=False):
            moved = self.points(features.float()).view(-1, 68, 2)
            return (self.mean_shape + moved) * SIDE


class Cascade(nn.Module):
    """Find the points in any pose: a coarse look, then fine ones at the upright face."""

    def __init__(self, coarse: LandmarkNetwork, fine: LandmarkNetwork) -> None:
        """Put two trained stages together."""
        super().__init__()
        self.coarse, self.fine = coarse, fine

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Map `[n, 48, 48]`, 0 to 255, to points `[n, 68, 2]` in pixels and logits `[n]`."""
        points, features = self.look(images)
        return points, self.fine.quality(features)[:, 0]

    def look(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Give the points in pixels and what the quality is read from, `[n, cells]`."""
        points = self.coarse.points_of(self.coarse.features(images))
        features = images.new_empty(0)
        for _ in range(LOOKS):
            turn, offset = _alignment(points, self.fine.mean_shape * SIDE)
            features = self.fine.features(_aligned(images, turn, offset))
            seen = self.fine.points_of(features)
            points = (seen - offset) @ _inverse(turn).transpose(1, 2)
        return points, features


class Answer(nn.Module):
    """The network as it is shipped: bytes in, points and a probability out."""

    def __init__(self, network: Cascade) -> None:
        """Wrap a trained network."""
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Map `uint8 [n, 48, 48]` to points `[n, 68, 2]` and quality `[n]`, 0 to 1."""
        points, logits = self.network(images.float())
        return points, torch.sigmoid(logits)


def _alignment(points: Tensor, goal: Tensor) -> tuple[Tensor, Tensor]:
    """Find the similarity that brings points `[n, 68, 2]` closest to a shape `[68, 2]`.

    Returns:
        Matrices `[n, 2, 2]` and offsets `[n, 1, 2]`: a point goes to `matrix @ point + offset`.
    """
    centre, middle = points.mean(dim=1, keepdim=True), goal.mean(dim=0)
    x, y = (points - centre).unbind(dim=2)
    to_x, to_y = (goal - middle).unbind(dim=1)
    size = (x * x + y * y).sum(dim=1).clamp(min=SMALLEST)
    along = (x * to_x + y * to_y).sum(dim=1) / size
    across = (x * to_y - y * to_x).sum(dim=1) / size
    turn = torch.stack((along, -across, across, along), dim=1).view(-1, 2, 2)
    return turn, middle - centre @ turn.transpose(1, 2)


def _inverse(turn: Tensor) -> Tensor:
    """Invert matrices of similarities, `[n, 2, 2]`."""
    squared = turn[:, 0].square().sum(dim=1).clamp(min=1e-6)
    return turn.transpose(1, 2) / squared[:, None, None]


def _aligned(images: Tensor, turn: Tensor, offset: Tensor) -> Tensor:
    """Bring pictures `[n, 48, 48]` into the frame of a similarity; the border repeats."""
    row = torch.arange(SIDE, dtype=images.dtype)
    grid = torch.stack(torch.meshgrid(row, row, indexing="xy"), dim=-1).view(1, -1, 2)
    source = (grid - offset) @ _inverse(turn).transpose(1, 2)
    where = (2 * source / (SIDE - 1) - 1).view(-1, SIDE, SIDE, 2)
    seen = F.grid_sample(images[:, None], where, padding_mode="border", align_corners=True)
    return seen[:, 0]


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
