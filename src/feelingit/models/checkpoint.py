"""Weights on disk: safetensors, which hold numbers and nothing that could be executed."""

from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from feelingit.errors import ModelError
from feelingit.run_folder import write_whole


def save_weights(path: Path, weights: dict[str, Tensor]) -> None:
    """Write weights, whole or not at all."""
    plain = {name: tensor.detach().cpu().contiguous() for name, tensor in weights.items()}
    write_whole(path, lambda partial: save_file(plain, partial))


def load_weights(network: nn.Module, path: Path) -> None:
    """Read weights into a network of the same shape.

    Raises:
        ModelError: The file is missing, damaged, or of another network.
    """
    try:
        weights = load_file(path)
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{path} is not a readable weights file: {error}") from error
    try:
        network.load_state_dict(weights)
    except RuntimeError as error:
        first = str(error).splitlines()[1:2]
        raise ModelError(f"{path} holds another network's weights: {''.join(first).strip()}") from (
            error
        )


def copy_weights(network: nn.Module) -> dict[str, Tensor]:
    """Copy a network's weights and statistics as they are now."""
    with torch.no_grad():
        return {name: value.detach().clone() for name, value in network.state_dict().items()}
