import numpy as np
import pytest
import torch
from captum.attr import IntegratedGradients
from torch import nn

from feelingit.models.predictor import as_input
from feelingit.models.registry import ARCHITECTURES, build
from feelingit.models.settings import Architecture, ModelSettings
from feelingit.saliency.hiding import Filling, wholly_hidden
from feelingit.saliency.methods.integrated_gradients import attributions, integrated_gradients
from feelingit.types import Images

from .networks import Smooth, Weighs

IMAGES = np.random.default_rng(1).integers(0, 256, (4, 32, 32)).astype(np.uint8)
TARGETS = np.array([0, 3, 6, 3])


def logits_of(model: nn.Module, images: Images) -> np.ndarray:
    with torch.no_grad():
        return model.eval()(as_input(images)).numpy()[np.arange(len(images)), TARGETS]


@pytest.mark.parametrize("baseline", ["blurred", "mean", "black"])
@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_the_shares_add_up_to_the_difference_of_the_logits(
    architecture: Architecture, baseline: Filling
) -> None:
    torch.manual_seed(0)
    model = build(ModelSettings(architecture=architecture, width=0.125), 32, control=True)
    apart = logits_of(model, IMAGES) - logits_of(model, wholly_hidden(IMAGES, baseline))
    shares = attributions(model, IMAGES, TARGETS, baseline=baseline, steps=100)
    assert shares.min() < 0 < shares.max()
    assert np.allclose(shares.sum(axis=(1, 2)), apart, atol=0.03 * abs(apart).max())


def test_of_a_linear_network_they_are_weight_times_change() -> None:
    model = Weighs(32, 32)
    change = IMAGES / 255 - wholly_hidden(IMAGES, "blurred") / 255
    expected = model.weight.detach().numpy()[TARGETS] * change
    assert np.allclose(attributions(model, IMAGES, TARGETS), expected, atol=1e-5)
    assert np.allclose(
        integrated_gradients(model, IMAGES, TARGETS), expected.clip(min=0), atol=1e-5
    )


def test_of_a_network_without_kinks_few_steps_are_exact() -> None:
    torch.manual_seed(0)
    model = Smooth()
    few, many = (attributions(model, IMAGES, TARGETS, steps=steps) for steps in (8, 64))
    assert np.allclose(few, many, rtol=1e-3, atol=1e-4 * abs(many).max())


@pytest.mark.parametrize("batch_size", [1, 3, 64])
def test_it_is_captum_called_a_face_at_a_time(batch_size: int) -> None:
    torch.manual_seed(0)
    model = build(ModelSettings(architecture="compact", width=0.25), 32, control=True).eval()
    shares = attributions(model, IMAGES, TARGETS, baseline="black", steps=10, batch_size=batch_size)
    for image, target, found in zip(IMAGES, TARGETS, shares, strict=True):
        method = IntegratedGradients(model)
        alone = method.attribute(as_input(image[None]), target=int(target), n_steps=10)
        expected = alone[0, 0].detach().numpy()
        assert abs(found - expected).mean() <= 1e-3 * abs(expected).mean()


def test_a_face_without_detail_differs_in_nothing_from_its_baseline() -> None:
    even = np.full((2, 32, 32), 90, np.uint8)
    assert not attributions(Smooth(), even, TARGETS[:2]).any()


def test_no_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="steps are 0"):
        attributions(Smooth(), IMAGES, TARGETS, steps=0)
