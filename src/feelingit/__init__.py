"""Find out how well, and from what, a machine reads emotion in a face."""

from importlib.metadata import version

__version__ = version("feelingit")
