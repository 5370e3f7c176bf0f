"""A network of a study's run, as it is asked for maps; needs PyTorch."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feelingit.models.predictor import predictor
from feelingit.resizing import fitted
from feelingit.saliency.methods.registry import method_named
from feelingit.study.explain_faces.job import DeviceName
from feelingit.study.explain_faces.models import kept_of
from feelingit.study.model_facts import weights_hash
from feelingit.study.stored import kept_network
from feelingit.study.trained import TrainedNetwork
from feelingit.training.runtime import Runtime
from feelingit.types import Images, Maps, Probabilities


class TrainedModel:
    """A trained network together with a method; it is shown faces as it was in training.

    Args:
        trained: The network.
        method: By name.
        device: Where it runs.

    Raises:
        InputError: There is no such method.
        ModelError: The weights are damaged, or the method cannot read this network: a layer that
            it lacks, above all.
        DeviceError: There is no such device.
    """

    def __init__(self, trained: TrainedNetwork, method: str, device: DeviceName = "auto") -> None:
        self._method = method_named(method)
        self._network = kept_network(trained.folder).to(Runtime(device).torch_device()).eval()
        self.name, self.sha256 = trained.name, weights_hash(trained)
        self.height = self.width = trained.side
        self.run: Path | None = trained.run.path
        self.kept = kept_of(trained.sees, self.height, self.width)
        self._rows = self.kept.any(axis=1)
        # A layer that is not there shall be told before any face is read.
        self.maps(np.zeros((1, self.height, self.width), np.uint8), np.zeros(1, np.int64))

    def probabilities(self, images: Images, batch_size: int = 64) -> Probabilities:
        """Give `float32 [n, 7]` for faces `uint8 [n, h, w]` of any size."""
        whole = [fitted(image, self.height, self.width) for image in images]
        shape = (len(images), self.height, self.width)
        shown = np.array(whole, dtype=np.uint8).reshape(shape)[:, self._rows]
        return predictor(self._network, batch_size=batch_size)(shown)

    def maps(self, images: Images, targets: NDArray[np.int64], batch_size: int = 64) -> Maps:
        """Give maps of whole faces; rows that the network is not shown are 0."""
        maps = np.zeros(images.shape, np.float32)
        shown = np.ascontiguousarray(images[:, self._rows])
        maps[:, self._rows] = self._method(self._network, shown, targets, batch_size=batch_size)
        return maps
