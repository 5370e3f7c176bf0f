import numpy as np
import pytest
import torch
from captum.attr import LayerGradCam
from torch import Tensor, nn
from torch.nn import functional as F

from feelingit.errors import ModelError
from feelingit.saliency.methods.grad_cam import grad_cam

from .networks import Looks, Plain


@pytest.fixture(autouse=True)
def _same_weights() -> None:
    torch.manual_seed(0)


IMAGES = np.random.default_rng(1).integers(0, 256, (6, 24, 24)).astype(np.uint8)
TARGETS = np.arange(6)


def test_it_is_captum_called_a_face_at_a_time() -> None:
    model = Plain().eval()
    captum = LayerGradCam(model, model.last_convolution)
    maps = grad_cam(model, IMAGES, TARGETS)
    for image, target, found in zip(IMAGES, TARGETS, maps, strict=True):
        face = torch.from_numpy(image / np.float32(255))[None, None]
        coarse = captum.attribute(face, target=int(target), relu_attributions=True)
        fine = F.interpolate(coarse, (24, 24), mode="bilinear")[0, 0]
        assert np.allclose(found, fine.detach().numpy(), rtol=1e-4, atol=1e-7)


def test_it_is_the_published_formula() -> None:
    """Channels weighted by their mean gradient, summed, what is negative cut off."""
    model = Plain(stride=1).eval()
    faces = torch.from_numpy(IMAGES[:, None] / np.float32(255))
    layer: list[Tensor] = []
    hook = model.last_convolution.register_forward_hook(lambda *call: layer.append(call[-1]))
    logits = model(faces)
    hook.remove()
    wanted = logits[torch.arange(6), torch.from_numpy(TARGETS)].sum()
    (slopes,) = torch.autograd.grad(wanted, layer[0])
    expected = (slopes.mean(dim=(2, 3), keepdim=True) * layer[0]).sum(dim=1).relu()
    assert np.allclose(grad_cam(model, IMAGES, TARGETS), expected.detach(), rtol=1e-4, atol=1e-7)


def test_a_last_convolution_of_one_pixel_gives_an_even_map() -> None:
    maps = grad_cam(Plain(stride=24), IMAGES, TARGETS)
    assert np.ptp(maps, axis=(1, 2)).max() <= 1e-6 * maps.max()


def test_nothing_in_favour_gives_zeros() -> None:
    model = Looks(list(range(7)))
    assert not grad_cam(model, np.zeros((2, 48, 48), np.uint8), np.array([0, 1])).any()


def test_a_model_that_names_no_last_convolution_is_refused() -> None:
    model = nn.Sequential(nn.Flatten(), nn.Linear(24 * 24, 7))
    with pytest.raises(ModelError, match="`last_convolution`, which Sequential does not name"):
        grad_cam(model, IMAGES, TARGETS)
