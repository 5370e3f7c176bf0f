"""Optimisers, and the learning rate of every step."""

import math

from torch import nn
from torch.optim import SGD, Adam, AdamW, Optimizer

from feelingit.training.settings import TrainingSettings

MOMENTUM = 0.9


def optimiser_of(network: nn.Module, settings: TrainingSettings) -> Optimizer:
    """Make the optimiser that the settings name, over all weights.

    Adam (Kingma and Ba 2015), AdamW (Loshchilov and Hutter 2019), or SGD with Nesterov momentum.
    """
    rate, decay = settings.learning_rate, settings.weight_decay
    weights = list(network.parameters())
    if settings.optimiser == "sgd":
        return SGD(weights, rate, MOMENTUM, nesterov=True, weight_decay=decay)
    kind = AdamW if settings.optimiser == "adamw" else Adam
    return kind(weights, rate, weight_decay=decay, fused=True)


def learning_rate(settings: TrainingSettings, epochs_done: float) -> float:
    """Give the learning rate after so many epochs, fractions of them included.

    It rises from 0 in a straight line over the warm-up, then stays, or falls to 0 along half a
    cosine over the epochs that are left (Loshchilov and Hutter 2017, without restarts).
    """
    peak, warmup = settings.learning_rate, settings.warmup
    if epochs_done < warmup:
        return peak * epochs_done / warmup
    if settings.schedule == "constant":
        return peak
    left = settings.epochs - warmup
    share = min(1.0, (epochs_done - warmup) / left) if left > 0 else 1.0
    return peak * 0.5 * (1 + math.cos(math.pi * share))


def set_learning_rate(optimiser: Optimizer, rate: float) -> None:
    """Use a learning rate from the next step on."""
    for group in optimiser.param_groups:
        group["lr"] = rate
