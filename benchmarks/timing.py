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


Clock = Callable[[], float]


def seconds_of(act: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    gc.collect()
    start = clock()
    act()
    return clock() - start


def medians(
    acts: Sequence[Callable[[], object]], repeats: int, clock: Clock = time.perf_counter
) -> list[float]:
    """Time several things in turn, so that a busy moment meets all of them; give medians.

    With `time.process_time` as the clock it is the time that cores worked for this process, so
    that what else runs does not count.
    """
    rounds = [[seconds_of(act, clock) for act in acts] for _ in range(repeats)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def times(ratio: float) -> str:
    return f"{ratio:.1f} times" if ratio < 100 else f"{ratio:.0f} times"
