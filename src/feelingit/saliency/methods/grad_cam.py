"""Grad-CAM of any layer (Selvaraju et al. 2017, "Grad-CAM", ICCV)."""

import numpy as np
import torch
from captum.attr import LayerAttribution, LayerGradCam
from numpy.typing import NDArray
from torch import nn

from feelingit.saliency.methods.asking import answering, batches, lean, on_host
from feelingit.saliency.methods.layers import path_of
from feelingit.types import Images, Maps


def grad_cam(
    model: nn.Module,
    images: Images,
    targets: NDArray[np.int64],
    *,
    batch_size: int = 64,
    layer: str | None = None,
) -> Maps:
    """Map how much each place of a layer speaks for its face's target.

    The layer's channels are weighted by the mean gradient of the target's logit, summed, and
    what speaks against the target is set to 0. The map is as coarse as that layer (3 x 3 for
    the last convolution of VGG-16 and 48 x 48 pixels) and is enlarged bilinearly; where nothing
    speaks for the target it is all 0.

    Args:
        model: From `float32 [n, 1, height, width]` in 0 to 1 to logits `[n, 7]`; a copy is asked.
            Its activations must not work in place.
        images: `uint8 [n, height, width]`; may be memory-mapped.
        targets: `int64 [n]`, a place in `EMOTIONS` for each face.
        batch_size: Faces at once on the model's device.
        layer: The name of one of the model's `stages()`, such as `stage3`, or the path of any
            submodule; by default the layer that the model names as its `last_convolution`. One
            that is passed several times is read the last time.

    Returns:
        `float32 [n, height, width]`, finite, 0 or more, on no common scale: compare places within
        a map, not maps.

    Raises:
        ModelError: The model does not name its last convolution, or there is no such layer, or
            its output is not `[n, channels, height, width]`: those that can be looked at are
            listed.
        ValueError: See `questions.check_question`.
    """
    height, width = images.shape[1:]
    path = path_of(model, layer, height, width)
    network = lean(model, fold=any(model.get_submodule(path).children()))
    method = LayerGradCam(answering(network), network.get_submodule(path))
    maps = np.zeros(images.shape, dtype=np.float32)
    for rows, pixels, wanted in batches(model, images, targets, batch_size):
        with torch.enable_grad():
            coarse = method.attribute(
                pixels,
                target=wanted,
                relu_attributions=True,
                grad_kwargs={"materialize_grads": True},
            )
        fine = LayerAttribution.interpolate(coarse.detach(), (height, width), "bilinear")
        maps[rows] = on_host(fine)
    return maps
