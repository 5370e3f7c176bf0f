"""Draw the package's coverings over every training face, some times over, before training.

A covering takes a core a millisecond or two; a face that is drawn once can be turned, moved and
lit anew each time that it is shown.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feelingit.occlusion import CONDITIONS
from feelingit.occlusion.workers import Task, Workers, spare_cores
from feelingit.types import Images
from recipes.classifier.faces import Lesson

GROUPS = {"shape": 2.0, "mask": 4.0, "eyewear": 5.0, "headwear": 2.0, "hand": 2.0, "camera": 1.0}
"""How often a covering of each group is worn, beside one of another."""
WORN = [name for name, condition in CONDITIONS.items() if condition.group in GROUPS]


def wardrobe(lesson: Lesson, sets: int, folder: Path) -> list[Images]:
    """Give so many pictures of each face in a covering, drawn once and kept in the folder.

    Returns:
        Sets of `uint8 [n, 48, 48]`, memory-mapped.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with Workers(spare_cores() + 1) as workers:
        return [_worn(lesson, number, folder, workers) for number in range(sets)]


def _worn(lesson: Lesson, number: int, folder: Path, workers: Workers) -> Images:
    file = folder / f"worn-{number}.npy"
    if not file.exists():
        drawn = np.empty_like(lesson.images)
        chosen = choices(len(drawn), number)
        tasks = []
        for place in range(len(WORN)):
            rows = np.flatnonzero(chosen == place)
            tasks.append((rows, _task(lesson, rows, WORN[place], number)))
        for rows, pending in [(rows, workers.start(task)) for rows, task in tasks]:
            drawn[rows] = pending.result()
        partial = file.with_suffix(".partial.npy")
        np.save(partial, drawn)
        partial.replace(file)
        print(f"{file.name}: {len(drawn)} faces covered", flush=True)
    images: Images = np.load(file, mmap_mode="r")
    return images


def choices(faces: int, number: int) -> NDArray[np.int64]:
    """Draw what each face wears: places in `WORN`."""
    weight = np.array([GROUPS[CONDITIONS[name].group] for name in WORN])
    rng = np.random.default_rng((number, faces))
    chosen: NDArray[np.int64] = rng.choice(len(WORN), faces, p=weight / weight.sum())
    return chosen


def _task(lesson: Lesson, rows: NDArray[np.int64], name: str, number: int) -> Task:
    keys = rows.astype(np.uint64)
    return Task(lesson.images[rows], name, number, keys, lesson.landmarks[rows])
