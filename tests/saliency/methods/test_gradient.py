"""Gradients against what they are by definition: closed forms, differences, captum."""

import copy

import numpy as np
import torch
from captum.attr import Saliency

from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.saliency.methods.gradient import gradient

from .networks import Smooth, Weighs

IMAGES = np.random.default_rng(1).integers(0, 256, (4, 24, 24)).astype(np.uint8)
TARGETS = np.array([0, 3, 6, 3])


def test_the_gradient_of_a_linear_network_is_its_weight() -> None:
    model = Weighs()
    expected = model.weight.detach().abs().numpy()[TARGETS]
    assert np.allclose(gradient(model, IMAGES, TARGETS), expected, atol=1e-6)


def test_it_is_what_finite_differences_find() -> None:
    torch.manual_seed(0)
    model = Smooth()
    maps = gradient(model, IMAGES, TARGETS)
    exact, step = copy.deepcopy(model).double(), 1e-4
    for face in range(2):
        for row, column in [(0, 0), (5, 17), (23, 11)]:
            shift = torch.zeros(1, 1, 24, 24, dtype=torch.float64)
            shift[0, 0, row, column] = step
            pixels = torch.from_numpy(IMAGES[face] / 255)[None, None]
            with torch.no_grad():
                logits = exact(pixels + shift) - exact(pixels - shift)
            slope = abs(float(logits[0, TARGETS[face]])) / (2 * step)
            assert np.isclose(maps[face, row, column], slope, rtol=1e-3, atol=1e-7)


def test_it_is_captum_called_a_face_at_a_time() -> None:
    torch.manual_seed(0)
    model = build(ModelSettings(architecture="compact", width=0.25), 24, control=True).eval()
    maps, captum = gradient(model, IMAGES, TARGETS), Saliency(model)
    for image, target, found in zip(IMAGES, TARGETS, maps, strict=True):
        face = torch.from_numpy(image / np.float32(255))[None, None].requires_grad_()
        expected = captum.attribute(face, target=int(target))[0, 0].numpy()
        assert abs(found - expected).mean() <= 1e-3 * expected.mean()
