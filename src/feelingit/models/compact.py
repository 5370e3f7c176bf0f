"""`compact`: a network for those who have no accelerator.

An early stride keeps the costly layers at full size away; every later stage halves the side and
doubles the channels, so all of them cost the same. Plain 3x3 convolutions rather than depthwise
ones: those save multiplications but wait for memory, which a CPU is short of. At 48x48 and
width 1: 2.8 million parameters, 66 million multiply-adds. With control, dropout precedes the
head; batch normalisation stays either way.
"""

from collections import OrderedDict

from torch import Tensor, nn

from feelingit.emotions import EMOTIONS
from feelingit.models.layers import convolution, initialise, scaled
from feelingit.models.settings import ModelSettings

STEM = 24
STAGES = ((32, 1, 1), (64, 2, 2), (128, 2, 2), (256, 2, 2))


class Residual(nn.Module):
    """Two 3x3 convolutions beside a shortcut."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.path = nn.Sequential(
            convolution(inputs, outputs, stride=stride),
            convolution(outputs, outputs, activate=False),
        )
        self.shortcut: nn.Module = (
            nn.Identity()
            if stride == 1 and inputs == outputs
            else convolution(inputs, outputs, kernel=1, stride=stride, activate=False)
        )
        self.activation = nn.ReLU()

    def forward(self, features: Tensor) -> Tensor:
        """Give features of the block's output channels."""
        out: Tensor = self.activation(self.path(features) + self.shortcut(features))
        return out


class Compact(nn.Module):
    """A strided stem, seven residual pairs in four stages, one linear layer.

    Args:
        settings: Width, and what control means.
        image_size: Not needed: features are averaged over the whole picture.
        control: Whether overfitting is controlled.
    """

    def __init__(self, settings: ModelSettings, image_size: int, *, control: bool) -> None:
        super().__init__()
        del image_size
        channels = scaled(STEM, settings.width)
        layers: OrderedDict[str, nn.Module] = OrderedDict(stem=convolution(1, channels, stride=2))
        for number, (width, blocks, stride) in enumerate(STAGES, 1):
            out = scaled(width, settings.width)
            pairs = [Residual(channels, out, stride)]
            pairs += [Residual(out, out, 1) for _ in range(blocks - 1)]
            layers[f"stage{number}"] = nn.Sequential(*pairs)
            channels = out
        self.features = nn.Sequential(layers)
        self.head = nn.Sequential(
            OrderedDict(
                average=nn.AdaptiveAvgPool2d(1),
                flatten=nn.Flatten(),
                dropout=nn.Dropout(settings.dropout if control else 0.0),
                logits=nn.Linear(channels, len(EMOTIONS)),
            )
        )
        initialise(self)

    @property
    def last_convolution(self) -> nn.Module:
        """The layer that Grad-CAM reads: the output of the last residual pair."""
        return self.features.get_submodule("stage4")

    def forward(self, images: Tensor) -> Tensor:
        """Give logits `[n, 7]` for images `float [n, 1, height, width]` in 0..1."""
        logits: Tensor = self.head(self.features(images))
        return logits

    def stages(self) -> dict[str, nn.Module]:
        """Give the visible stages, in order."""
        return {**dict(self.features.named_children()), **dict(self.head.named_children())}
