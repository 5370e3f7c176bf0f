"""What a source may be told; each reads what concerns it."""

from typing import NamedTuple


class Options(NamedTuple):
    """How to look.

    Attributes:
        batch_size: Pictures looked at together.
        threads: CPU threads, or None to leave it to the library.
        model: A model file of the user's own, or None.
    """

    batch_size: int = 256
    threads: int | None = None
    model: str | None = None
