"""`compact`: a network for those who have no accelerator.

An early stride keeps the costly layers at full size away; every later stage halves the side and
doubles the channels, so all of them cost the same. Plain 3x3 convolutions rather than depthwise
ones: those save multiplications but wait for memory, which a CPU is short of. At 48x48 and
width 1: 2.8 million parameters, 66 million multiply-adds. With control, dropout precedes the
last layer; batch normalisation stays either way.
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

STEM = 24
STAGES = ((32, 1, 1), (64, 2, 2), (128, 2, 2), (256, 2, 2))
"""Of each: channels, residual pairs, stride."""


def compact(settings: ModelSettings, _image_size: int, *, control: bool) -> Network:
    """Make a strided stem, seven residual pairs in four stages, and one linear layer.

    Args:
        settings: Width, and what control means; `batch_norm` is not asked.
        _image_size: Not needed: features are averaged over the whole picture.
        control: Whether overfitting is controlled.
    """
    channels = scaled(STEM, settings.width)
    features = Stages(stem=convolution(1, channels, stride=2))
    for number, (width, blocks, stride) in enumerate(STAGES, 1):
        out = scaled(width, settings.width)
        features[f"stage{number}"] = residual_stage(
            pair, channels, out, blocks=blocks, stride=stride
        )
        channels = out
    head = averaged_head(channels, dropout=settings.dropout if control else 0.0)
    return Network(features, head, last_convolution="stage4")


def pair(inputs: int, outputs: int, stride: int) -> Residual:
    """Make two 3x3 convolutions beside a shortcut."""
    path = nn.Sequential(
        convolution(inputs, outputs, stride=stride),
        convolution(outputs, outputs, activate=False),
    )
    return Residual(path, inputs, outputs, stride)
