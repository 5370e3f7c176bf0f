"""What every method needs to ask a network: batches on its device, and to leave no trace.

Knows nothing about what is asked.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from feelingit.types import Images


@contextmanager
def undisturbed(model: nn.Module) -> Iterator[None]:
    """Hold a model in evaluation mode with frozen weights, gradients enabled; then restore it.

    Frozen weights spare the graph below the layer that is asked for, most of the memory.
    """
    modes = [(module, module.training) for module in model.modules()]
    needs = [(parameter, parameter.requires_grad) for parameter in model.parameters()]
    try:
        model.eval()
        model.requires_grad_(requires_grad=False)
        with torch.enable_grad():
            yield
    finally:
        for module, mode in modes:
            module.training = mode
        for parameter, need in needs:
            parameter.requires_grad_(need)


def batches(
    model: nn.Module, images: Images, targets: NDArray[np.int64], batch_size: int
) -> Iterator[tuple[slice, Tensor, Tensor]]:
    """Bring faces to the model's device, a batch at a time.

    Yields:
        Which faces, their pixels `float32 [b, 1, height, width]` in 0 to 1, their targets
        `int64 [b]`.

    Raises:
        ValueError: There are not as many targets as images, or a batch would be empty.
    """
    if len(images) != len(targets):
        raise ValueError(f"{len(images)} images but {len(targets)} targets")
    if batch_size < 1:
        raise ValueError(f"batch_size is {batch_size}; it must be at least 1")
    device = next((weight.device for weight in model.parameters()), torch.device("cpu"))
    for start in range(0, len(images), batch_size):
        rows = slice(start, start + batch_size)
        pixels = torch.from_numpy(np.array(images[rows])).to(device)
        wanted = torch.from_numpy(np.array(targets[rows], dtype=np.int64)).to(device)
        yield rows, pixels.unsqueeze(1).float().div(255), wanted
