"""What every architecture gives: a network whose steps have names."""

from torch import Tensor, nn

from feelingit.models.layers import Stages, initialise


class Network(nn.Module):
    """Features, then a head; from faces to logits.

    Args:
        features: The stages that keep the picture's two dimensions.
        head: The stages after them; the last one gives the logits.
        last_convolution: The name of the stage of `features` that Grad-CAM reads.
    """

    def __init__(self, features: Stages, head: Stages, *, last_convolution: str) -> None:
        super().__init__()
        self.features = nn.Sequential(features)
        self.head = nn.Sequential(head)
        self._last_convolution = last_convolution
        initialise(self)

    def forward(self, images: Tensor) -> Tensor:
        """Give logits `[n, 7]` for images `float [n, 1, height, width]` in 0..1."""
        logits: Tensor = self.head(self.features(images))
        return logits

    @property
    def last_convolution(self) -> nn.Module:
        """The stage that Grad-CAM reads: its output is `[n, channels, height, width]`."""
        return self.features.get_submodule(self._last_convolution)

    def stages(self) -> dict[str, nn.Module]:
        """Give the visible stages by name; one after the other they are the network."""
        return {**dict(self.features.named_children()), **dict(self.head.named_children())}
