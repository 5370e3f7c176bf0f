import numpy as np
import pytest
import torch
from torch import Tensor, nn

from feelingit.saliency.methods.gradient import gradient
from feelingit.saliency.methods.smooth_grad import noisy_copies, smooth_grad

from .networks import Plain, Smooth, Weighs

IMAGES = np.random.default_rng(1).integers(0, 256, (4, 24, 24)).astype(np.uint8)
TARGETS = np.array([0, 3, 6, 3])


@pytest.fixture(autouse=True)
def _same_weights() -> None:
    torch.manual_seed(0)


class Squares(nn.Module):
    """Every emotion is the sum of the squares of the pixels: the gradient is twice the face."""

    def forward(self, faces: Tensor) -> Tensor:
        return faces.pow(2).sum(dim=(1, 2, 3))[:, None].expand(-1, 7)


def test_the_gradients_of_noisy_copies_are_averaged_and_then_made_absolute() -> None:
    copies = np.stack(list(noisy_copies(IMAGES, 10, 0.2, 5))).reshape(4, 10, 24, 24)
    expected = abs(2 * copies.mean(axis=1))
    maps = smooth_grad(Squares(), IMAGES, TARGETS, samples=10, noise=0.2, seed=5)
    assert np.allclose(maps, expected, rtol=1e-4, atol=1e-6)
    assert not np.allclose(maps, 2 * abs(copies).mean(axis=1), rtol=1e-2, atol=1e-2)


def test_noise_does_not_change_the_gradient_of_a_linear_network() -> None:
    model = Weighs()
    assert np.allclose(smooth_grad(model, IMAGES, TARGETS), gradient(model, IMAGES, TARGETS))


def test_without_noise_it_is_the_gradient() -> None:
    model = Smooth()
    without = smooth_grad(model, IMAGES, TARGETS, samples=3, noise=0)
    assert np.allclose(without, gradient(model, IMAGES, TARGETS), rtol=1e-4, atol=1e-8)


def test_noise_is_a_share_of_the_range_of_the_face() -> None:
    low = (IMAGES // 2).astype(np.uint8)
    for images in (IMAGES, low):
        copies = np.stack(list(noisy_copies(images[:1], 200, 0.15, 0)))
        spread = (copies - images[0] / 255).std()
        assert spread == pytest.approx(0.15 * np.ptp(images[0]) / 255, rel=0.02)


def test_noise_is_drawn_anew_for_every_copy_and_face() -> None:
    copies = np.stack(list(noisy_copies(IMAGES, 3, 0.15, 0))).reshape(4, 3, 24, 24)
    noise = (copies - IMAGES[:, None] / 255).reshape(12, -1)
    apart = np.corrcoef(noise)[np.triu_indices(12, 1)]
    assert abs(apart).max() < 0.2


@pytest.mark.parametrize("batch_size", [1, 7, 64])
def test_a_face_has_the_same_noise_whatever_stands_beside_it(batch_size: int) -> None:
    model = Plain()
    together = smooth_grad(model, IMAGES, TARGETS, samples=9)
    turned = smooth_grad(model, IMAGES[::-1], TARGETS[::-1], samples=9, batch_size=batch_size)
    assert np.allclose(turned[::-1], together, rtol=1e-3, atol=1e-5 * together.max())


def test_another_seed_draws_other_noise() -> None:
    model = Plain()
    first, second = (smooth_grad(model, IMAGES, TARGETS, samples=5, seed=seed) for seed in (0, 1))
    assert not np.allclose(first, second, rtol=1e-2)


@pytest.mark.parametrize("wrong", [{"samples": 0}, {"noise": -0.1}])
def test_no_samples_and_negative_noise_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="samples are"):
        smooth_grad(Plain(), IMAGES, TARGETS, **wrong)  # type: ignore[arg-type]
