"""Tiny networks whose reasons are known."""

import torch
from torch import Tensor, nn

from feelingit.emotions import EMOTIONS
from feelingit.landmarks import canonical_regions


class Plain(nn.Module):
    """A small ordinary network with what could betray a visit: batch norm, dropout."""

    def __init__(self, stride: int = 2) -> None:
        super().__init__()
        self.last_convolution = nn.Conv2d(8, 12, 3, stride=stride, padding=1)
        self.features = nn.Sequential(
            nn.Conv2d(1, 8, 3, padding=1),
            nn.BatchNorm2d(8),
            nn.ReLU(),
            self.last_convolution,
            nn.ReLU(),
        )
        self.head = nn.Sequential(nn.Dropout(0.5), nn.Linear(12, len(EMOTIONS)))

    def forward(self, faces: Tensor) -> Tensor:
        logits: Tensor = self.head(self.features(faces).mean(dim=(2, 3)))
        return logits


class Smooth(nn.Module):
    """A network without kinks, so that finite differences are its gradient."""

    def __init__(self) -> None:
        super().__init__()
        self.convolution = nn.Conv2d(1, 4, 3, padding=1)
        self.read = nn.Linear(4, len(EMOTIONS))

    def forward(self, faces: Tensor) -> Tensor:
        logits: Tensor = self.read(torch.tanh(self.convolution(faces)).pow(2).mean(dim=(2, 3)))
        return logits


class Weighs(nn.Module):
    """A linear network: emotion k is the face weighed by `weight[k]`, `[7, height, width]`."""

    def __init__(self, height: int = 24, width: int = 24) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(len(EMOTIONS), height, width))

    def forward(self, faces: Tensor) -> Tensor:
        return torch.einsum("nhw,khw->nk", faces[:, 0], self.weight)


class Blind(nn.Module):
    """A network that answers the same of every face; the layer is passed, and goes unheard."""

    def __init__(self) -> None:
        super().__init__()
        self.last_convolution = nn.Conv2d(1, 3, 3)
        self.bias = nn.Parameter(torch.arange(7.0))

    def forward(self, faces: Tensor) -> Tensor:
        self.last_convolution(faces)
        return self.bias.expand(len(faces), -1)


class Looks(nn.Module):
    """A network in which emotion k is how bright region `reads[k]` is, and nothing else."""

    def __init__(self, reads: list[int], height: int = 48, width: int = 48) -> None:
        super().__init__()
        regions = torch.from_numpy(canonical_regions(height, width)).float()
        self.register_buffer("seen", regions[reads])
        self.last_convolution = nn.Conv2d(7, 7, 3, padding=1, groups=7, bias=False)
        nn.init.constant_(self.last_convolution.weight, 1 / 9)

    def forward(self, faces: Tensor) -> Tensor:
        return torch.relu(self.last_convolution(faces * self.seen)).mean(dim=(2, 3))
