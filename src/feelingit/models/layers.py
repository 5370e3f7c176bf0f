"""What the architectures are made of."""

from torch import nn


def scaled(channels: int, width: float) -> int:
    """Scale a number of channels by `width`, to a multiple of 8 and at least 8."""
    return max(8, round(channels * width / 8) * 8)


def convolution(
    inputs: int,
    outputs: int,
    *,
    kernel: int = 3,
    stride: int = 1,
    groups: int = 1,
    normalise: bool = True,
    bias: bool = False,
    activate: bool = True,
) -> nn.Sequential:
    """Make a convolution that keeps the size (over stride), then normalisation, then ReLU."""
    layers: list[nn.Module] = [
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=bias)
    ]
    if normalise:
        layers.append(nn.BatchNorm2d(outputs))
    if activate:
        layers.append(nn.ReLU())
    return nn.Sequential(*layers)


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
