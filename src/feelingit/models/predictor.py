"""A network as the one thing that evaluation knows: `predict(Images) -> Probabilities`."""

import numpy as np
import torch
from torch import Tensor, nn

from feelingit.emotions import EMOTIONS
from feelingit.types import Images, Predict, Probabilities


def as_input(images: Images, device: torch.device | str = "cpu") -> Tensor:
    """Bring `uint8 [n, h, w]` to the device as `float32 [n, 1, h, w]` in 0..1."""
    # Copied, for torch wants to write into what it wraps and the images may be read-only.
    pixels = torch.from_numpy(np.array(images)).to(device)
    return scale_pixels(pixels)


def scale_pixels(pixels: Tensor) -> Tensor:
    """Turn `uint8 [n, h, w]` into what every network reads: `float32 [n, 1, h, w]` in 0..1."""
    return (pixels.unsqueeze(1).float() / 255).contiguous(memory_format=torch.channels_last)


def predictor(network: nn.Module, *, batch_size: int = 256) -> Predict:
    """Make `predict` of a network, on the device where it is.

    Args:
        network: From images in 0..1 to logits; each call puts it into evaluation mode.
        batch_size: Faces at once; bounds the memory, not the result (but for rounding).

    Returns:
        From `uint8 [n, height, width]` to `float32 [n, 7]`, rows that sum to 1; n may be 0.
    """

    @torch.inference_mode()
    def predict(images: Images) -> Probabilities:
        network.eval()
        device = next(network.parameters()).device
        parts = [torch.empty(0, len(EMOTIONS))]
        for start in range(0, len(images), batch_size):
            logits = network(as_input(images[start : start + batch_size], device))
            parts.append(logits.float().softmax(1).cpu())
        probabilities: Probabilities = torch.cat(parts).numpy()
        return probabilities

    return predict
