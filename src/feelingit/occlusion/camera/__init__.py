"""The camera's part: faces cut off at an edge, poor light, blur, noise, compression."""

from feelingit.occlusion.contract import Condition

CAMERA: tuple[Condition, ...] = ()
"""All of them, in the order of tables."""
