"""The networks: one architecture a file, a visible registry, checkpoints, predictions."""

from feelingit.models.checkpoint import load_weights, save_weights
from feelingit.models.describe import describe
from feelingit.models.predictor import predictor
from feelingit.models.registry import ARCHITECTURES, build
from feelingit.models.settings import ModelSettings

__all__ = [
    "ARCHITECTURES",
    "ModelSettings",
    "build",
    "describe",
    "load_weights",
    "predictor",
    "save_weights",
]
