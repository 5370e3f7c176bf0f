"""One epoch: every step on the training faces, then a look at the validation faces.

Knows nothing of other epochs, of stopping or of files.
"""

import time

import torch
from lightning_fabric import Fabric
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from feelingit.models.predictor import scale_pixels
from feelingit.training.batches import Loader
from feelingit.training.progress import Epoch
from feelingit.training.schedule import learning_rate, set_learning_rate
from feelingit.training.trainer import Trainer, seen


def run_epoch(trainer: Trainer, loader: Loader, checks: Loader, number: int) -> Epoch:
    """Train on all of `loader`, validate on all of `checks`.

    With several processes each trains on its share of every batch; each validates on all faces,
    and what the first one finds counts.
    """
    started = time.perf_counter()
    # Seeded by its number, so that a training that went on draws what it would have drawn.
    torch.manual_seed((trainer.seed * 1_000_003 + number) * 1009 + loader.rank)
    train_loss, train_accuracy = train_epoch(trainer, loader, number)
    found = validate(trainer.validated, checks, trainer.weights, trainer.fabric)
    loss, accuracy = trainer.fabric.broadcast(found)
    return Epoch(
        epoch=number,
        train_loss=train_loss,
        train_accuracy=train_accuracy,
        validation_loss=loss,
        validation_accuracy=accuracy,
        learning_rate=learning_rate(trainer.settings, number - 1),
        seconds=time.perf_counter() - started,
    )


def train_epoch(trainer: Trainer, loader: Loader, number: int) -> tuple[float, float]:
    """Take every step of an epoch; give the mean loss and accuracy seen on the way."""
    trainer.wrapped.train()
    faces = 0
    sums = torch.zeros(2, device=loader.device)  # read once: each reading waits for the device
    following = number + 1 if number < trainer.settings.epochs else None
    for step, (pixels, labels) in enumerate(loader.batches(trainer.seed, number, following)):
        rate = learning_rate(trainer.settings, number - 1 + step / len(loader))
        set_learning_rate(trainer.optimiser, rate)
        loss, right = _step(trainer, pixels, labels)
        sums += torch.stack([loss * len(labels), right])
        faces += len(labels)
    totals = torch.cat([sums, sums.new_tensor([faces])])
    totals = trainer.fabric.all_reduce(totals, reduce_op="sum")  # type: ignore[assignment]
    loss_sum, right_sum, count = totals.tolist()
    return loss_sum / count, right_sum / count


def _step(trainer: Trainer, pixels: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    """Take one step; give the mean loss before it and the number of right answers."""
    images = seen(trainer, pixels)
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
def validate(
    network: nn.Module, checks: Loader, weights: Tensor | None, fabric: Fabric
) -> tuple[float, float]:
    """Give the mean loss (weighted, never smoothed) and the accuracy over all faces.

    The network is in evaluation mode afterwards.
    """
    network.eval()
    pixels, labels = checks.everything()
    loss = right = 0.0
    for start in range(0, len(labels), checks.batch_size):
        part = slice(start, start + checks.batch_size)
        with fabric.autocast():
            logits = network(scale_pixels(pixels[part])).float()
        loss += cross_entropy(logits, labels[part], weights, reduction="sum").item()
        right += (logits.argmax(1) == labels[part]).sum().item()
    total = len(labels) if weights is None else weights[labels].sum().item()
    return loss / total, right / len(labels)
