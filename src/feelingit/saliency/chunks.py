"""How many faces' maps are in memory at once."""

from collections.abc import Iterator

FACES = 512


def chunks(n: int, size: int | None = None) -> Iterator[slice]:
    """Divide n faces into chunks of a size, by default of `FACES`, in their order."""
    step = size or FACES
    for start in range(0, n, step):
        yield slice(start, min(start + step, n))
