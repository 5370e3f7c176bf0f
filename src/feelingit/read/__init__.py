"""Read labelled faces: class folders, the FER2013 CSV, and the FER+ votes about either."""

from feelingit.read.result import Read
from feelingit.read.source import read_faces

__all__ = ["Read", "read_faces"]
