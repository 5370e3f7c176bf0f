"""What can be asked for maps, whatever is behind it: whole faces go in, whole maps come out.

An exported model is here; a trained network, which needs PyTorch, is in `trained_model`.
"""

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion import CONDITIONS, condition, covered
from feelingit.predict.classifier import Classifier
from feelingit.saliency.methods.occlusion_sensitivity import occlusion_sensitivity
from feelingit.types import Images, Maps, Mask, Probabilities

STEPS = 2
"""Of the patches of occlusion sensitivity, as `saliency.methods.network_occlusion` takes them."""


class AskedModel(Protocol):
    """A model together with the method by which it is asked; also what `predict.explain` wants."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    @property
    def sha256(self) -> str:
        """Of its weights, or of its file."""
        ...

    @property
    def height(self) -> int:
        """Of the faces that it takes, in pixels."""
        ...

    @property
    def width(self) -> int:
        """Likewise."""
        ...

    @property
    def kept(self) -> Mask:
        """What it sees of a face, `bool [height, width]`: False where rows are cut away."""
        ...

    @property
    def run(self) -> Path | None:
        """The run folder of the study that trained it; None where it is not known."""
        ...

    def probabilities(self, images: Images, batch_size: int = ...) -> Probabilities:
        """Give `float32 [n, 7]` for whole faces `uint8 [n, height, width]`."""
        ...

    def maps(self, images: Images, targets: NDArray[np.int64], batch_size: int = ...) -> Maps:
        """Map how much each pixel of whole faces speaks for its face's target.

        Args:
            images: `uint8 [n, height, width]`.
            targets: `int64 [n]`, places in `EMOTIONS`.
            batch_size: Faces at once.

        Returns:
            `float32 [n, height, width]`, finite, 0 or more; 0 where the model sees nothing.
        """
        ...


class ExportedModel:
    """A model that ships or was exported: all that can be asked is its answers.

    Args:
        classifier: The model.
    """

    run: Path | None = None

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self.name, self.sha256 = classifier.name, classifier.description.sha256
        self.height, self.width = classifier.height, classifier.width
        sees = str(classifier.card.get("sees", "none"))
        self.kept = kept_of(sees if sees in CONDITIONS else "none", self.height, self.width)

    def probabilities(self, images: Images, batch_size: int = 64) -> Probabilities:
        """Give `float32 [n, 7]` for whole faces `uint8 [n, height, width]`."""
        return self._classifier.probabilities(images, batch_size)

    def maps(self, images: Images, targets: NDArray[np.int64], batch_size: int = 64) -> Maps:
        """Give occlusion sensitivity, as far as it speaks for the target; see `AskedModel`."""
        falls = occlusion_sensitivity(
            self.probabilities, images, targets, steps=STEPS, batch_size=batch_size
        )
        return np.asarray(np.maximum(falls, 0) * self.kept, dtype=np.float32)


def kept_of(name: str, height: int, width: int) -> Mask:
    """Say what of a face is left under a condition that cuts rows away; all under another."""
    if not condition(name).cut:
        return np.ones((height, width), np.bool_)
    blank = np.zeros((1, height, width), np.uint8)
    return np.asarray(~covered(blank, name).hidden[0])
