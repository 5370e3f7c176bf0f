"""Something that only one thread may use at a time: every thread gets its own."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class PerThread(Generic[T]):
    """Make a thing the first time that a thread asks for it.

    Args:
        make: Makes one.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._local = threading.local()

    def get(self) -> T:
        """Return this thread's own."""
        if not hasattr(self._local, "it"):
            self._local.it = self._make()
        it: T = self._local.it
        return it
