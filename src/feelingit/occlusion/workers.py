"""Cover faces in other processes while this one does something else with those before.

Drawing a covering takes a core some two milliseconds a face, which is as long as a small network
takes to learn from it. Nothing depends on how many processes there are, nor on which one covers a
face: a covered face depends on the face alone (see `contract`).
"""

import multiprocessing
import os
import signal
import threading
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import cv2
import numpy as np

from feelingit.occlusion.conditions import condition, cover
from feelingit.occlusion.contract import Keys
from feelingit.types import Images, Landmarks

CHUNK = 256
"""Faces that a process covers at a time: about half a second's work."""
FEWEST = 64
"""Faces from which it is worth asking another process."""
MOST = 8
"""Processes that keep ahead of a fast GPU on small faces; each takes some 100 MB."""


@dataclass(frozen=True)
class Task:
    """Faces to be covered; what `cover` takes.

    Attributes:
        images: `uint8 [n, height, width]`.
        name: Of the condition.
        seed: Another seed, other coverings.
        keys: `uint64 [n]`.
        landmarks: `float32 [n, 68, 2]`, where the condition follows the face.
    """

    images: Images
    name: str
    seed: int
    keys: Keys
    landmarks: Landmarks | None = None

    def done(self) -> Images:
        """Cover the faces in this process."""
        return cover(
            self.images, self.name, seed=self.seed, keys=self.keys, landmarks=self.landmarks
        )

    def parted(self, faces: int) -> Iterator["Task"]:
        """Part the task into tasks of at most so many faces."""
        for start in range(0, len(self.images), faces):
            rows = slice(start, start + faces)
            landmarks = None if self.landmarks is None else self.landmarks[rows]
            yield replace(self, images=self.images[rows], keys=self.keys[rows], landmarks=landmarks)


class Pending:
    """Faces that are being covered, or that will be when they are asked for."""

    def __init__(self, task: Task, parts: list[Future[Images]]) -> None:
        self._task, self._parts = task, parts

    def result(self) -> Images:
        """Give the covered faces, as `cover` does; waits for them."""
        if not self._parts:
            return self._task.done()
        try:
            return np.concatenate([part.result() for part in self._parts])
        except BrokenProcessPool:
            return self._task.done()


class Workers:
    """Processes that cover faces; none is started before there is something worth it.

    They end when they are closed, and with this process, however it ends. Where they cannot be
    started or are killed, faces are covered in this process.

    Args:
        count: How many; 0 covers in this process, when the result is asked for.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def start(self, task: Task) -> Pending:
        """Begin to cover; what takes no time is left for when it is asked for."""
        worth_it = condition(task.name).follows_face and len(task.images) >= FEWEST
        if not self._count or not worth_it:
            return Pending(task, [])
        try:
            pool = self._started()
            return Pending(task, [pool.submit(Task.done, part) for part in task.parted(CHUNK)])
        except (BrokenProcessPool, OSError):
            warnings.warn(
                "the processes that cover faces cannot be started or have died; faces are covered "
                "in this process, which takes longer",
                RuntimeWarning,
                stacklevel=2,
            )
            self._count = 0
            return Pending(task, [])

    def ahead(self, tasks: Iterable[Task]) -> Iterator[Images]:
        """Give the faces of each task in turn, while those of the next are being covered."""
        before: Pending | None = None
        for task in tasks:
            started = self.start(task)
            if before is not None:
                yield before.result()
            before = started
        if before is not None:
            yield before.result()

    def close(self) -> None:
        """End the processes; what has not been begun is not done any more."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # A fork would copy locks that threads of this process hold; some systems have none.
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._count, spawn, _begin)
        return self._pool


def spare_cores(processes: int = 1) -> int:
    """Count the cores left to each of so many processes beside its own, up to `MOST`."""
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return min(MOST, max(0, cores // processes - 1))


def _begin() -> None:
    """Set up a process that covers faces."""
    # Ctrl-C goes to every process of a terminal; it is the main one's to deal with.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    cv2.setNumThreads(1)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, be it killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
