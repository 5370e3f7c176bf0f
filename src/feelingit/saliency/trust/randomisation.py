"""Do maps depend on what a network has learnt? Cascading randomisation (Adebayo et al. 2018).

From "Sanity Checks for Saliency Maps". A copy of the network gets fresh weights stage by stage,
from the answer down; a map that stays as it was shows the picture, not the network.
"""

import copy
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from feelingit.errors import ModelError
from feelingit.models.layers import initialise


class Randomised(NamedTuple):
    """A network of which some stages have fresh weights.

    Attributes:
        layers: How many stages, counted from the answer down; those without weights do not count.
        layer: The one that was randomised last.
        network: The same copy at every step, and further randomised at the next.
    """

    layers: int
    layer: str
    network: nn.Module


def cascade(network: nn.Module, *, steps: int, seed: int) -> Iterator[Randomised]:
    """Randomise a copy of a network from the top down.

    Args:
        network: Names its `stages()` in order; it stays as it is, as does torch's random state.
        steps: How often to stop at most, 1 or more: after all stages; of two or more stops, the
            first is after the top stage and the others are at equal distances between.
        seed: Of the fresh weights. A stage's depend on its place from the top alone.

    Raises:
        ModelError: The network names no stages, or none has weights.
    """
    other = copy.deepcopy(network)
    learnt = [(name, stage) for name, stage in stages_of(other).items() if has_weights(stage)]
    if not learnt:
        raise ModelError(
            f"no stage of {type(network).__name__} has weights that could be drawn anew"
        )
    stops = np.linspace(len(learnt), 1, min(steps, len(learnt))).round().tolist()
    for layers, (name, stage) in enumerate(reversed(learnt), 1):
        draw_anew(stage, seed=_seed_of(seed, layers))
        if layers in stops:
            yield Randomised(layers, name, other)


def stages_of(network: nn.Module) -> Mapping[str, nn.Module]:
    """Give a network's stages by name, from the picture to the answer.

    Raises:
        ModelError: It does not name them.
    """
    stages = getattr(network, "stages", None)
    if not callable(stages):
        raise ModelError(
            f"randomisation reads a model's `stages()`, which {type(network).__name__} does not "
            "have; expected its stages by name, in order"
        )
    named: Mapping[str, nn.Module] = stages()
    return named


def has_weights(stage: nn.Module) -> bool:
    """Tell whether there is anything to randomise."""
    return next(stage.parameters(), None) is not None


def draw_anew(stage: nn.Module, *, seed: int) -> None:
    """Give a stage the weights of an untrained one; its batch normalisation forgets all faces.

    Weights are drawn on the CPU, so that they do not depend on the device.
    """
    device = next(stage.parameters()).device
    stage.cpu()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        for module in stage.modules():
            reset = getattr(module, "reset_parameters", None)
            if callable(reset):
                reset()
        initialise(stage)
    stage.to(device)


def _seed_of(seed: int, layers: int) -> int:
    return int(np.random.SeedSequence((seed, layers)).generate_state(1)[0])
