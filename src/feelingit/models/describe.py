"""What a network is made of: its stages, shapes, parameters and multiply-adds."""

from typing import TypedDict

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from feelingit.models.layers import Residual
from feelingit.models.network import Network


class Layer(TypedDict):
    """One visible stage: its name, what it is, the shape after it (no batch), its parameters."""

    name: str
    kind: str
    output: list[int]
    parameters: int


class Description(TypedDict):
    """A whole network, for one face of `image_size`."""

    parameters: int
    multiply_adds: int
    layers: list[Layer]


def describe(network: Network, image_size: int) -> Description:
    """Measure a network by showing it one black face of `image_size` squared pixels.

    The network stays as it is. Multiply-adds are those of convolutions and linear layers.
    """
    stages = network.stages()
    shapes: dict[str, list[int]] = {}

    def remember(name: str, output: Tensor) -> None:
        shapes[name] = list(output.shape[1:])

    hooks = [
        stage.register_forward_hook(lambda _m, _i, output, name=name: remember(name, output))
        for name, stage in stages.items()
    ]
    training = network.training
    try:
        device = next(network.parameters()).device
        with torch.no_grad(), FlopCounterMode(display=False) as counter:
            network.eval()(torch.zeros(1, 1, image_size, image_size, device=device))
    finally:
        network.train(training)
        for hook in hooks:
            hook.remove()
    return Description(
        parameters=_parameters(network),
        multiply_adds=counter.get_total_flops() // 2,
        layers=[_layer(name, stage, shapes[name]) for name, stage in stages.items()],
    )


def _layer(name: str, stage: nn.Module, output: list[int]) -> Layer:
    return Layer(name=name, kind=_kind(stage), output=output, parameters=_parameters(stage))


def _parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def _kind(stage: nn.Module) -> str:
    """Say in a few words what a stage does."""
    blocks = sum(isinstance(m, Residual) for m in stage.modules())
    if blocks:
        return f"{blocks} residual blocks" if blocks > 1 else "residual block"
    convolution = next((m for m in stage.modules() if isinstance(m, nn.Conv2d)), None)
    if convolution is not None:
        return _convolution_kind(stage, convolution)
    linear = next((m for m in stage.modules() if isinstance(m, nn.Linear)), None)
    if linear is not None:
        dropped = any(isinstance(m, nn.Dropout) for m in stage.modules())
        return "linear, dropout" if dropped else "linear"
    return _PLAIN.get(type(stage), type(stage).__name__.lower())


def _convolution_kind(stage: nn.Module, convolution: nn.Conv2d) -> str:
    side, stride = convolution.kernel_size[0], convolution.stride[0]
    text = f"{side}x{side} convolution" + (f" / {stride}" if stride > 1 else "")
    normalised = any(isinstance(m, nn.BatchNorm2d) for m in stage.modules())
    return f"{text}, batch norm" if normalised else text


_PLAIN: dict[type[nn.Module], str] = {
    nn.MaxPool2d: "max pooling",
    nn.AdaptiveAvgPool2d: "average pooling",
    nn.Flatten: "flatten",
    nn.BatchNorm1d: "batch norm",
    nn.Dropout: "dropout",
}
