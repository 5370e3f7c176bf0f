"""Every architecture there is, in one place.

To add one: write a function like those in a file of its own, name it in `Architecture` and here;
`tests/models/test_registry.py` then holds it to what every architecture keeps.
"""

from typing import Protocol

from feelingit.models.compact import compact
from feelingit.models.network import Network
from feelingit.models.resnet import resnet50
from feelingit.models.settings import Architecture, ModelSettings
from feelingit.models.vgg import vgg16


class MakeNetwork(Protocol):
    """What an architecture is: settings and the faces' side to a network with fresh weights."""

    def __call__(self, settings: ModelSettings, image_size: int, /, *, control: bool) -> Network:
        """Make the network; see `build`."""
        ...


ARCHITECTURES: dict[Architecture, MakeNetwork] = {
    "vgg16": vgg16,
    "resnet50": resnet50,
    "compact": compact,
}


def build(settings: ModelSettings, image_size: int, *, control: bool) -> Network:
    """Make a network with fresh weights (seed torch before, to draw the same ones again).

    Args:
        settings: Which architecture, how wide, and what control means.
        image_size: Side of the faces, in pixels.
        control: Whether overfitting is controlled; each architecture's file says how.

    Returns:
        A module from `float [n, 1, height, width]` in 0..1 to logits `[n, 7]`, for any height
        and width, with a `last_convolution` for Grad-CAM and its visible `stages()`.
    """
    return ARCHITECTURES[settings.architecture](settings, image_size, control=control)
