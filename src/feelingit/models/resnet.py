"""ResNet-50 (He et al. 2016) for one-channel faces of any size and any width.

Batch normalisation belongs to this architecture: without it, fifty layers do not train from
scratch at the study's settings. So "without control" is the network as published, with a bare
linear head, and "with control" adds batch normalisation and dropout before that head.
"""

from torch import nn

from feelingit.models.layers import (
    Residual,
    Stages,
    averaged_head,
    convolution,
    residual_stage,
    scaled,
)
from feelingit.models.network import Network
from feelingit.models.settings import ModelSettings

STEM = 64
STAGES = ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2))
"""Of each: channels inside a block, blocks, stride."""
EXPANSION = 4
"""Channels after a block, over those inside it."""


def resnet50(settings: ModelSettings, _image_size: int, *, control: bool) -> Network:
    """Make a stem, sixteen bottlenecks in four stages, and one linear layer.

    Args:
        settings: Width, and what control means.
        _image_size: Not needed: features are averaged over the whole picture.
        control: Whether overfitting is controlled.
    """
    channels = scaled(STEM, settings.width)
    features = Stages(stem=convolution(1, channels, kernel=7, stride=2), pool=nn.MaxPool2d(3, 2, 1))
    for number, (middle, blocks, stride) in enumerate(STAGES, 1):
        out = EXPANSION * scaled(middle, settings.width)
        features[f"stage{number}"] = residual_stage(
            bottleneck, channels, out, blocks=blocks, stride=stride
        )
        channels = out
    head = averaged_head(
        channels,
        normalise=control and settings.batch_norm,
        dropout=settings.dropout if control else 0.0,
    )
    return Network(features, head, last_convolution="stage4")


def bottleneck(inputs: int, outputs: int, stride: int) -> Residual:
    """Make three convolutions (1x1, 3x3, 1x1) beside a shortcut."""
    middle = outputs // EXPANSION
    path = nn.Sequential(
        convolution(inputs, middle, kernel=1),
        convolution(middle, middle, stride=stride),
        convolution(middle, outputs, kernel=1, activate=False),
    )
    return Residual(path, inputs, outputs, stride)
