"""Ways to ask a model where it looked: one method a file; nothing here is imported by itself.

`registry` holds those that look inside a network and need PyTorch. To add one: write `(model,
images, targets, *, batch_size) -> maps` in a file of its own, and put it into its `METHODS`; the
contract tests then try it too. `occlusion_sensitivity` asks any `predict`, without PyTorch.
"""
