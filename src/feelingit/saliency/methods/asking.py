"""What every method needs to ask a network: batches on its device, and to leave no trace.

Knows nothing about what is asked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from itertools import chain

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from feelingit.models.folding import folded
from feelingit.models.predictor import as_input
from feelingit.saliency.methods.questions import check_question
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


def lean(model: nn.Module, *, fold: bool = True) -> nn.Module:
    """Copy a model that is only to answer, and to be asked for gradients of its input or layers.

    The copy is in evaluation mode, its weights are frozen and lie channels last. The model itself
    is not touched.

    Args:
        model: Any that can be copied.
        fold: Whether batch normalisation is folded into the weights: the same logits, but for
            rounding, sooner. What a convolution gives by itself is then another thing; what a
            stage of several layers gives is not.
    """
    copy = folded(model) if fold else deepcopy(model).eval()
    copy.requires_grad_(requires_grad=False)
    return copy.to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def answering(model: nn.Module) -> Callable[[Tensor], Tensor]:
    """Give a model's logits such that a gradient can always be asked for.

    Where logits do not depend on the face, autograd knows of no gradient and captum fails. Here
    they depend on it 0 times over, so that the gradient is 0.
    """

    def answer(pixels: Tensor) -> Tensor:
        nothing = torch.zeros((), device=pixels.device, requires_grad=True)
        logits: Tensor = model(pixels)
        return logits + 0 * (pixels.flatten(1).sum(1, keepdim=True) + nothing)

    return answer


def device_of(model: nn.Module) -> torch.device:
    """Say where a model is; one without weights is on the processor."""
    return next((x.device for x in chain(model.parameters(), model.buffers())), torch.device("cpu"))


def batches(
    model: nn.Module, images: Images, targets: NDArray[np.int64], batch_size: int
) -> Iterator[tuple[slice, Tensor, Tensor]]:
    """Bring faces to the model's device, a batch at a time.

    Yields:
        Which faces, their pixels `float32 [b, 1, height, width]` in 0 to 1, channels last, their
        targets `int64 [b]`.

    Raises:
        ValueError: See `check_question`.
    """
    check_question(images, targets, batch_size)
    device = device_of(model)
    for start in range(0, len(images), batch_size):
        rows = slice(start, start + batch_size)
        wanted = torch.from_numpy(np.array(targets[rows], dtype=np.int64)).to(device)
        yield rows, as_input(images[rows], device), wanted


def on_host(maps: Tensor) -> NDArray[np.float32]:
    """Bring `[b, 1, height, width]` back, as `float32 [b, height, width]`."""
    values: NDArray[np.float32] = maps.detach()[:, 0].float().cpu().numpy()
    return values
