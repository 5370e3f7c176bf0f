import numpy as np
import pytest
import torch

from feelingit.errors import InputError, ModelError
from feelingit.saliency.methods.grad_cam import grad_cam
from feelingit.saliency.methods.names import METHOD_NAMES
from feelingit.saliency.methods.registry import METHODS, method_named

from .networks import Plain

IMAGES = np.random.default_rng(1).integers(0, 256, (3, 24, 24)).astype(np.uint8)
TARGETS = np.array([0, 3, 6])


def test_the_names_are_those_of_settings_and_tables() -> None:
    assert tuple(METHODS) == METHOD_NAMES


@pytest.mark.parametrize("name", METHOD_NAMES)
def test_a_method_is_found_by_its_name(name: str) -> None:
    assert method_named(name) is METHODS[name]


def test_a_layer_is_handed_on() -> None:
    torch.manual_seed(0)
    model = Plain()
    found = method_named("grad_cam:features.0")(model, IMAGES, TARGETS, batch_size=2)
    assert np.allclose(found, grad_cam(model, IMAGES, TARGETS, layer="features.0"))
    assert not np.allclose(found, grad_cam(model, IMAGES, TARGETS))


def test_a_layer_that_the_model_lacks_is_told_when_it_is_asked() -> None:
    method = method_named("grad_cam:stage3")
    with pytest.raises(ModelError, match="'stage3' of Plain does not exist; expected one of feat"):
        method(Plain(), IMAGES, TARGETS)


@pytest.mark.parametrize("name", ["grad_cm", "gradient:stage3", ""])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        method_named(name)
