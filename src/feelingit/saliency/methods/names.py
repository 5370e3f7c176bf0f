"""What the saliency methods are called, for settings and tables; needs no PyTorch.

`grad_cam:stage3` is Grad-CAM of the layer `stage3`: what stands behind the colon is for the
method to read.
"""

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


def label_of(name: str) -> str:
    """Give what people call a method, and its layer where one was named."""
    method, layer = taken_apart(name)
    return LABELS[method] if layer is None else f"{LABELS[method]} of {layer}"
