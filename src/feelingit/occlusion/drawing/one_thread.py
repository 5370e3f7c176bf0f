"""Keep OpenCV to one thread: on pictures as small as faces its threads cost more than they do."""

from collections.abc import Iterator
from contextlib import contextmanager

import cv2


@contextmanager
def one_thread() -> Iterator[None]:
    """Let OpenCV compute in one thread for a while; afterwards in as many as before."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)
