import math

import pytest
import torch
from lightning_fabric import Fabric
from torch import Tensor, nn

from feelingit.models.predictor import as_input
from feelingit.training.batches import Loader, Sample
from feelingit.training.epoch import run_epoch, validate
from feelingit.training.progress import Epoch
from feelingit.training.settings import TrainingSettings
from feelingit.training.trainer import Trainer, set_up

from .tiny import EVERY_CHANGE, fabric, network, separable

CPU = torch.device("cpu")


def trainer(settings: TrainingSettings, sample: Sample, model: nn.Module | None = None) -> Trainer:
    return set_up(model or network(), sample, settings, fabric(settings), seed=0)


def one_epoch(settings: TrainingSettings, sample: Sample, model: nn.Module | None = None) -> Epoch:
    """Run one epoch of a single step that changes nothing worth mentioning."""
    still = settings.model_copy(update={"learning_rate": 1e-12, "batch_size": len(sample.labels)})
    checks = Loader(sample, CPU, 256)
    return run_epoch(
        trainer(still, sample, model), Loader(sample, CPU, still.batch_size), checks, 1
    )


class Sure(nn.Module):
    """Answers `happy` with a logit of 2, whatever it sees."""

    def __init__(self) -> None:
        super().__init__()
        self.logits = nn.Parameter(torch.tensor([0.0, 0, 0, 2, 0, 0, 0]))

    def forward(self, images: Tensor) -> Tensor:
        return self.logits.expand(len(images), 7)


LOG_SUM = math.log(6 + math.exp(2))
RIGHT, WRONG = LOG_SUM - 2, LOG_SUM


def mostly_happy() -> Sample:
    """Give eight happy faces and two angry ones."""
    images = separable(10).images
    return Sample(images, torch.tensor([3] * 8 + [0] * 2).numpy())


def test_the_losses_and_accuracies_are_the_means_over_the_faces() -> None:
    epoch = one_epoch(TrainingSettings(), mostly_happy(), Sure())
    expected = pytest.approx(0.8 * RIGHT + 0.2 * WRONG, rel=1e-5)
    assert epoch.train_loss == expected
    assert epoch.validation_loss == expected
    assert epoch.train_accuracy == epoch.validation_accuracy == pytest.approx(0.8)


def test_balanced_class_weights_reach_both_losses() -> None:
    epoch = one_epoch(TrainingSettings(class_weights="balanced"), mostly_happy(), Sure())
    expected = pytest.approx((RIGHT + WRONG) / 2, rel=1e-5)
    assert epoch.train_loss == expected
    assert epoch.validation_loss == expected


def test_label_smoothing_reaches_the_training_loss_alone() -> None:
    epoch = one_epoch(TrainingSettings(label_smoothing=0.35), mostly_happy(), Sure())
    hard, even = 0.8 * RIGHT + 0.2 * WRONG, (6 * WRONG + RIGHT) / 7
    assert epoch.train_loss == pytest.approx(0.65 * hard + 0.35 * even, rel=1e-5)
    assert epoch.validation_loss == pytest.approx(hard, rel=1e-5)


def test_the_means_do_not_depend_on_how_faces_fall_into_batches() -> None:
    sample, model = mostly_happy(), Sure()
    run = Fabric(accelerator="cpu")
    for batch_size in (3, 4, 10, 256):
        loss, accuracy = validate(model, Loader(sample, CPU, batch_size), None, run)
        assert loss == pytest.approx(0.8 * RIGHT + 0.2 * WRONG, rel=1e-5)
        assert accuracy == pytest.approx(0.8)


def test_validation_changes_nothing_of_the_network() -> None:
    model = network().train()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    validate(model, Loader(separable(), CPU, 16), None, Fabric(accelerator="cpu"))
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())


class Remembering(Sure):
    """Also keeps what it was shown, in training and in evaluation."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: dict[bool, list[Tensor]] = {True: [], False: []}

    def forward(self, images: Tensor) -> Tensor:
        self.shown[self.training].append(images.detach().clone())
        return super().forward(images)


def shown(settings: TrainingSettings, sample: Sample) -> dict[bool, Tensor]:
    model = Remembering()
    one_epoch(settings, sample, model)
    return {mode: torch.cat(batches) for mode, batches in model.shown.items()}


def in_any_order(images: Tensor) -> list[list[float]]:
    return sorted(images.flatten(1).tolist())


def test_the_network_is_shown_the_covered_faces() -> None:
    sample = separable(14, train_on=("eyes",))
    seen = shown(TrainingSettings(), sample)
    expected = in_any_order(as_input(sample.covered(0, 1)))
    assert in_any_order(seen[True]) == in_any_order(seen[False]) == expected


def test_augmentation_changes_what_is_trained_on_and_not_what_is_validated_with() -> None:
    sample = separable(14)
    seen = shown(TrainingSettings(augmentation=EVERY_CHANGE), sample)
    bare = as_input(sample.images)
    assert torch.equal(seen[False], bare)
    assert in_any_order(seen[True]) != in_any_order(bare)
    assert seen[True].min() >= 0
    assert seen[True].max() <= 1


def test_two_epochs_are_augmented_differently_and_an_epoch_always_alike() -> None:
    settings = TrainingSettings(augmentation=EVERY_CHANGE, batch_size=14)
    alike = separable(1).images.repeat(14, axis=0)  # their order is to make no difference
    sample = Sample(alike, separable(14).labels)
    views = []
    for number in (1, 2, 1):
        model = Remembering()
        checks = Loader(sample, CPU, 14)
        run_epoch(trainer(settings, sample, model), Loader(sample, CPU, 14), checks, number)
        views.append(model.shown[True][0])
    assert torch.equal(views[0], views[2])
    assert not torch.equal(views[0], views[1])
