"""What the architectures are made of; knows nothing of any one of them."""

from collections import OrderedDict
from collections.abc import Callable

from torch import Tensor, nn

from feelingit.emotions import EMOTIONS

Stages = OrderedDict[str, nn.Module]
"""A network's visible steps by name, in order."""


def scaled(channels: int, width: float) -> int:
    """Scale a number of channels by `width`, to a multiple of 8 and at least 8."""
    return max(8, round(channels * width / 8) * 8)


def convolution(
    inputs: int,
    outputs: int,
    *,
    kernel: int = 3,
    stride: int = 1,
    normalise: bool = True,
    activate: bool = True,
) -> nn.Sequential:
    """Make a convolution that keeps the size (over stride), then normalisation, then ReLU.

    Normalisation has a shift of its own; without it the convolution has a bias instead.
    """
    bias = not normalise
    layers: list[nn.Module] = [
        nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2, bias=bias)
    ]
    if normalise:
        layers.append(nn.BatchNorm2d(outputs))
    if activate:
        layers.append(nn.ReLU())
    return nn.Sequential(*layers)


class Residual(nn.Module):
    """A path of convolutions beside a shortcut, then ReLU of their sum (He et al. 2016).

    Args:
        path: From `inputs` to `outputs` channels, with the stride.
        inputs: Channels before.
        outputs: Channels after.
        stride: Of the path; the shortcut is a 1x1 convolution where it or the channels change.
    """

    def __init__(self, path: nn.Sequential, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.path = path
        self.shortcut: nn.Module = (
            nn.Identity()
            if stride == 1 and inputs == outputs
            else convolution(inputs, outputs, kernel=1, stride=stride, activate=False)
        )
        self.activation = nn.ReLU()

    def forward(self, features: Tensor) -> Tensor:
        """Give features `[n, outputs, height / stride, width / stride]`."""
        out: Tensor = self.activation(self.path(features) + self.shortcut(features))
        return out


def residual_stage(
    block: Callable[[int, int, int], Residual],
    inputs: int,
    outputs: int,
    *,
    blocks: int,
    stride: int,
) -> nn.Sequential:
    """Chain blocks, each made from inputs, outputs and stride; the first one takes the stride."""
    first = block(inputs, outputs, stride)
    return nn.Sequential(first, *(block(outputs, outputs, 1) for _ in range(blocks - 1)))


def averaged_head(channels: int, *, normalise: bool = False, dropout: float = 0.0) -> Stages:
    """Make the head that averages over the whole picture, so that any size will do."""
    head = Stages(average=nn.AdaptiveAvgPool2d(1), flatten=nn.Flatten())
    if normalise:
        head["norm"] = nn.BatchNorm1d(channels)
    if dropout > 0:
        head["dropout"] = nn.Dropout(dropout)
    head["logits"] = nn.Linear(channels, len(EMOTIONS))
    return head


def initialise(network: nn.Module) -> None:
    """Draw all weights so that ReLU keeps the signal's size (He et al. 2015); biases are zero."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)
        elif isinstance(module, nn.Linear):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            nn.init.zeros_(module.bias)
