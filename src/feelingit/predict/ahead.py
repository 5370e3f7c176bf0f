"""Do work a little ahead of those who wait for it, in threads, and hand it over in order.

Threads and not processes: what takes time with a picture (unpacking it, looking for faces, finding
landmarks) is done by libraries that let other threads run meanwhile, and threads need no time to
start. Knows nothing about pictures.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

PER_WORKER = 2
"""How many pieces of work are begun or waiting for each thread."""


def ahead(
    work: Iterable[T], do: Callable[[T], R], workers: int
) -> Generator[tuple[T, R], None, None]:
    """Do each piece of work, and give it with what came of it, in order.

    Args:
        work: What is to be done, taken a few at a time as results are asked for.
        do: Does it; called in several threads at once.
        workers: How many threads; 1 does the work here, when it is asked for.

    Raises:
        Exception: What `do` raises, where its result would have come; what has not been begun
            then, or when the iterator is closed, is not done any more.
    """
    if workers == 1:
        yield from ((piece, do(piece)) for piece in work)
        return
    pool = ThreadPoolExecutor(workers)
    begun: deque[tuple[T, Future[R]]] = deque()
    try:
        for piece in work:
            begun.append((piece, pool.submit(do, piece)))
            if len(begun) >= PER_WORKER * workers:
                yield _first(begun)
        while begun:
            yield _first(begun)
    finally:
        pool.shutdown(cancel_futures=True)


def _first(begun: "deque[tuple[T, Future[R]]]") -> tuple[T, R]:
    piece, future = begun.popleft()
    return piece, future.result()
