"""The networks: one architecture a file, a visible registry, checkpoints, predictions.

Nothing is imported here, so that settings can be read without PyTorch.
"""
