import numpy as np
import pytest
import torch
from captum.attr import LayerGradCam
from torch import Tensor, nn
from torch.nn import functional as F

from feelingit.errors import ModelError
from feelingit.models.network import Network
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.saliency.methods.grad_cam import grad_cam

from .networks import Looks, Plain


@pytest.fixture(autouse=True)
def _same_weights() -> None:
    torch.manual_seed(0)


IMAGES = np.random.default_rng(1).integers(0, 256, (6, 24, 24)).astype(np.uint8)
TARGETS = np.arange(6)


def compact() -> Network:
    return build(ModelSettings(architecture="compact", width=0.25), 24, control=True).eval()


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


@pytest.mark.parametrize("name", ["stem", "stage2", "stage3"])
def test_a_layer_is_asked_for_by_name_or_path(name: str) -> None:
    model = compact()
    by_name = grad_cam(model, IMAGES, TARGETS, layer=name)
    assert np.array_equal(by_name, grad_cam(model, IMAGES, TARGETS, layer=f"features.{name}"))
    captum = LayerGradCam(model, model.stages()[name])
    face = torch.from_numpy(IMAGES[:1] / np.float32(255))[:, None]
    coarse = captum.attribute(face, target=int(TARGETS[0]), relu_attributions=True)
    fine = F.interpolate(coarse, (24, 24), mode="bilinear")[0, 0]
    assert np.allclose(by_name[0], fine.detach(), rtol=1e-3, atol=1e-5 * by_name[0].max())


def test_a_convolution_by_itself_is_read_before_its_normalisation() -> None:
    model = compact()
    model.features.stem[1].bias.data += 1
    path = "features.stem.0"
    captum = LayerGradCam(model, model.get_submodule(path))
    face = torch.from_numpy(IMAGES[:1] / np.float32(255))[:, None]
    coarse = captum.attribute(face, target=int(TARGETS[0]), relu_attributions=True)
    fine = F.interpolate(coarse, (24, 24), mode="bilinear")[0, 0].detach()
    found = grad_cam(model, IMAGES[:1], TARGETS[:1], layer=path)[0]
    assert np.allclose(found, fine, rtol=1e-3, atol=1e-5 * found.max())


def test_the_last_convolution_is_the_layer_that_is_asked_for_by_itself() -> None:
    model = compact()
    assert np.array_equal(
        grad_cam(model, IMAGES, TARGETS), grad_cam(model, IMAGES, TARGETS, layer="stage4")
    )


@pytest.mark.parametrize("layer", ["stage9", "", "features.stage3.7"])
@pytest.mark.parametrize("n", [0, 6])
def test_a_layer_that_does_not_exist_is_refused_and_the_layers_are_listed(
    layer: str, n: int
) -> None:
    words = f"{layer!r} of Network does not exist; expected one of stem, stage1, stage2, stage3"
    with pytest.raises(ModelError, match=words):
        grad_cam(compact(), IMAGES[:n], TARGETS[:n], layer=layer)


@pytest.mark.parametrize("layer", ["logits", "flatten"])
def test_a_layer_without_places_is_refused(layer: str) -> None:
    with pytest.raises(ModelError, match=rf"'{layer}' of Network gives no \[n, channels"):
        grad_cam(compact(), IMAGES, TARGETS, layer=layer)


def test_a_model_that_names_no_last_convolution_is_refused() -> None:
    model = nn.Sequential(nn.Flatten(), nn.Linear(24 * 24, 7))
    with pytest.raises(ModelError, match="`last_convolution`, which Sequential does not name"):
        grad_cam(model, IMAGES, TARGETS)
