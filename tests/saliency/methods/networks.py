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
