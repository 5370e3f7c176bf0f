"""Optimisers, and the learning rate of every step."""

import math

import torch
from torch import nn
from torch.optim import SGD, Adam, AdamW, Optimizer

from feelingit.training.settings import TrainingSettings

MOMENTUM = 0.9


def optimiser_of(network: nn.Module, settings: TrainingSettings) -> Optimizer:
    """Make the optimiser that the settings name, over all weights."""
    rate, decay = settings.learning_rate, settings.weight_decay
    weights = list(network.parameters())
    if settings.optimiser == "sgd":
        return SGD(weights, rate, MOMENTUM, nesterov=True, weight_decay=decay)
    kind = AdamW if settings.optimiser == "adamw" else Adam
    return kind(weights, rate, weight_decay=decay, fused=True)


def learning_rate(settings: TrainingSettings, epochs_done: float) -> float:
    """Give the learning rate after a fraction of epochs: linear warm-up, then the schedule."""
    peak = settings.learning_rate
    if epochs_done < settings.warmup:
        return peak * (epochs_done + 1e-3) / settings.warmup
    if settings.schedule == "constant":
        return peak
    span = max(settings.epochs - settings.warmup, 1e-9)
    share = min(1.0, (epochs_done - settings.warmup) / span)
    return peak * 0.5 * (1 + math.cos(math.pi * share))


def set_learning_rate(optimiser: Optimizer, rate: float) -> None:
    """Use a learning rate from the next step on."""
    for group in optimiser.param_groups:
        group["lr"] = torch.tensor(rate) if torch.is_tensor(group["lr"]) else rate
