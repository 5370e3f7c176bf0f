"""Train one network: epochs, early stopping, the best weights, and going on after a stop.

Knows nothing of studies, run folders or files' names other than the one state file it is given.
"""

import time
from collections.abc import Callable
from pathlib import Path

from lightning_fabric import Fabric
from torch import nn

from feelingit.models.checkpoint import copy_weights
from feelingit.occlusion.workers import Workers, spare_cores
from feelingit.training.batches import Loader, Sample
from feelingit.training.epoch import run_epoch
from feelingit.training.progress import Epoch, TrainingProgress
from feelingit.training.settings import TrainingSettings
from feelingit.training.state import resume, save_state
from feelingit.training.trainer import set_up

VALIDATION_BATCH = 256
SECONDS_BETWEEN_SAVES = 30.0

OnEpoch = Callable[[Epoch], None]


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
        on_epoch: Told of each epoch as it ends; of several processes, the first one tells.

    Returns:
        The history and the best weights.

    Raises:
        ModelError: The state file is damaged, or of another training.
        RunFolderError: The state file cannot be written.
    """
    trainer = set_up(network, train, settings, fabric, seed)
    progress = resume(trainer, state)
    saved = time.monotonic()
    with Workers(spare_cores(fabric.world_size)) as workers:
        loader, checks = _loaders(train, validation, settings, fabric, workers)
        while not progress.is_over(settings.epochs, settings.patience):
            epoch = run_epoch(trainer, loader, checks, len(progress.history) + 1)
            if progress.improves(epoch):
                progress.best = copy_weights(trainer.validated)
                progress.best_epoch = epoch.epoch
            progress.history.append(epoch)
            if on_epoch is not None and fabric.is_global_zero:
                on_epoch(epoch)
            if state is not None and time.monotonic() - saved >= save_every:
                save_state(trainer, progress, state)
                saved = time.monotonic()
    return progress


def _loaders(
    train: Sample,
    validation: Sample,
    settings: TrainingSettings,
    fabric: Fabric,
    workers: Workers,
) -> tuple[Loader, Loader]:
    """Make what gives the batches to train on, and the faces to validate with."""
    loader = Loader(
        train,
        fabric.device,
        settings.batch_size,
        rank=fabric.global_rank,
        ranks=fabric.world_size,
        workers=workers,
    )
    checks = Loader(validation, fabric.device, VALIDATION_BATCH, workers=workers)
    # Now, since later they would wait for the faces of a whole epoch to be covered before them.
    checks.everything()
    return loader, checks
