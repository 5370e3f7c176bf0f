"""What a measurement gives, and how things are timed."""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    ours: str
    against: str = ""
    ratio: str = ""
    aim: str = ""


def seconds_of(act: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def medians(acts: Sequence[Callable[[], object]], repeats: int) -> list[float]:
    """Time several things in turn, so that a busy moment meets all of them; give medians."""
    rounds = [[seconds_of(act) for act in acts] for _ in range(repeats)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def times(ratio: float) -> str:
    return f"{ratio:.1f} times" if ratio < 100 else f"{ratio:.0f} times"
