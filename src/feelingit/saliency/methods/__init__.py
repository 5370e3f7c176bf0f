"""Ways to ask a network where it looked: one method a file, all of them in `registry`.

To add one: write `(model, images, targets, *, batch_size) -> maps` in a file of its own, and put
it into `METHODS`; the contract tests then try it too.
"""

from feelingit.saliency.methods.grad_cam import grad_cam
from feelingit.saliency.methods.registry import METHODS, Method

__all__ = ["METHODS", "Method", "grad_cam"]
