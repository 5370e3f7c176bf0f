"""Processes that cover faces: what comes out is what one process would make, whatever happens."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice

import numpy as np
import pytest

from feelingit.occlusion import cover
from feelingit.occlusion.workers import FEWEST, MOST, Task, Workers, spare_cores
from feelingit.synthetic import Drawn, draw_faces
from feelingit.types import Images

FACES = 100


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    return draw_faces(FACES, 32, seed=2)


@pytest.fixture(scope="module")
def one() -> Iterator[Workers]:
    with Workers(1) as workers:
        yield workers


def task(drawn: Drawn, name: str = "surgical_mask", faces: int = FACES, seed: int = 3) -> Task:
    keys = np.arange(faces, dtype=np.uint64)
    return Task(drawn.faces.images[:faces], name, seed, keys, drawn.landmarks[:faces])


def alone(of: Task) -> Images:
    return cover(of.images, of.name, seed=of.seed, keys=of.keys, landmarks=of.landmarks)


@pytest.mark.parametrize("name", ["surgical_mask", "sunglasses@box", "below_40", "noise", "none"])
def test_another_process_covers_faces_as_this_one_does(
    drawn: Drawn, one: Workers, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feelingit.occlusion.workers.CHUNK", 30)
    asked = task(drawn, name)
    assert np.array_equal(one.start(asked).result(), alone(asked))


def test_tasks_are_given_back_in_their_order_each_begun_before_the_one_before_is_used(
    drawn: Drawn,
) -> None:
    begun: list[int] = []

    def tasks() -> Iterator[Task]:
        for seed in range(4):
            begun.append(seed)
            yield task(drawn, "sunglasses", 5, seed)

    shown = Workers(0).ahead(tasks())
    first = list(islice(shown, 1))
    assert begun == [0, 1]
    found = first + list(shown)
    assert all(
        np.array_equal(images, alone(task(drawn, "sunglasses", 5, seed)))
        for seed, images in enumerate(found)
    )
    assert len(found) == 4


def test_no_process_is_started_for_what_takes_no_time(drawn: Drawn) -> None:
    with Workers(2) as workers:
        workers.start(task(drawn, "box_half"))
        workers.start(task(drawn, "sunglasses", FEWEST - 1))
        assert workers._pool is None


def test_faces_are_covered_though_the_processes_die(drawn: Drawn) -> None:
    asked = task(drawn)
    with Workers(1) as workers:
        workers.start(asked).result()
        (process,) = workers._pool._processes.values()
        before = workers.start(asked)
        process.kill()
        assert np.array_equal(before.result(), alone(asked))
        process.join()
        with pytest.warns(RuntimeWarning, match="have died; faces are covered in this process"):
            start_until_it_is_noticed(workers, asked)
        assert np.array_equal(workers.start(asked).result(), alone(asked))


def start_until_it_is_noticed(workers: Workers, asked: Task) -> None:
    while workers._count:
        time.sleep(0.01)
        workers.start(asked)


def test_what_is_wrong_with_the_faces_is_told_as_by_one_process(drawn: Drawn, one: Workers) -> None:
    asked = task(drawn)
    broken = Task(asked.images, asked.name, 0, asked.keys, np.full((FACES, 68, 2), np.nan))
    with pytest.raises(ValueError, match="expected finite landmarks"):
        one.start(broken).result()


def test_processes_end_when_they_are_closed(drawn: Drawn) -> None:
    with Workers(1) as workers:
        workers.start(task(drawn)).result()
        (process,) = workers._pool._processes.values()
    assert not process.is_alive()


SCRIPT = """
import time
import numpy as np
from feelingit.occlusion.workers import Task, Workers

def main():
    workers = Workers(1)
    landmarks = np.random.default_rng(0).uniform(0, 32, (99, 68, 2)).astype(np.float32)
    images, keys = np.zeros((99, 32, 32), np.uint8), np.arange(99, dtype=np.uint64)
    workers.start(Task(images, "sunglasses", 0, keys, landmarks)).result()
    print(*workers._pool._processes, flush=True)
    time.sleep(60)

if __name__ == "__main__":
    main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_no_process_is_left_when_the_main_one_is_killed(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    script = tmp_path_factory.mktemp("killed") / "main.py"
    script.write_text(SCRIPT)
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as main:
        assert main.stdout is not None
        worker = int(main.stdout.readline())
        os.kill(worker, 0)
        main.send_signal(signal.SIGKILL)
    end = time.monotonic() + 20
    while _is_there(worker):
        assert time.monotonic() < end, "the process that covers faces outlived the main one"
        time.sleep(0.02)


def _is_there(pid: int) -> bool:
    """Tell whether a process runs; one that nobody waits for any more does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return not state.stdout.startswith("Z")


def test_a_core_is_left_to_each_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(8), raising=False)
    assert [spare_cores(processes) for processes in (1, 2, 8, 16)] == [7, 3, 0, 0]
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(128))
    assert spare_cores() == MOST
