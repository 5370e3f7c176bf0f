"""Grad-CAM of the last convolution (Selvaraju et al. 2017, "Grad-CAM", ICCV)."""

import numpy as np
from captum.attr import LayerAttribution, LayerGradCam
from numpy.typing import NDArray
from torch import nn

from feelingit.errors import ModelError
from feelingit.saliency.methods.asking import batches, undisturbed
from feelingit.types import Images, Maps


def grad_cam(
    model: nn.Module, images: Images, targets: NDArray[np.int64], *, batch_size: int = 64
) -> Maps:
    """Map how much each place of the last convolution speaks for its face's target.

    The layer's channels are weighted by the mean gradient of the target's logit, summed, and
    what speaks against the target is set to 0. The map is as coarse as that layer (3 x 3 for
    VGG-16 and 48 x 48 pixels) and is enlarged bilinearly; where nothing speaks for the target
    it is all 0.

    Args:
        model: From `float32 [n, 1, height, width]` in 0 to 1 to logits `[n, 7]`, naming the layer
            to read as its `last_convolution`; it comes back as it was. Its activations must not
            work in place.
        images: `uint8 [n, height, width]`; may be memory-mapped.
        targets: `int64 [n]`, a place in `EMOTIONS` for each face.
        batch_size: Faces at once on the model's device.

    Returns:
        `float32 [n, height, width]`, finite, 0 or more, on no common scale: compare places within
        a map, not maps.

    Raises:
        ModelError: The model does not name its last convolution.
        ValueError: There are not as many targets as images.
    """
    method = LayerGradCam(model, last_convolution(model))
    size = images.shape[1:]
    maps = np.zeros(images.shape, dtype=np.float32)
    with undisturbed(model):
        for rows, pixels, wanted in batches(model, images, targets, batch_size):
            coarse = method.attribute(pixels, target=wanted, relu_attributions=True)
            fine = LayerAttribution.interpolate(coarse.detach(), size, "bilinear")
            maps[rows] = fine[:, 0].float().cpu().numpy()
    return maps


def last_convolution(model: nn.Module) -> nn.Module:
    """Give the layer that the model names as its last convolution.

    Raises:
        ModelError: It names none.
    """
    layer = getattr(model, "last_convolution", None)
    if not isinstance(layer, nn.Module):
        raise ModelError(
            f"Grad-CAM reads a model's `last_convolution`, which {type(model).__name__} does not "
            "name; expected a torch.nn.Module"
        )
    return layer
