"""Train networks: settings, batches, augmentation on the device, and `fit`.

Nothing is imported here, so that settings can be read without PyTorch.
"""
