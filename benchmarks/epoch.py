"""A training epoch of `compact` against the plain PyTorch way, over fewer faces than a study's."""

import tempfile
from pathlib import Path

import torch

from benchmarks.pictures import SIDE, sample, write_folders
from benchmarks.plain_way import plain_epoch, plain_loader
from benchmarks.timing import Row, medians, times
from feelingit.models.network import Network
from feelingit.models.registry import build
from feelingit.models.settings import ModelSettings
from feelingit.training.batches import Loader
from feelingit.training.epoch import train_epoch
from feelingit.training.runtime import Runtime
from feelingit.training.schedule import optimiser_of
from feelingit.training.settings import AugmentationSettings, TrainingSettings
from feelingit.training.trainer import seen, set_up

AUGMENTED = TrainingSettings(
    optimiser="sgd",
    learning_rate=0.01,
    batch_size=64,
    augmentation=AugmentationSettings(
        flip=0.5, shift=0.1, scale=0.1, rotate=10.0, brightness=0.2, erase=0.25
    ),
)


def measure(*, quick: bool) -> list[Row]:
    faces, repeats = (192, 1) if quick else (1024, 3)
    with tempfile.TemporaryDirectory() as folder:
        write_folders(Path(folder), faces)
        return _measure(Path(folder), faces, repeats)


def _measure(folder: Path, faces: int, repeats: int) -> list[Row]:
    train = sample(faces)
    fabric = Runtime("cpu").fabric(AUGMENTED)
    trainer = set_up(_network(), train, AUGMENTED, fabric, seed=0)
    loader = Loader(train, fabric.device, AUGMENTED.batch_size)
    network = _network()
    optimiser = optimiser_of(network, AUGMENTED)
    plain = plain_loader(folder, AUGMENTED.batch_size, AUGMENTED.augmentation)

    def our_faces() -> None:
        for pixels, _ in loader.batches(0, 1):
            seen(trainer, pixels)

    def their_faces() -> None:
        for _ in plain:
            pass

    their_faces()  # starts the workers
    our_faces()
    epoch, plain_time = medians(
        [lambda: train_epoch(trainer, loader, 1), lambda: plain_epoch(network, optimiser, plain)],
        repeats,
    )
    alone, plain_alone = medians([our_faces, their_faces], repeats)
    return [
        Row(
            f"training epoch of compact, {faces} faces, augmented",
            f"{faces / epoch:.0f} faces/s",
            f"{faces / plain_time:.0f} faces/s, files and DataLoader",
            times(plain_time / epoch),
        ),
        Row(
            "the same without the network: faces read and augmented",
            f"{faces / alone:.0f} faces/s",
            f"{faces / plain_alone:.0f} faces/s",
            times(plain_alone / alone),
        ),
    ]


def _network() -> Network:
    torch.manual_seed(0)
    return build(ModelSettings(architecture="compact"), SIDE, control=True)
