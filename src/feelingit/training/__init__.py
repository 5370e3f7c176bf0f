"""Train networks: settings, batches, augmentation on the device, and `fit`."""

from feelingit.training.batches import Sample
from feelingit.training.fit import fit
from feelingit.training.progress import Epoch, TrainingProgress
from feelingit.training.runtime import Runtime
from feelingit.training.settings import AugmentationSettings, TrainingSettings

__all__ = [
    "AugmentationSettings",
    "Epoch",
    "Runtime",
    "Sample",
    "TrainingProgress",
    "TrainingSettings",
    "fit",
]
