"""Train one network: epochs, early stopping, the best weights, and going on after a stop.

Knows nothing of studies, run folders or files' names other than the one state file it is given.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from lightning_fabric import Fabric
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.optim import Optimizer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from feelingit.emotions import EMOTIONS
from feelingit.models.checkpoint import copy_weights
from feelingit.models.predictor import scale_pixels
from feelingit.run_folder import write_whole
from feelingit.training.augment import augmentation
from feelingit.training.batches import Loader, Sample
from feelingit.training.progress import Epoch, TrainingProgress
from feelingit.training.schedule import learning_rate, optimiser_of, set_learning_rate
from feelingit.training.settings import TrainingSettings

VALIDATION_BATCH = 256
SECONDS_BETWEEN_SAVES = 30.0

OnEpoch = Callable[[Epoch], None]


@dataclass
class Trainer:
    """What stays the same over the epochs of one training."""

    fabric: Fabric
    network: nn.Module
    wrapped: nn.Module
    optimiser: Optimizer
    average: AveragedModel | None
    augment: nn.Module | None
    weights: Tensor | None
    settings: TrainingSettings
    seed: int


def fit(
    network: nn.Module,
    train: Sample,
    validation: Sample,
    settings: TrainingSettings,
    *,
    fabric: Fabric,
    seed: int = 0,
    state: Path | None = None,
    save_every: float = SECONDS_BETWEEN_SAVES,
    on_epoch: OnEpoch | None = None,
) -> TrainingProgress:
    """Train a network until its validation loss stops falling.

    Args:
        network: Fresh, or anything that maps images to logits; holds the last weights afterwards.
        train: What to train on.
        validation: What to select by.
        settings: See `TrainingSettings`.
        fabric: Device, precision and processes; launched already where there are several.
        seed: Of order, dropout, augmentation and random boxes.
        state: A file from which a stopped training goes on, and into which it is saved.
        save_every: Seconds between two savings; 0 saves after every epoch.
        on_epoch: Told of each epoch as it ends.

    Returns:
        The history and the best weights.
    """
    trainer = _set_up(network, train, settings, fabric, seed)
    loader = Loader(
        train,
        fabric.device,
        settings.batch_size,
        rank=fabric.global_rank,
        ranks=fabric.world_size,
    )
    checks = Loader(validation, fabric.device, VALIDATION_BATCH)
    progress = _resume(trainer, state)
    saved = time.monotonic()
    while not progress.is_over(settings.epochs, settings.patience):
        epoch = _epoch(trainer, loader, checks, len(progress.history) + 1)
        if progress.improves(epoch):
            progress.best = copy_weights(_validated(trainer))
            progress.best_epoch = epoch.epoch
        progress.history.append(epoch)
        if on_epoch is not None and fabric.is_global_zero:
            on_epoch(epoch)
        if state is not None and time.monotonic() - saved >= save_every:
            _save(trainer, progress, state)
            saved = time.monotonic()
    return progress


def _set_up(
    network: nn.Module, train: Sample, settings: TrainingSettings, fabric: Fabric, seed: int
) -> Trainer:
    network = network.to(fabric.device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimiser = optimiser_of(network, settings)
    wrapped, wrapped_optimiser = fabric.setup(network, optimiser)
    average = None
    if settings.average:
        rule = get_ema_multi_avg_fn(settings.average)
        average = AveragedModel(network, multi_avg_fn=rule, use_buffers=True)
    weights = None
    if settings.class_weights == "balanced":
        weights = balanced_weights(train.labels).to(fabric.device)
    augment = augmentation(settings.augmentation)
    return Trainer(
        fabric, network, wrapped, wrapped_optimiser, average, augment, weights, settings, seed
    )


def balanced_weights(labels: np.ndarray[Any, np.dtype[np.int64]]) -> Tensor:
    """Weigh each emotion by the inverse of its frequency; 0 where it is absent."""
    counts = np.bincount(labels, minlength=len(EMOTIONS))
    present = counts > 0
    weights = np.where(present, len(labels) / np.maximum(counts, 1) / present.sum(), 0)
    return torch.from_numpy(weights.astype(np.float32))


def _epoch(trainer: Trainer, loader: Loader, checks: Loader, number: int) -> Epoch:
    started = time.perf_counter()
    # Seeded by its number, so that a training that went on draws what it would have drawn.
    torch.manual_seed((trainer.seed * 1_000_003 + number) * 1009 + loader.rank)
    train_loss, train_accuracy = _train(trainer, loader, number)
    loss, accuracy = validate(_validated(trainer), checks, trainer.weights)
    loss, accuracy = trainer.fabric.broadcast((loss, accuracy))
    return Epoch(
        epoch=number,
        train_loss=train_loss,
        train_accuracy=train_accuracy,
        validation_loss=loss,
        validation_accuracy=accuracy,
        learning_rate=learning_rate(trainer.settings, number - 1),
        seconds=time.perf_counter() - started,
    )


def _train(trainer: Trainer, loader: Loader, number: int) -> tuple[float, float]:
    """Take every step of an epoch; give the mean loss and accuracy seen on the way."""
    trainer.wrapped.train()
    sums = torch.zeros(3, device=loader.device)
    for step, (pixels, labels) in enumerate(loader.batches(trainer.seed, number)):
        rate = learning_rate(trainer.settings, number - 1 + step / len(loader))
        set_learning_rate(trainer.optimiser, rate)
        loss, right = _step(trainer, pixels, labels)
        count = torch.tensor(float(len(labels)), device=loader.device)
        sums += torch.stack([loss * count, right, count])
    totals: list[float] = trainer.fabric.all_reduce(sums, reduce_op="sum").tolist()  # type: ignore[union-attr]
    return totals[0] / totals[2], totals[1] / totals[2]


def _step(trainer: Trainer, pixels: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    images = scale_pixels(pixels)
    if trainer.augment is not None:
        with torch.no_grad():
            images = trainer.augment(images).contiguous(memory_format=torch.channels_last)
    trainer.optimiser.zero_grad()
    logits = trainer.wrapped(images)
    smoothing = trainer.settings.label_smoothing
    loss = cross_entropy(logits, labels, trainer.weights, label_smoothing=smoothing)
    trainer.fabric.backward(loss)
    trainer.optimiser.step()
    if trainer.average is not None:
        trainer.average.update_parameters(trainer.network)
    return loss.detach(), (logits.detach().argmax(1) == labels).sum().float()


@torch.inference_mode()
def validate(network: nn.Module, checks: Loader, weights: Tensor | None) -> tuple[float, float]:
    """Give the mean loss and the accuracy over all faces of a loader."""
    network.eval()
    pixels, labels = checks.everything()
    loss = right = 0.0
    for start in range(0, len(labels), checks.batch_size):
        part = slice(start, start + checks.batch_size)
        logits = network(scale_pixels(pixels[part])).float()
        loss += cross_entropy(logits, labels[part], weights, reduction="sum").item()
        right += (logits.argmax(1) == labels[part]).sum().item()
    network.train()
    total = len(labels) if weights is None else weights[labels].sum().item()
    return loss / total, right / len(labels)


def _validated(trainer: Trainer) -> nn.Module:
    return trainer.network if trainer.average is None else trainer.average.module


def _resume(trainer: Trainer, state: Path | None) -> TrainingProgress:
    if state is None or not state.exists():
        return TrainingProgress()
    kept = torch.load(state, map_location=trainer.fabric.device, weights_only=True)
    trainer.network.load_state_dict(kept["network"])
    trainer.optimiser.load_state_dict(kept["optimiser"])
    if trainer.average is not None:
        trainer.average.load_state_dict(kept["average"])
    return TrainingProgress.from_state(kept["progress"])


def _save(trainer: Trainer, progress: TrainingProgress, state: Path) -> None:
    if not trainer.fabric.is_global_zero:
        return
    kept = {
        "network": trainer.network.state_dict(),
        "optimiser": trainer.optimiser.state_dict(),
        "average": None if trainer.average is None else trainer.average.state_dict(),
        "progress": progress.state(),
    }
    write_whole(state, lambda partial: torch.save(kept, partial))
