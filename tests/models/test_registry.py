"""What every architecture keeps, tried on each member of the registry."""

from collections.abc import Iterator
from typing import get_args

import pytest
import torch
from torch import Tensor, nn

from feelingit.models.network import Network
from feelingit.models.registry import ARCHITECTURES, build
from feelingit.models.settings import Architecture, ModelSettings

every_architecture = pytest.mark.parametrize("architecture", ARCHITECTURES)
with_and_without = pytest.mark.parametrize("control", [True, False], ids=["control", "none"])

SHAPES = [(24, 48), (36, 48), (48, 48), (128, 128)]
"""What is left of 48x48 with rows cut away, and the study's two sizes."""


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def narrow(
    architecture: Architecture, *, control: bool = True, size: int = 48, width: float = 0.125
) -> Network:
    torch.manual_seed(0)
    settings = ModelSettings(architecture=architecture, width=width)
    return build(settings, size, control=control).eval()


def faces(height: int = 48, width: int = 48, n: int = 3) -> Tensor:
    return torch.rand(n, 1, height, width, generator=torch.Generator().manual_seed(1))


def test_every_architecture_that_a_study_file_may_name_is_there() -> None:
    assert tuple(ARCHITECTURES) == get_args(Architecture)


@every_architecture
@with_and_without
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("size", [48, 128])
@torch.inference_mode()
def test_faces_of_any_shape_get_seven_finite_logits(
    architecture: Architecture, control: bool, shape: tuple[int, int], size: int
) -> None:
    logits = narrow(architecture, control=control, size=size)(faces(*shape))
    assert logits.shape == (3, 7)
    assert logits.dtype == torch.float32
    assert torch.isfinite(logits).all()


@every_architecture
@pytest.mark.parametrize("width", [0.01, 0.1, 0.3, 0.5])
@torch.inference_mode()
def test_any_width_works_and_wider_has_more_parameters(
    architecture: Architecture, width: float
) -> None:
    network = narrow(architecture, width=width)
    wider = narrow(architecture, width=width + 0.25)
    assert torch.isfinite(network(faces(n=1))).all()
    assert parameters(wider) > parameters(network)


def parameters(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


@every_architecture
@with_and_without
@torch.inference_mode()
def test_different_faces_get_different_logits(architecture: Architecture, control: bool) -> None:
    logits = narrow(architecture, control=control)(faces())
    assert not torch.allclose(logits[0], logits[1])


@every_architecture
@with_and_without
@torch.inference_mode()
def test_the_last_convolution_is_a_part_of_it_and_gives_a_grid_of_features(
    architecture: Architecture, control: bool
) -> None:
    network = narrow(architecture, control=control)
    layer = network.last_convolution
    assert any(layer is module for module in network.modules())
    seen: list[Tensor] = []
    layer.register_forward_hook(lambda _module, _inputs, output: seen.append(output))
    network(faces())
    assert seen[0].ndim == 4
    assert seen[0].shape[0] == 3
    assert min(seen[0].shape[2:]) >= 2


@every_architecture
@with_and_without
@torch.inference_mode()
def test_no_convolution_comes_after_the_last_one(architecture: Architecture, control: bool) -> None:
    network = narrow(architecture, control=control)
    convolutions = [m for m in network.modules() if isinstance(m, nn.Conv2d)]
    order: list[nn.Module] = []
    for convolution in convolutions:
        convolution.register_forward_hook(lambda module, _inputs, _output: order.append(module))
    network(faces())
    assert any(order[-1] is module for module in network.last_convolution.modules())


@every_architecture
@with_and_without
@torch.inference_mode()
def test_its_stages_one_after_the_other_are_the_network(
    architecture: Architecture, control: bool
) -> None:
    network = narrow(architecture, control=control)
    out = faces()
    for stage in network.stages().values():
        out = stage(out)
    assert torch.equal(out, network(faces()))
    assert list(network.stages())[-1] == "logits"


@every_architecture
@with_and_without
def test_a_seed_draws_the_same_weights_again(architecture: Architecture, control: bool) -> None:
    one, two = (narrow(architecture, control=control).state_dict() for _ in range(2))
    assert one.keys() == two.keys()
    assert all(torch.equal(one[name], two[name]) for name in one)
    torch.manual_seed(1)
    settings = ModelSettings(architecture=architecture, width=0.125)
    other = build(settings, 48, control=control).state_dict()
    assert not torch.equal(one["head.logits.weight"], other["head.logits.weight"])


@every_architecture
@with_and_without
def test_a_gradient_reaches_every_weight(architecture: Architecture, control: bool) -> None:
    network = narrow(architecture, control=control).train()
    network(faces(n=8)).logsumexp(1).sum().backward()
    without = [
        name
        for name, weight in network.named_parameters()
        if weight.grad is None or not weight.grad.abs().sum() > 0
    ]
    assert without == []


@every_architecture
def test_control_drops_features_while_training_and_nothing_while_predicting(
    architecture: Architecture,
) -> None:
    dropping = [narrow(architecture, control=control) for control in (True, False)]
    probabilities = [
        [module.p for module in network.modules() if isinstance(module, nn.Dropout)]
        for network in dropping
    ]
    assert set(probabilities[0]) == {0.3}
    assert probabilities[1] == []
    with torch.inference_mode():
        assert torch.equal(dropping[0](faces()), dropping[0](faces()))


@every_architecture
def test_dropout_of_zero_is_none(architecture: Architecture) -> None:
    settings = ModelSettings(architecture=architecture, width=0.125, dropout=0.0)
    network = build(settings, 48, control=True)
    assert not any(isinstance(module, nn.Dropout) for module in network.modules())
