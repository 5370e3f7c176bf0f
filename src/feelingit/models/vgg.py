"""VGG-16 (Simonyan and Zisserman 2015) for one-channel faces of any size and any width.

With control of overfitting, batch normalisation follows every convolution and dropout follows
both hidden layers of the head, as in the published study; without it there is neither.
"""

from collections import OrderedDict

from torch import Tensor, nn

from feelingit.emotions import EMOTIONS
from feelingit.models.layers import convolution, initialise, scaled
from feelingit.models.settings import ModelSettings

BLOCKS = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))
HIDDEN = 4096
STRIDE = 32


class Vgg16(nn.Module):
    """Thirteen convolutions, three linear layers.

    Args:
        settings: Width, and what control means.
        image_size: Side of the faces; the features are pooled to a grid of `image_size` / 32,
            so pictures of other shapes (with rows cut away, say) are taken too.
        control: Whether overfitting is controlled.
    """

    def __init__(self, settings: ModelSettings, image_size: int, *, control: bool) -> None:
        super().__init__()
        normalise = control and settings.batch_norm
        dropout = settings.dropout if control else 0.0
        stages: OrderedDict[str, nn.Module] = OrderedDict()
        channels = 1
        for number, block in enumerate(BLOCKS, 1):
            for index, width in enumerate(block, 1):
                out = scaled(width, settings.width)
                stages[f"conv{number}_{index}"] = convolution(
                    channels, out, normalise=normalise, bias=not normalise
                )
                channels = out
            # Rounding up changes nothing for multiples of 32 and keeps small pictures alive.
            stages[f"pool{number}"] = nn.MaxPool2d(2, ceil_mode=True)
        self.features = nn.Sequential(stages)
        grid = max(1, image_size // STRIDE)
        hidden = scaled(HIDDEN, settings.width)
        self.head = nn.Sequential(
            OrderedDict(
                grid=nn.AdaptiveAvgPool2d(grid),
                flatten=nn.Flatten(),
                fc1=hidden_layer(channels * grid * grid, hidden, dropout),
                fc2=hidden_layer(hidden, hidden, dropout),
                logits=nn.Linear(hidden, len(EMOTIONS)),
            )
        )
        initialise(self)

    @property
    def last_convolution(self) -> nn.Module:
        """The layer that Grad-CAM reads: after conv5_3, before the last pooling."""
        return self.features.get_submodule("conv5_3")

    def forward(self, images: Tensor) -> Tensor:
        """Give logits `[n, 7]` for images `float [n, 1, height, width]` in 0..1."""
        logits: Tensor = self.head(self.features(images))
        return logits

    def stages(self) -> dict[str, nn.Module]:
        """Give the visible stages, in order."""
        return {**dict(self.features.named_children()), **dict(self.head.named_children())}


def hidden_layer(inputs: int, outputs: int, dropout: float) -> nn.Module:
    """Make a linear layer with ReLU, and dropout where asked for."""
    layers: list[nn.Module] = [nn.Linear(inputs, outputs), nn.ReLU()]
    if dropout > 0:
        layers.append(nn.Dropout(dropout))
    return nn.Sequential(*layers)
