import numpy as np
import torch
from torch import Tensor

from feelingit.models.predictor import predictor
from feelingit.saliency.methods.network_occlusion import network_occlusion
from feelingit.saliency.methods.occlusion_sensitivity import occlusion_sensitivity

from .networks import Plain

IMAGES = np.random.default_rng(1).integers(0, 256, (3, 48, 48)).astype(np.uint8)
TARGETS = np.array([0, 3, 6])


def test_it_is_the_positive_part_of_what_any_predict_gets() -> None:
    torch.manual_seed(0)
    model = Plain().eval()
    signed = occlusion_sensitivity(predictor(model), IMAGES, TARGETS, steps=2)
    assert signed.min() < -1e-5
    assert signed.max() > 1e-5
    assert np.allclose(network_occlusion(model, IMAGES, TARGETS), signed.clip(min=0), atol=2e-6)


def test_what_is_rounding_counts_for_nothing() -> None:
    class Hardly(Plain):
        def forward(self, faces: Tensor) -> Tensor:
            return 1e-5 * super().forward(faces) + torch.arange(7.0)

    assert not network_occlusion(Hardly(), IMAGES, TARGETS).any()


def test_a_face_takes_at_most_two_hundred_answers() -> None:
    shown: list[int] = []

    class Counts(Plain):
        def forward(self, faces: Tensor) -> Tensor:
            shown.append(len(faces))
            return super().forward(faces)

    network_occlusion(Counts(), IMAGES, TARGETS)
    assert 150 <= sum(shown) / len(IMAGES) <= 200
