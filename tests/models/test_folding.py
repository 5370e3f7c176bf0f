import pytest
import torch
from torch import nn

from feelingit.models.folding import folded
from feelingit.models.network import Network
from feelingit.models.registry import ARCHITECTURES, build
from feelingit.models.settings import Architecture, ModelSettings

NORMS = (nn.BatchNorm1d, nn.BatchNorm2d)


def moved(architecture: Architecture, *, control: bool) -> Network:
    """Make a network whose normalisation does something, as after training."""
    torch.manual_seed(0)
    network = build(ModelSettings(architecture=architecture, width=0.125), 48, control=control)
    for norm in [layer for layer in network.modules() if isinstance(layer, NORMS)]:
        nn.init.normal_(norm.running_mean, 0, 0.3)
        nn.init.uniform_(norm.running_var, 0.5, 2)
        nn.init.uniform_(norm.weight, 0.5, 2)
        nn.init.normal_(norm.bias, 0, 0.3)
    return network.eval()


def norms(network: nn.Module) -> int:
    return sum(isinstance(layer, NORMS) for layer in network.modules())


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@pytest.mark.parametrize("control", [True, False], ids=["control", "none"])
@torch.inference_mode()
def test_a_folded_network_answers_alike_without_normalisation(
    architecture: Architecture, control: bool
) -> None:
    network = moved(architecture, control=control)
    faces = torch.rand(5, 1, 48, 48)
    lean = folded(network)
    torch.testing.assert_close(lean(faces), network(faces), atol=1e-4, rtol=1e-4)
    assert norms(lean) == 0


@torch.inference_mode()
def test_the_network_itself_stays_as_it_is() -> None:
    network = moved("resnet50", control=True)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    folded(network)
    after = network.state_dict()
    assert norms(network) > 0
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_dropout_between_normalisation_and_the_linear_layer_does_not_hinder() -> None:
    network = nn.Sequential(nn.BatchNorm1d(3), nn.Dropout(0.5), nn.Linear(3, 2, bias=False))
    network(torch.randn(64, 3) * 3 + 1)
    lean = folded(network)
    values = torch.randn(8, 3)
    torch.testing.assert_close(lean(values), network.eval()(values))
    assert norms(lean) == 0


def test_normalisation_that_stands_alone_stays() -> None:
    network = nn.Sequential(nn.ReLU(), nn.BatchNorm2d(2), nn.ReLU())
    network(torch.rand(4, 2, 3, 3))
    lean = folded(network)
    values = torch.rand(4, 2, 3, 3)
    assert norms(lean) == 1
    assert torch.equal(lean(values), network.eval()(values))
