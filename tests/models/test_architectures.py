"""That the published networks are the published networks, and what `compact` costs."""

from typing import TypeVar

import pytest
import torch
from torch import nn

from feelingit.models.describe import describe
from feelingit.models.network import Network
from feelingit.models.registry import build
from feelingit.models.settings import Architecture, ModelSettings

CLASSES, OURS = 1000, 7

Kind = TypeVar("Kind", bound=nn.Module)


def published(architecture: Architecture, size: int, *, control: bool = False) -> Network:
    """Make a network at full width, without memory for its weights."""
    with torch.device("meta"):
        return build(ModelSettings(architecture=architecture), size, control=control)


def parameters(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def of_kind(network: nn.Module, kind: type[Kind]) -> list[Kind]:
    return [module for module in network.modules() if isinstance(module, kind)]


def test_vgg16_has_the_parameters_of_the_paper() -> None:
    """138,357,544 for three colours and a thousand classes (Simonyan and Zisserman 2015)."""
    two_colours_less = 2 * 64 * 9
    classes_less = (CLASSES - OURS) * (4096 + 1)
    assert parameters(published("vgg16", 224)) == 138_357_544 - two_colours_less - classes_less


def test_vgg16_has_thirteen_convolutions_and_three_linear_layers() -> None:
    network = published("vgg16", 128)
    assert [c.out_channels for c in of_kind(network, nn.Conv2d)] == [
        64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512,
    ]  # fmt: skip
    assert {c.kernel_size for c in of_kind(network, nn.Conv2d)} == {(3, 3)}
    assert [linear.out_features for linear in of_kind(network, nn.Linear)] == [4096, 4096, 7]


def test_vgg16_without_control_has_neither_batch_norm_nor_dropout() -> None:
    network = published("vgg16", 128)
    assert of_kind(network, nn.BatchNorm2d) == []
    assert of_kind(network, nn.Dropout) == []
    assert all(c.bias is not None for c in of_kind(network, nn.Conv2d))


def test_vgg16_with_control_normalises_every_convolution_and_drops_after_both_hidden_layers() -> (
    None
):
    network = published("vgg16", 128, control=True)
    assert len(of_kind(network, nn.BatchNorm2d)) == 13
    stages = network.stages()
    assert len(of_kind(stages["fc1"], nn.Dropout)) == len(of_kind(stages["fc2"], nn.Dropout)) == 1


def test_vgg16_normalises_nothing_where_batch_norm_is_turned_off() -> None:
    settings = ModelSettings(architecture="vgg16", width=0.125, batch_norm=False)
    network = build(settings, 48, control=True)
    assert of_kind(network, nn.BatchNorm2d) == []
    assert len(of_kind(network, nn.Dropout)) == 2


@pytest.mark.parametrize("size", [32, 48, 128, 224])
def test_vgg16_takes_pictures_with_rows_cut_away(size: int) -> None:
    network = build(ModelSettings(architecture="vgg16", width=0.01), size, control=False).eval()
    with torch.inference_mode():
        shapes = {tuple(network(torch.zeros(1, 1, rows, size)).shape) for rows in (size // 2, size)}
    assert shapes == {(1, 7)}


def test_resnet50_has_the_parameters_of_the_paper() -> None:
    """25,557,032 for three colours and a thousand classes, 2,049,000 of them for the classes."""
    two_colours_less = 2 * 64 * 49
    features = 25_557_032 - 2_049_000 - two_colours_less
    assert features == pytest.approx(23.5e6, rel=1e-3)
    assert parameters(published("resnet50", 128)) == features + 2048 * OURS + OURS


def test_resnet50_has_fifty_weighted_layers_and_four_shortcuts_with_weights() -> None:
    network = published("resnet50", 128)
    assert len(of_kind(network, nn.Conv2d)) == 49 + 4
    assert len(of_kind(network, nn.BatchNorm2d)) == 49 + 4
    assert len(of_kind(network, nn.Linear)) == 1


def test_control_gives_resnet50_batch_norm_and_dropout_before_its_last_layer() -> None:
    without = list(published("resnet50", 128).stages())
    with_control = list(published("resnet50", 128, control=True).stages())
    assert with_control[-4:] == ["flatten", "norm", "dropout", "logits"]
    assert without == [name for name in with_control if name not in ("norm", "dropout")]


@pytest.mark.parametrize(
    ("architecture", "multiply_adds"), [("vgg16", 15.47e9), ("resnet50", 4.03e9)]
)
def test_the_published_networks_cost_what_they_are_known_to_cost(
    architecture: Architecture, multiply_adds: float
) -> None:
    """At 224x224; 15.5 and 4.1 thousand million, less what two colours cost."""
    settings = ModelSettings(architecture=architecture, width=0.125)
    narrow = describe(build(settings, 224, control=False), 224)["multiply_adds"]
    wide = describe(build(settings.model_copy(update={"width": 0.25}), 224, control=False), 224)
    # All but the first and the last layer grow with the square of the width.
    square = (wide["multiply_adds"] - 2 * narrow) / (0.25**2 - 2 * 0.125**2)
    straight = narrow / 0.125 - square * 0.125
    assert square + straight == pytest.approx(multiply_adds, rel=0.02)


def test_compact_is_small_and_quick() -> None:
    description = describe(build(ModelSettings(architecture="compact"), 48, control=True), 48)
    assert description["parameters"] == 2_776_143
    assert description["parameters"] <= 3_000_000
    assert 60e6 <= description["multiply_adds"] <= 70e6


def test_the_later_stages_of_compact_cost_the_same() -> None:
    network = build(ModelSettings(architecture="compact"), 48, control=True)
    weights = {name: parameters(stage) for name, stage in network.stages().items()}
    # A quarter of the pixels, four times the weights.
    assert weights["stage4"] / weights["stage3"] == pytest.approx(4, rel=0.02)
    assert weights["stage3"] / weights["stage2"] == pytest.approx(4, rel=0.02)
