"""Which layers of a network can be looked at, and by what names."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from feelingit.errors import ModelError
from feelingit.saliency.methods.asking import device_of, undisturbed
from feelingit.saliency.methods.names import finer_by

SIDE = 48
"""Of the face that is shown to find out what layers give, where none is at hand."""
PLANE = 4
"""Dimensions of what keeps the picture's two: `[n, channels, height, width]`."""


def layers_of(model: nn.Module, height: int = SIDE, width: int = SIDE) -> list[str]:
    """List the layers of a model that can be looked at: their output keeps the picture's places.

    Args:
        model: From `float32 [n, 1, height, width]` to logits; it comes back as it was.
        height: Of a face, in pixels.
        width: Of a face, in pixels.

    Returns:
        In the order in which they are passed, without those that make one place of the whole
        picture. Of a model that names its `stages()` these; else every submodule by its path.
    """
    places = _places(model, height, width)
    several = [module for module, (down, across) in places.items() if down * across > 1]
    stages = _stages(model)
    if stages:
        return [name for name, stage in stages.items() if stage in several]
    paths = {module: path for path, module in model.named_modules() if path}
    return [paths[module] for module in several if module in paths]


def path_of(model: nn.Module, layer: str | None, height: int, width: int) -> str:
    """Give the path of a layer among the model's submodules.

    Args:
        model: See `layers_of`.
        layer: A stage's name, such as `stage3`, or the path of any submodule; None for the one
            that the model names as its `last_convolution`; `-2` for the last layer before it
            whose places are finer, `-3` for the last one with finer places yet, and so on; `-1` is
            the last convolution.
        height: Of a face, in pixels.
        width: Of a face, in pixels.

    Raises:
        ModelError: The model names no last convolution, or it has no such layer, does not pass
            through it, or it gives no places; those that can be looked at are listed.
    """
    paths: dict[nn.Module, str] = {module: path for path, module in model.named_modules()}
    if layer in (None, "-1"):
        return paths[_last_convolution(model)]
    if step := finer_by(str(layer)):
        return _finer(model, step, height, width)
    found = _stages(model).get(str(layer)) or dict(model.named_modules()).get(str(layer))
    if found is None or layer == "":
        problem = "does not exist"
    elif found not in _places(model, height, width):
        problem = "gives no [n, channels, height, width]"
    else:
        return paths[found]
    known = ", ".join(layers_of(model, height, width)) or "none"
    inside = "; the path of a module inside them will do too" if _stages(model) else ""
    raise ModelError(
        f"the layer {layer!r} of {type(model).__name__} {problem}; expected one of {known}{inside}"
    )


def _finer(model: nn.Module, step: int, height: int, width: int) -> str:
    """Give the path of the last layer of places so many sizes finer than the last convolution's."""
    last = _last_convolution(model)
    names = dict(model.named_modules())
    stages = _stages(model) or names
    places = _places(model, height, width)
    own = places[last][0] * places[last][1]
    finest: dict[int, str] = {own: next(path for path, each in names.items() if each is last)}
    for name in layers_of(model, height, width):
        down, across = places[stages[name]]
        if down * across > own:
            finest[down * across] = next(p for p, each in names.items() if each is stages[name])
    sizes = sorted(finest)
    if step >= len(sizes):
        raise ModelError(
            f"the layer '-{step + 1}' of {type(model).__name__} does not exist; expected -1 to "
            f"-{len(sizes)}, the last convolution and the last layers of finer places"
        )
    return finest[sizes[step]]


def _last_convolution(model: nn.Module) -> nn.Module:
    layer = getattr(model, "last_convolution", None)
    if not isinstance(layer, nn.Module) or layer not in set(model.modules()):
        raise ModelError(
            f"Grad-CAM reads a model's `last_convolution`, which {type(model).__name__} does not "
            "name; expected one of its modules"
        )
    return layer


def _stages(model: nn.Module) -> dict[str, nn.Module]:
    stages: Callable[[], dict[str, nn.Module]] | None = getattr(model, "stages", None)
    return stages() if callable(stages) else {}


def _places(model: nn.Module, height: int, width: int) -> dict[nn.Module, tuple[int, int]]:
    """Give height and width of what modules make of one black face, in the order they are passed.

    Those are left out that keep no height and width.
    """
    found: dict[nn.Module, tuple[int, int]] = {}

    def remember(module: nn.Module, _given: object, output: object) -> None:
        if isinstance(output, Tensor) and output.ndim == PLANE:
            found[module] = (output.shape[2], output.shape[3])

    hooks = [module.register_forward_hook(remember) for module in model.modules()]
    try:
        with undisturbed(model), torch.no_grad():
            model(torch.zeros(1, 1, height, width, device=device_of(model)))
    finally:
        for hook in hooks:
            hook.remove()
    return found
