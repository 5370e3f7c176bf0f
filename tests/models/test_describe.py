import pytest
import torch

from feelingit.models.describe import Description, describe
from feelingit.models.registry import ARCHITECTURES, build
from feelingit.models.settings import Architecture, ModelSettings

every_architecture = pytest.mark.parametrize("architecture", ARCHITECTURES)


def described(architecture: Architecture, *, control: bool = True, size: int = 48) -> Description:
    settings = ModelSettings(architecture=architecture, width=0.125)
    return describe(build(settings, size, control=control), size)


@every_architecture
@pytest.mark.parametrize("control", [True, False])
def test_the_layers_hold_all_parameters(architecture: Architecture, control: bool) -> None:
    description = described(architecture, control=control)
    assert sum(layer["parameters"] for layer in description["layers"]) == description["parameters"]
    assert description["layers"][-1]["output"] == [7]
    assert all(layer["name"] and layer["kind"] for layer in description["layers"])


@every_architecture
def test_larger_faces_cost_more(architecture: Architecture) -> None:
    small, large = described(architecture), described(architecture, size=96)
    assert large["multiply_adds"] > 3 * small["multiply_adds"]


@every_architecture
def test_the_network_stays_as_it_was(architecture: Architecture) -> None:
    network = build(ModelSettings(architecture=architecture, width=0.125), 48, control=True).train()
    before = {name: value.clone() for name, value in network.state_dict().items()}
    describe(network, 48)
    assert all(torch.equal(value, before[name]) for name, value in network.state_dict().items())
    assert all(module.training for module in network.modules())
    assert not any(module._forward_hooks for module in network.modules())


def test_multiply_adds_are_those_of_a_layer_by_hand() -> None:
    """The first convolution of `compact` at an eighth: 8 channels of 3x3 at 24x24."""
    whole = described("compact")["multiply_adds"]
    stem = 24 * 24 * 9 * 8
    # stage1 8->8 at 24x24; stage2 8->8, stage3 8->16, stage4 16->32, each two pairs, halving.
    stage1 = 24 * 24 * 9 * (64 + 64)
    stage2 = 12 * 12 * (9 * 4 * 64 + 64)
    stage3 = 6 * 6 * (9 * (128 + 3 * 256) + 128)
    stage4 = 3 * 3 * (9 * (512 + 3 * 1024) + 512)
    assert whole == stem + stage1 + stage2 + stage3 + stage4 + 32 * 7


def test_vgg16_is_described_layer_by_layer() -> None:
    layers = {layer["name"]: layer for layer in described("vgg16")["layers"]}
    assert list(layers) == [
        "conv1_1", "conv1_2", "pool1", "conv2_1", "conv2_2", "pool2",
        "conv3_1", "conv3_2", "conv3_3", "pool3", "conv4_1", "conv4_2", "conv4_3", "pool4",
        "conv5_1", "conv5_2", "conv5_3", "pool5", "grid", "flatten", "fc1", "fc2", "logits",
    ]  # fmt: skip
    assert layers["conv1_1"] == {
        "name": "conv1_1",
        "kind": "3x3 convolution, batch norm",
        "output": [8, 48, 48],
        "parameters": 8 * 9 + 2 * 8,
    }
    assert layers["pool1"]["output"] == [8, 24, 24]
    assert layers["fc1"]["kind"] == "linear, dropout"
    assert layers["logits"]["kind"] == "linear"


def test_without_control_nothing_is_said_to_be_normalised_or_dropped() -> None:
    kinds = " ".join(layer["kind"] for layer in described("vgg16", control=False)["layers"])
    assert "norm" not in kinds
    assert "dropout" not in kinds
    names = {layer["name"] for layer in described("compact", control=False)["layers"]}
    assert "dropout" not in names


def test_resnet50_is_described_stage_by_stage() -> None:
    kinds = {layer["name"]: layer["kind"] for layer in described("resnet50")["layers"]}
    assert kinds == {
        "stem": "7x7 convolution / 2, batch norm",
        "pool": "max pooling",
        "stage1": "3 residual blocks",
        "stage2": "4 residual blocks",
        "stage3": "6 residual blocks",
        "stage4": "3 residual blocks",
        "average": "average pooling",
        "flatten": "flatten",
        "norm": "batch norm",
        "dropout": "dropout",
        "logits": "linear",
    }
