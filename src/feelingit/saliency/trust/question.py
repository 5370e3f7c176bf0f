"""What is asked of every network that takes part: one method, the same faces, the same emotions."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import nn

from feelingit.models.predictor import predictor
from feelingit.saliency.methods.asking import lean
from feelingit.saliency.methods.registry import Method
from feelingit.saliency.trust.faithfulness import Curves, curves
from feelingit.saliency.trust.orders import Cells, Ranks
from feelingit.types import Images, Maps, Predict

Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Question:
    """A method and the faces that it is judged on.

    Attributes:
        method: From a network and faces to maps.
        images: `uint8 [n, height, width]`.
        targets: `int64 [n]`, the emotion that each map is asked about.
        seed: Of everything that is drawn.
        resamples: Of the bootstrap over faces.
        batch_size: Faces at once on a network's device.
    """

    method: Method
    images: Images
    targets: Labels
    seed: int
    resamples: int
    batch_size: int

    def maps(self, network: nn.Module) -> Maps:
        """Ask a network where it looked."""
        return self.method(network, self.images, self.targets, batch_size=self.batch_size)

    def answers(self, network: nn.Module) -> Labels:
        """Give the network's answer for each face, `int64 [n]`."""
        answers = self._predict(network)(self.images)
        return np.asarray(answers.argmax(axis=1), dtype=np.int64)

    def curves(self, network: nn.Module, orders: Mapping[str, Ranks], grid: Cells) -> Curves:
        """Hide and show the faces' cells in several orders."""
        return curves(
            self._predict(network),
            self.images,
            self.targets,
            orders,
            grid,
            batch_size=self.batch_size,
        )

    def _predict(self, network: nn.Module) -> Predict:
        return predictor(lean(network), batch_size=self.batch_size)

    def of(self, faces: Labels) -> "Question":
        """Ask the same about some of the faces, `int64 [m]`, their places."""
        return self.about(self.images[faces], self.targets[faces])

    def about(self, images: Images, targets: Labels) -> "Question":
        """Ask the same about other pictures."""
        return Question(self.method, images, targets, self.seed, self.resamples, self.batch_size)
