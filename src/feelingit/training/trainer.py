"""What stays the same over the epochs of one training, set up from its settings."""

from dataclasses import dataclass

import torch
from lightning_fabric import Fabric
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from feelingit.models.predictor import scale_pixels
from feelingit.training.augment import augmentation
from feelingit.training.batches import Sample
from feelingit.training.loss import balanced_weights
from feelingit.training.schedule import optimiser_of
from feelingit.training.settings import TrainingSettings


@dataclass
class Trainer:
    """A network and all that changes it.

    Attributes:
        fabric: Device, precision and processes.
        network: The network itself.
        wrapped: The same as Fabric calls it: in its precision, its gradients shared.
        optimiser: Over the network's weights.
        average: The moving average of the network, where one is kept.
        augment: What is done to a batch, where anything is.
        weights: `float32 [7]` of the emotions in the loss, where they differ.
        settings: See `TrainingSettings`.
        seed: Of order, dropout, augmentation and random boxes.
    """

    fabric: Fabric
    network: nn.Module
    wrapped: nn.Module
    optimiser: Optimizer
    average: AveragedModel | None
    augment: nn.Module | None
    weights: Tensor | None
    settings: TrainingSettings
    seed: int

    @property
    def validated(self) -> nn.Module:
        """The network by which epochs are judged, and which is kept."""
        return self.network if self.average is None else self.average.module


def set_up(
    network: nn.Module, train: Sample, settings: TrainingSettings, fabric: Fabric, seed: int
) -> Trainer:
    """Bring a network to its device, with the optimiser and whatever else the settings name."""
    network = network.to(fabric.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    wrapped, optimiser = fabric.setup(network, optimiser_of(network, settings))
    weights = None
    if settings.class_weights == "balanced":
        weights = balanced_weights(train.labels).to(fabric.device)
    return Trainer(
        fabric=fabric,
        network=network,
        wrapped=wrapped,
        optimiser=optimiser,
        average=_average(network, settings.average),
        augment=augmentation(settings.augmentation),
        weights=weights,
        settings=settings,
        seed=seed,
    )


def seen(trainer: Trainer, pixels: Tensor) -> Tensor:
    """Turn a batch `uint8 [n, h, w]` into what the network is shown, `float [n, 1, h, w]`."""
    images = scale_pixels(pixels)
    if trainer.augment is None:
        return images
    with torch.no_grad():
        augmented: Tensor = trainer.augment(images)
    return augmented.contiguous(memory_format=torch.channels_last)


def _average(network: nn.Module, decay: float) -> AveragedModel | None:
    """Keep an exponential moving average of weights and of batch statistics."""
    if decay == 0:
        return None
    rule = get_ema_multi_avg_fn(decay)  # type: ignore[no-untyped-call]
    return AveragedModel(network, multi_avg_fn=rule, use_buffers=True)
