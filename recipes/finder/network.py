"""The finder: grey pictures in, for every eighth pixel whether a face's middle is there.

Fully convolutional, so that it sees pictures of any size whose sides are multiples of eight:
three convolutions that halve the picture, then residual bottlenecks, some dilated, until every
answer has seen 113 pixels across.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn

STRIDE = 8
"""Pixels from one answer to the next, across and down."""
USUAL = 36.0
"""The side in pixels of which the network answers the logarithm's distance."""
STEMS = (16, 32, 72)
NARROWED = 40
DILATIONS = (1, 2, 1, 2)
RARE = -3.0
"""The first logit of every place: faces are rare."""


class Found(NamedTuple):
    """What the network answers for every place.

    Attributes:
        logits: `[n, h / 8, w / 8]`, of a face's middle being there.
        places: `[n, 3, h / 8, w / 8]`: how far the middle lies right of and below the place, in
            units of 8 pixels, and the logarithm of the side over 36 pixels.
    """

    logits: Tensor
    places: Tensor


class Bottleneck(nn.Module):
    """A 3x3 convolution between two 1x1, beside a way around them (He et al. 2016)."""

    def __init__(self, width: int, narrowed: int, dilation: int) -> None:
        """Keep the width and the map's size."""
        super().__init__()
        self.inside = nn.Sequential(
            *_convolution(width, narrowed, 1),
            *_convolution(narrowed, narrowed, 3, dilation=dilation),
            nn.Conv2d(narrowed, width, 1, bias=False),
            nn.BatchNorm2d(width),
        )

    def forward(self, maps: Tensor) -> Tensor:
        """Map `[n, width, h, w]` to the same shape."""
        return torch.relu(maps + self.inside(maps))


class Finder(nn.Module):
    """Say for every place whether a face's middle is there, and how large the face is."""

    def __init__(self) -> None:
        """Make an untrained network."""
        super().__init__()
        first, second, width = STEMS
        self.trunk = nn.Sequential(
            *_convolution(1, first, 5, stride=2),
            *_convolution(first, second, 3, stride=2),
            *_convolution(second, width, 3, stride=2),
            *(Bottleneck(width, NARROWED, dilation) for dilation in DILATIONS),
        )
        self.head = nn.Conv2d(width, 4, 1)
        nn.init.constant_(self.head.bias[:1], RARE)

    def forward(self, images: Tensor) -> Found:
        """Look at pictures, `[n, h, w]`, 0 to 255; h and w multiples of 8."""
        maps = self.head(self.trunk(images[:, None] / 64 - 2))
        return Found(maps[:, 0], maps[:, 1:])


class Answer(nn.Module):
    """The network as it is shipped: bytes in."""

    def __init__(self, network: Finder) -> None:
        """Wrap a trained network."""
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Map `uint8 [n, h, w]` to what `Found` holds."""
        return tuple(self.network(images.float()))


def _convolution(
    before: int, after: int, size: int, *, stride: int = 1, dilation: int = 1
) -> tuple[nn.Module, ...]:
    reach = dilation * (size // 2)
    return (
        nn.Conv2d(before, after, size, stride, reach, dilation, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(),
    )
