"""Every saliency method, by the name that it has in tables: the one registry of them."""

from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from torch import nn

from feelingit.saliency.methods.grad_cam import grad_cam
from feelingit.saliency.methods.gradient import gradient
from feelingit.saliency.methods.integrated_gradients import integrated_gradients
from feelingit.saliency.methods.names import checked_name, taken_apart
from feelingit.saliency.methods.network_occlusion import network_occlusion
from feelingit.saliency.methods.smooth_grad import smooth_grad
from feelingit.types import Images, Maps


class Method(Protocol):
    """What every method keeps; `tests/saliency/methods/test_contract.py` tries each on it."""

    def __call__(
        self,
        model: nn.Module,
        images: Images,
        targets: NDArray[np.int64],
        *,
        batch_size: int = ...,
    ) -> Maps:
        """Map how much each pixel speaks for its face's target.

        Args:
            model: From `float32 [n, 1, height, width]` in 0 to 1 to logits `[n, 7]`. It comes
                back as it was: its modes, its gradients and what requires them.
            images: `uint8 [n, height, width]`; may be memory-mapped, n may be 0.
            targets: `int64 [n]`, a place in `EMOTIONS` for each face.
            batch_size: Faces at once on the model's device; maps do not depend on it, but for
                rounding.

        Returns:
            `float32 [n, height, width]`, finite, 0 or more; the same for the same input on the
            same device.
        """
        ...


METHODS: dict[str, Method] = {
    "grad_cam": grad_cam,
    "gradient": gradient,
    "smooth_grad": smooth_grad,
    "integrated_gradients": integrated_gradients,
    "occlusion_sensitivity": network_occlusion,
}
"""In the order of `names.METHOD_NAMES`."""


def method_named(name: str) -> Method:
    """Give a method by its name, `grad_cam:LAYER` included.

    Whether a model has the layer shows when the method is called: it raises `ModelError`, which
    lists the model's layers.

    Raises:
        InputError: There is no such method (the nearest is offered), or it looks at no layer and
            one was named.
    """
    own, layer = taken_apart(checked_name(name))
    return METHODS[own] if layer is None else partial(grad_cam, layer=layer)
