"""Find out how well, and from what, a machine reads emotion in a face."""

__version__ = "0.1.0"
