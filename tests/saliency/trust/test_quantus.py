"""Two measures against the Quantus package (Hedström et al. 2023), on the same maps.

Quantus is no dependency; `pip install --no-deps quantus scikit-image cachetools imageio
lazy-loader tifffile` puts it beside what the project needs. Both sides get the same faces, maps
and settings, so that they have to find the same figures, each by code of its own.
"""

from collections import OrderedDict
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from feelingit.emotions import EMOTIONS
from feelingit.models.layers import initialise
from feelingit.models.predictor import predictor, scale_pixels
from feelingit.saliency.methods.grad_cam import grad_cam
from feelingit.saliency.methods.gradient import gradient
from feelingit.saliency.trust.faithfulness import curves
from feelingit.saliency.trust.orders import cells, lots, order_by_map
from feelingit.saliency.trust.randomisation import cascade
from feelingit.saliency.trust.similarity import similarity
from feelingit.synthetic import draw_faces
from feelingit.types import Images, Maps

quantus = pytest.importorskip("quantus")

CELL = 4
SEED = 3


class Told:
    """A layer that can be told which weights to draw: Quantus then has our fresh ones."""

    told: dict[str, Tensor] | None = None

    def reset_parameters(self) -> None:
        if self.told is None:
            super().reset_parameters()  # type: ignore[misc]
        else:
            self.load_state_dict(self.told)  # type: ignore[attr-defined]


class Convolution(Told, nn.Conv2d):
    """A convolution that can be told its weights."""


class Linear(Told, nn.Linear):
    """A linear layer that can be told its weights."""


class Small(nn.Module):
    """A convolutional network of which every stage with weights is one layer."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            OrderedDict(
                first=Convolution(1, 12, 5, stride=2, padding=2),
                relu1=nn.ReLU(),
                second=Convolution(12, 16, 3, stride=2, padding=1),
                relu2=nn.ReLU(),
                third=Convolution(16, 20, 3, padding=1),
                relu3=nn.ReLU(),
                pool=nn.AdaptiveAvgPool2d(2),
                flatten=nn.Flatten(),
                logits=Linear(80, len(EMOTIONS)),
            )
        )

    def forward(self, images: Tensor) -> Tensor:
        logits: Tensor = self.layers(images)
        return logits

    def stages(self) -> dict[str, nn.Module]:
        return dict(self.layers.named_children())

    @property
    def last_convolution(self) -> nn.Module:
        return self.layers.get_submodule("third")


@pytest.fixture(name="network")
def _network() -> Small:
    torch.manual_seed(0)
    network = Small()
    initialise(network)
    # Answers that are sure, so that there is something to fall.
    nn.init.normal_(network.layers.get_submodule("logits").get_parameter("weight"), std=2.0)
    return network.eval()


@pytest.fixture(name="faces", scope="module")
def _faces() -> tuple[Images, NDArray[np.int64]]:
    return draw_faces(12, size=48, seed=0).faces.images, np.arange(12) % len(EMOTIONS)


def as_quantus_reads(images: Images) -> NDArray[np.float32]:
    return np.ascontiguousarray(scale_pixels(torch.from_numpy(images)).numpy())


def by_cell(maps: Maps) -> Maps:
    """Give each cell one value of its own, so that pixels in Quantus's order are cells in ours."""
    n, height, width = maps.shape
    means = maps.reshape(n, height // CELL, CELL, width // CELL, CELL).mean(axis=(2, 4))
    ties = np.random.default_rng(0).random(means.shape) * 1e-3 * means.max()
    return np.kron(means + ties, np.ones((1, CELL, CELL))).astype(np.float32)


def test_deletion_curves_are_those_of_pixel_flipping(
    network: Small, faces: tuple[Images, NDArray[np.int64]]
) -> None:
    images, targets = faces
    maps = by_cell(grad_cam(network, images, targets))
    grid = cells(48, 48, CELL)
    ranks, _ = order_by_map(maps, grid, lots(len(maps), grid.number, 0))
    ours = curves(
        predictor(network), images, targets, {"map": ranks}, grid, steps=grid.number, fill="black"
    ).probability["deletion", "map"]
    flipping = quantus.PixelFlipping(
        features_in_step=CELL * CELL, perturb_baseline=0.0, normalise=False, disable_warnings=True
    )
    theirs = np.array(
        flipping(network, as_quantus_reads(images), targets, a_batch=maps[:, None], softmax=True)
    )
    # Quantus begins with the first cell hidden, our curve with the bare face.
    assert theirs.shape == (len(images), grid.number)
    assert np.ptp(ours, axis=1).max() > 0.2
    assert ours[:, 1:] == pytest.approx(theirs, abs=1e-5)


def test_similarities_of_the_cascade_are_those_of_model_parameter_randomisation(
    network: Small, faces: tuple[Images, NDArray[np.int64]]
) -> None:
    images, targets = faces
    own = gradient(network, images, targets)
    ours, fresh = {}, {}
    for step in cascade(network, steps=99, seed=SEED):
        ours[f"layers.{step.layer}"] = similarity(own, gradient(step.network, images, targets))
        drawn = step.network.stages()[step.layer].state_dict()
        fresh[step.layer] = {name: weight.clone() for name, weight in drawn.items()}
    for name, weights in fresh.items():
        network.stages()[name].told = weights  # type: ignore[assignment]

    def explained(model: nn.Module, inputs: Any, targets: Any, **_: object) -> NDArray[np.float32]:
        pixels = np.rint(np.asarray(inputs)[:, 0] * 255).astype(np.uint8)
        return gradient(model, pixels, np.asarray(targets))[:, None]

    randomisation = quantus.MPRT(
        layer_order="top_down",
        similarity_func=quantus.similarity_func.correlation_spearman,
        abs=False,
        normalise=False,
        disable_warnings=True,
    )
    theirs = randomisation(
        network, as_quantus_reads(images), targets, a_batch=own[:, None], explain_func=explained
    )
    del theirs["original"]
    assert list(theirs) == list(ours) == [f"layers.{name}" for name in fresh]
    assert min(np.nanmean(alike) for alike in ours.values()) < 0.9
    for layer, alike in ours.items():
        assert alike == pytest.approx(np.array(theirs[layer]), abs=1e-6), layer
