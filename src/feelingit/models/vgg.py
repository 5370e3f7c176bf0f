"""VGG-16 (Simonyan and Zisserman 2015) for one-channel faces of any size and any width.

With control of overfitting, batch normalisation follows every convolution and dropout follows
both hidden layers of the head, as in the published study; without it there is neither.
"""

from torch import nn

from feelingit.emotions import EMOTIONS
from feelingit.models.layers import Stages, convolution, scaled
from feelingit.models.network import Network
from feelingit.models.settings import ModelSettings

BLOCKS = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))
HIDDEN = 4096
STRIDE = 32
"""Of all five poolings together."""


def vgg16(settings: ModelSettings, image_size: int, *, control: bool) -> Network:
    """Make thirteen convolutions and three linear layers.

    Args:
        settings: Width, and what control means.
        image_size: Side of the faces; the features are pooled to a grid of `image_size` / 32,
            so pictures of other shapes (with rows cut away, say) are taken too.
        control: Whether overfitting is controlled.
    """
    grid = max(1, image_size // STRIDE)
    return Network(
        _features(settings.width, normalise=control and settings.batch_norm),
        _head(settings.width, grid, dropout=settings.dropout if control else 0.0),
        last_convolution="conv5_3",
    )


def _features(factor: float, *, normalise: bool) -> Stages:
    stages, channels = Stages(), 1
    for number, block in enumerate(BLOCKS, 1):
        for index, width in enumerate(block, 1):
            out = scaled(width, factor)
            stages[f"conv{number}_{index}"] = convolution(channels, out, normalise=normalise)
            channels = out
        # Rounding up changes nothing for multiples of 32 and keeps small pictures alive.
        stages[f"pool{number}"] = nn.MaxPool2d(2, ceil_mode=True)
    return stages


def _head(factor: float, grid: int, *, dropout: float) -> Stages:
    channels, hidden = scaled(BLOCKS[-1][-1], factor), scaled(HIDDEN, factor)
    return Stages(
        grid=nn.AdaptiveAvgPool2d(grid),
        flatten=nn.Flatten(),
        fc1=_hidden_layer(channels * grid * grid, hidden, dropout),
        fc2=_hidden_layer(hidden, hidden, dropout),
        logits=nn.Linear(hidden, len(EMOTIONS)),
    )


def _hidden_layer(inputs: int, outputs: int, dropout: float) -> nn.Sequential:
    layers: list[nn.Module] = [nn.Linear(inputs, outputs), nn.ReLU()]
    if dropout > 0:
        layers.append(nn.Dropout(dropout))
    return nn.Sequential(*layers)
