"""ResNet-50 (He et al. 2016) for one-channel faces of any size and any width.

Batch normalisation belongs to this architecture: without it, fifty layers do not train from
scratch at the study's settings. So "without control" is the network as published, with a bare
linear head, and "with control" adds batch normalisation and dropout before that head.
"""

from collections import OrderedDict

from torch import Tensor, nn

from feelingit.emotions import EMOTIONS
from feelingit.models.layers import convolution, initialise, scaled
from feelingit.models.settings import ModelSettings

STEM = 64
STAGES = ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2))
EXPANSION = 4


class Bottleneck(nn.Module):
    """Three convolutions (1x1, 3x3, 1x1) beside a shortcut."""

    def __init__(self, inputs: int, middle: int, stride: int) -> None:
        super().__init__()
        outputs = middle * EXPANSION
        self.path = nn.Sequential(
            convolution(inputs, middle, kernel=1),
            convolution(middle, middle, stride=stride),
            convolution(middle, outputs, kernel=1, activate=False),
        )
        same = stride == 1 and inputs == outputs
        self.shortcut: nn.Module = (
            nn.Identity()
            if same
            else convolution(inputs, outputs, kernel=1, stride=stride, activate=False)
        )
        self.activation = nn.ReLU()

    def forward(self, features: Tensor) -> Tensor:
        """Give features of `EXPANSION` times the middle channels."""
        out: Tensor = self.activation(self.path(features) + self.shortcut(features))
        return out


class ResNet50(nn.Module):
    """A stem, sixteen bottlenecks in four stages, one linear layer.

    Args:
        settings: Width, and what control means.
        image_size: Not needed: features are averaged over the whole picture.
        control: Whether overfitting is controlled.
    """

    def __init__(self, settings: ModelSettings, image_size: int, *, control: bool) -> None:
        super().__init__()
        del image_size
        channels = scaled(STEM, settings.width)
        layers: OrderedDict[str, nn.Module] = OrderedDict(
            stem=convolution(1, channels, kernel=7, stride=2),
            pool=nn.MaxPool2d(3, 2, 1),
        )
        for number, (width, blocks, stride) in enumerate(STAGES, 1):
            middle = scaled(width, settings.width)
            layers[f"stage{number}"] = _stage(channels, middle, blocks, stride)
            channels = middle * EXPANSION
        self.features = nn.Sequential(layers)
        self.head = nn.Sequential(_head(channels, settings, control=control))
        initialise(self)

    @property
    def last_convolution(self) -> nn.Module:
        """The layer that Grad-CAM reads: the output of the last bottleneck."""
        return self.features.get_submodule("stage4")

    def forward(self, images: Tensor) -> Tensor:
        """Give logits `[n, 7]` for images `float [n, 1, height, width]` in 0..1."""
        logits: Tensor = self.head(self.features(images))
        return logits

    def stages(self) -> dict[str, nn.Module]:
        """Give the visible stages, in order."""
        return {**dict(self.features.named_children()), **dict(self.head.named_children())}


def _stage(inputs: int, middle: int, blocks: int, stride: int) -> nn.Sequential:
    first = Bottleneck(inputs, middle, stride)
    rest = (Bottleneck(middle * EXPANSION, middle, 1) for _ in range(blocks - 1))
    return nn.Sequential(first, *rest)


def _head(
    channels: int, settings: ModelSettings, *, control: bool
) -> OrderedDict[str, nn.Module]:
    head: OrderedDict[str, nn.Module] = OrderedDict(
        average=nn.AdaptiveAvgPool2d(1), flatten=nn.Flatten()
    )
    if control and settings.batch_norm:
        head["norm"] = nn.BatchNorm1d(channels)
    if control and settings.dropout > 0:
        head["dropout"] = nn.Dropout(settings.dropout)
    head["logits"] = nn.Linear(channels, len(EMOTIONS))
    return head
