"""Weights on disk: safetensors, which hold numbers and nothing that could be executed."""

from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor, nn

from feelingit.errors import ModelError
from feelingit.run_folder import write_whole


def save_weights(path: Path, weights: dict[str, Tensor]) -> None:
    """Write weights, whole or not at all.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    plain = {name: tensor.detach().cpu().contiguous() for name, tensor in weights.items()}
    # As bytes, for the library's own writing reports a full disk as an error of its format.
    content = save(plain)
    write_whole(path, lambda partial: partial.write_bytes(content))


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
        # The first line names the class only; the second, what does not fit.
        reason = " ".join(str(error).split("\n")[1:2]).strip()
        raise ModelError(f"{path} holds another network's weights: {reason}") from error


def copy_weights(network: nn.Module) -> dict[str, Tensor]:
    """Copy a network's weights and statistics as they are now, on their device."""
    with torch.no_grad():
        return {name: value.detach().clone() for name, value in network.state_dict().items()}
