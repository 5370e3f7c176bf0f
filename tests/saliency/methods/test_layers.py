import pytest
import torch
from torch import nn

from feelingit.errors import ModelError
from feelingit.models.registry import build
from feelingit.models.settings import Architecture, ModelSettings
from feelingit.saliency.methods.layers import layers_of, path_of

from .networks import Plain


@pytest.mark.parametrize(
    ("architecture", "first", "last", "absent"),
    [
        ("compact", "stem", "stage4", "average"),
        ("resnet50", "stem", "stage4", "flatten"),
        ("vgg16", "conv1_1", "pool5", "logits"),
    ],
)
def test_a_network_lists_its_stages_as_far_as_they_have_places(
    architecture: Architecture, first: str, last: str, absent: str
) -> None:
    model = build(ModelSettings(architecture=architecture, width=0.125), 48, control=True).train()
    layers = layers_of(model)
    assert (layers[0], layers[-1]) == (first, last)
    assert absent not in layers
    assert set(layers) < set(model.stages())
    assert model.training
    assert not any(module._forward_hooks for module in model.modules())


@pytest.mark.parametrize(
    ("architecture", "paths"),
    [
        ("compact", ["features.stage4", "features.stage3", "features.stage2"]),
        ("resnet50", ["features.stage4", "features.stage3", "features.stage2"]),
        ("vgg16", ["features.conv5_3", "features.conv4_3", "features.conv3_3"]),
    ],
)
def test_layers_are_known_by_how_much_finer_they_are(
    architecture: Architecture, paths: list[str]
) -> None:
    model = build(ModelSettings(architecture=architecture, width=0.125), 48, control=True)
    assert [path_of(model, layer, 48, 48) for layer in ("-1", "-2", "-3")] == paths
    assert path_of(model, None, 48, 48) == paths[0]


def test_no_layer_is_finer_than_the_finest() -> None:
    model = build(ModelSettings(architecture="compact", width=0.125), 48, control=True)
    with pytest.raises(ModelError, match=r"'-9' of Network does not exist; expected -1 to -\d,"):
        path_of(model, "-9", 48, 48)


def test_another_model_lists_its_modules() -> None:
    assert layers_of(Plain(), 24, 24) == [
        "features.0",
        "features.1",
        "features.2",
        "last_convolution",
        "features.4",
        "features",
    ]


def test_a_model_without_layers_of_places_lists_none() -> None:
    assert layers_of(nn.Sequential(nn.Flatten(), nn.Linear(64, 7)), 8, 8) == []


def test_looking_leaves_running_statistics_alone() -> None:
    model = Plain().train()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    layers_of(model)
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())
