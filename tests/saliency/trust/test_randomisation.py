import copy

import pytest
import torch
from torch import Tensor, nn

from feelingit.errors import ModelError
from feelingit.models.network import Network
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.saliency.trust.randomisation import cascade, draw_anew


def network() -> Network:
    torch.manual_seed(5)
    built = build(ModelSettings(architecture="compact", width=0.25), 48, control=True)
    for module in built.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.running_mean)
            nn.init.uniform_(module.running_var, 0.5, 2)
    return built.eval()


def weights(model: nn.Module) -> dict[str, Tensor]:
    return copy.deepcopy(model.state_dict())


def test_stages_are_drawn_anew_from_the_answer_down_one_after_another() -> None:
    model = network()
    before, names = weights(model), []
    for step in cascade(model, steps=100, seed=0):
        names.append(step.layer)
        assert step.layers == len(names)
        for stage, module in step.network.stages().items():
            kernels = [name for name, weight in module.named_parameters() if weight.dim() > 1]
            part = "head" if stage in dict(model.head.named_children()) else "features"
            for name in kernels:
                same = torch.equal(module.get_parameter(name), before[f"{part}.{stage}.{name}"])
                assert same == (stage not in names), (stage, name)
    assert names == ["logits", "stage4", "stage3", "stage2", "stage1", "stem"]


def test_batch_normalisation_forgets_the_faces_that_it_saw() -> None:
    *_, last = cascade(network(), steps=1, seed=0)
    normalised = [m for m in last.network.modules() if isinstance(m, nn.BatchNorm2d)]
    assert normalised
    for module in normalised:
        assert module.running_mean is not None
        assert module.running_var is not None
        assert (module.running_mean == 0).all()
        assert (module.running_var == 1).all()


def test_fresh_weights_are_of_the_size_of_an_untrained_networks() -> None:
    *_, last = cascade(network(), steps=1, seed=0)
    torch.manual_seed(11)
    untrained = build(ModelSettings(architecture="compact", width=0.25), 48, control=True)
    drawn = dict(last.network.named_parameters())
    for name, weight in untrained.named_parameters():
        if weight.numel() > 1000:
            spread = drawn[name].std().item()
            assert spread == pytest.approx(weight.std().item(), rel=0.15), name


def test_the_network_and_torchs_random_state_stay_as_they_were() -> None:
    model = network()
    before, state = weights(model), torch.get_rng_state()
    list(cascade(model, steps=3, seed=0))
    assert torch.equal(torch.get_rng_state(), state)
    for name, value in model.state_dict().items():
        assert torch.equal(value, before[name]), name


def test_a_seed_gives_the_same_weights_however_often_the_cascade_stops() -> None:
    *_, often = cascade(network(), steps=6, seed=4)
    *_, once = cascade(network(), steps=1, seed=4)
    *_, other = cascade(network(), steps=1, seed=5)
    kernel = "features.stage1.0.path.0.0.weight"
    assert torch.equal(often.network.get_parameter(kernel), once.network.get_parameter(kernel))
    assert not torch.equal(other.network.get_parameter(kernel), once.network.get_parameter(kernel))


@pytest.mark.parametrize(
    ("steps", "stops"), [(1, [6]), (2, [1, 6]), (3, [1, 4, 6]), (9, [*range(1, 7)])]
)
def test_the_cascade_stops_first_below_the_answer_and_last_at_the_bottom(
    steps: int, stops: list[int]
) -> None:
    assert [step.layers for step in cascade(network(), steps=steps, seed=0)] == stops


def test_a_network_that_does_not_name_its_stages_is_refused_by_name() -> None:
    with pytest.raises(ModelError, match="Sequential does not have"):
        list(cascade(nn.Sequential(nn.Linear(2, 2)), steps=1, seed=0))


def test_a_network_without_weights_is_refused() -> None:
    class Bare(nn.Module):
        def stages(self) -> dict[str, nn.Module]:
            return {"flatten": nn.Flatten()}

    with pytest.raises(ModelError, match="no stage of Bare has weights"):
        list(cascade(Bare(), steps=1, seed=0))


def test_layers_with_weights_of_another_kind_are_drawn_anew_too() -> None:
    stage = nn.Sequential(nn.Embedding(5, 4), nn.LayerNorm(4))
    nn.init.constant_(stage[1].weight, 9.0)
    before = weights(stage)
    draw_anew(stage, seed=0)
    assert not torch.equal(stage.state_dict()["0.weight"], before["0.weight"])
    assert (stage.state_dict()["1.weight"] == 1).all()
