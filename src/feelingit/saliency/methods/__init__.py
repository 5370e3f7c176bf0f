"""Ways to ask a model where it looked: one method a file; nothing here is imported by itself.

`names` says what they are called, `registry` holds them all as they are asked of a network, which
needs PyTorch. To add one: write `(model, images, targets, *, batch_size) -> maps` in a file of its
own, name it in `names` and put it into `METHODS`; the contract tests then try it too.
`occlusion_sensitivity` asks any `predict`, without PyTorch.
"""
