"""Work done ahead, in threads."""

import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feelingit.predict.ahead import PER_WORKER, ahead


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 3), max_size=20), st.integers(1, 5))
def test_results_come_in_order_whoever_is_done_first(work: list[int], workers: int) -> None:
    def do(milliseconds: int) -> int:
        time.sleep(milliseconds / 1000)
        return -milliseconds

    assert list(ahead(work, do, workers)) == [(piece, -piece) for piece in work]


def test_only_a_few_pieces_are_taken_before_they_are_asked_for() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = ahead(endless(), abs, 3)
    for _ in range(50):
        next(results)
    assert taken <= 50 + PER_WORKER * 3
    results.close()


def test_threads_work_at_the_same_time() -> None:
    meeting = threading.Barrier(3)
    assert len(list(ahead(range(3), lambda _: meeting.wait(timeout=20), 3))) == 3


@pytest.mark.parametrize("workers", [1, 4])
def test_an_error_comes_where_its_result_would_have_come(workers: int) -> None:
    def do(piece: int) -> int:
        return 6 // (piece - 2)

    results = ahead(range(5), do, workers)
    assert [next(results), next(results)] == [(0, -3), (1, -6)]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_what_is_not_begun_when_nobody_waits_any_more_is_not_done() -> None:
    done: list[int] = []
    results = ahead(range(100), done.append, 2)
    next(results)
    results.close()
    assert len(done) <= PER_WORKER * 2
    assert threading.active_count() < 5
