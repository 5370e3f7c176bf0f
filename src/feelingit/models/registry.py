"""Every architecture there is, in one place."""

from collections.abc import Callable

from torch import nn

from feelingit.models.compact import Compact
from feelingit.models.resnet import ResNet50
from feelingit.models.settings import Architecture, ModelSettings
from feelingit.models.vgg import Vgg16

ARCHITECTURES: dict[Architecture, Callable[..., nn.Module]] = {
    "vgg16": Vgg16,
    "resnet50": ResNet50,
    "compact": Compact,
}


def build(settings: ModelSettings, image_size: int, *, control: bool) -> nn.Module:
    """Make a network with fresh weights (seed torch before, to draw the same ones again).

    Returns:
        A module from `float [n, 1, height, width]` in 0..1 to logits `[n, 7]`, with a
        `last_convolution` for Grad-CAM and its visible `stages()`.
    """
    return ARCHITECTURES[settings.architecture](settings, image_size, control=control)
