"""Emotion in photos, video and before a camera, with a model that ships; needs no PyTorch."""
