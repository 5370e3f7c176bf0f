"""How many faces' maps are in memory at once."""

from collections.abc import Iterator

FACES = 512


def chunks(n: int) -> Iterator[slice]:
    """Divide n faces into chunks of `FACES`, in their order."""
    for start in range(0, n, FACES):
        yield slice(start, min(start + FACES, n))
