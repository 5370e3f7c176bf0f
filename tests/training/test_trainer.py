import torch
from torch import nn

from feelingit.training.batches import Loader
from feelingit.training.epoch import run_epoch
from feelingit.training.settings import AugmentationSettings, TrainingSettings
from feelingit.training.trainer import Trainer, set_up

from .tiny import EVERY_CHANGE, fabric, network, same, separable

CPU = torch.device("cpu")


def trainer(settings: TrainingSettings) -> Trainer:
    return set_up(network(), separable(), settings, fabric(settings), seed=0)


def test_the_published_settings_need_nothing_extra() -> None:
    plain = trainer(TrainingSettings())
    assert plain.average is None
    assert plain.augment is None
    assert plain.weights is None
    assert plain.validated is plain.network


def test_settings_bring_what_they_name() -> None:
    full = trainer(
        TrainingSettings(average=0.9, class_weights="balanced", augmentation=EVERY_CHANGE)
    )
    assert isinstance(full.augment, nn.Module)
    assert full.weights is not None
    assert full.validated is not full.network
    assert trainer(TrainingSettings(augmentation=AugmentationSettings())).augment is None


def test_the_average_moves_by_its_share_of_every_step() -> None:
    decay, sample = 0.75, separable(14)
    settings = TrainingSettings(optimiser="sgd", learning_rate=0.1, batch_size=14, average=decay)
    averaging = set_up(network(), sample, settings, fabric(settings), seed=0)
    loader, checks = Loader(sample, CPU, 14), Loader(sample, CPU, 14)
    run_epoch(averaging, loader, checks, 1)
    first = _weights(averaging.network)
    assert same(_weights(averaging.validated), first)  # the first step is where it starts
    run_epoch(averaging, loader, checks, 2)
    for name, now in _weights(averaging.network).items():
        expected = torch.lerp(now, first[name], decay)
        assert torch.allclose(_weights(averaging.validated)[name], expected, atol=1e-6), name


def _weights(module: nn.Module) -> dict[str, torch.Tensor]:
    """Copy weights and batch statistics, but not how many batches there were."""
    state = module.state_dict()
    return {name: value.clone() for name, value in state.items() if value.is_floating_point()}


def test_the_average_is_what_is_kept_and_named_as_the_network_names_it() -> None:
    settings = TrainingSettings(average=0.99)
    averaging = trainer(settings)
    assert averaging.validated.state_dict().keys() == network().state_dict().keys()
