"""What the saliency methods are called, for settings and tables; needs no PyTorch.

`grad_cam:stage3` is Grad-CAM of the layer `stage3`, and `grad_cam:-2` of the last layer with finer
places than the last convolution's, whatever the network calls it: what stands behind the colon is
for the method to read.
"""

import difflib
import re

from feelingit.errors import InputError

METHOD_NAMES = (
    "grad_cam",
    "gradient",
    "smooth_grad",
    "integrated_gradients",
    "occlusion_sensitivity",
)
"""In the order of tables."""

LAYERED = ("grad_cam",)
"""Those that look at a layer, and so may be given the name of another one than the last."""

RELATIVE = re.compile("-[1-9]")
"""A layer by how much finer its places are: `-1` is the last convolution."""

READS = {
    "grad_cam": "the activations and gradients of a layer inside the network",
    "gradient": "the gradient of the network's answer",
    "smooth_grad": "gradients of the network's answer",
    "integrated_gradients": "gradients of the network's answer",
}
"""What a method reads that a model which only answers, an exported one, does not give."""

LABELS = {
    "grad_cam": "Grad-CAM",
    "gradient": "gradient",
    "smooth_grad": "SmoothGrad",
    "integrated_gradients": "integrated gradients",
    "occlusion_sensitivity": "occlusion sensitivity",
}
"""What people call them."""


def taken_apart(name: str) -> tuple[str, str | None]:
    """Give a method's own name, and the layer's where one was named."""
    method, _, layer = name.partition(":")
    return method, layer or None


def finer_by(layer: str) -> int:
    """Say by how many sizes a layer is finer than the last: 1 for `-2`; 0 for names and `-1`."""
    return int(layer[1:]) - 1 if RELATIVE.fullmatch(layer) else 0


def label_of(name: str) -> str:
    """Give what people call a method, and its layer where one was named."""
    method, layer = taken_apart(name)
    if layer is None or layer == "-1":
        return LABELS[method]
    step = finer_by(layer)
    if step:
        return f"{LABELS[method]}, {'one layer' if step == 1 else f'{step} layers'} finer"
    return f"{LABELS[method]} of {layer}"


def checked_name(name: str) -> str:
    """Give a method's name, a layer's with it, as tables have it.

    Raises:
        InputError: There is no such method (the nearest is offered), or it looks at no layer and
            one was named.
    """
    method, layer = taken_apart(name.strip())
    if method not in METHOD_NAMES:
        close = difflib.get_close_matches(method.lower().replace("-", "_"), METHOD_NAMES, 1)
        offer = f"did you mean {close[0]}?" if close else f"there are {', '.join(METHOD_NAMES)}"
        raise InputError(f"there is no saliency method {method!r}; {offer}")
    if layer is not None and method not in LAYERED:
        raise InputError(f"{method} looks at no layer; write {method}, without :{layer}")
    return method if layer is None else f"{method}:{layer}"


def needs_network(name: str) -> bool:
    """Say whether a method looks inside a network, so that an exported model will not do."""
    return taken_apart(name)[0] in READS


def why_network(name: str) -> str:
    """Say in a sentence why a method cannot be asked of an exported model, and which can."""
    others = ", ".join(each for each in METHOD_NAMES if not needs_network(each))
    return (
        f"{label_of(name)} reads {READS[taken_apart(name)[0]]}, which an exported model does not "
        f"give; {others} needs nothing but answers"
    )
