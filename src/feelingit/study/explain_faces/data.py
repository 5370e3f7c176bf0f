"""The faces of whatever a path holds, a few at a time; looks before it reads.

Labelled: class folders, a FER2013 CSV, a study's run folder. Not labelled: a folder of photos, in
which faces are found first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.faces import read_table
from feelingit.predict.analysis import prepare
from feelingit.predict.detectors.registry import DEFAULT as DEFAULT_DETECTOR
from feelingit.predict.detectors.registry import detector as detector_named
from feelingit.predict.pictures import load_picture
from feelingit.predict.sources import Sources
from feelingit.read import read_faces
from feelingit.read.decode import decode_file
from feelingit.read.fer2013_csv import SIDE
from feelingit.read.layout import find_pictures
from feelingit.read.result import Rejected
from feelingit.resizing import fitted
from feelingit.run_folder import RunFolder
from feelingit.study.explain_faces.job import TRUE, Job
from feelingit.types import Images

Kind = Literal["run", "folders", "csv", "photos"]
SPLITS = ("train", "validation", "test", "all")
TABLES = (".csv", ".csv.gz", ".zip")
"""What files end in that hold faces rather than being a photo."""
CSV_NAMES = ("fer2013.csv", "fer2013.csv.gz", "fer2013.csv.zip", "fer2013.zip")
TOGETHER = 512
"""Pictures that are handed on together."""
SEED = 0
"""Of the choice of faces where there is a limit."""

Rows = NDArray[np.int64]


class Some(NamedTuple):
    """Some of the faces.

    Attributes:
        face_ids: Of each face.
        emotions: Their labels; empty text where there are none.
        images: `uint8 [m, height, width]`, as the model takes them.
        unread: Pictures that could not be read, or show no face, and why.
        done: How many pictures have been looked at.
    """

    face_ids: list[str]
    emotions: list[str]
    images: Images
    unread: list[Rejected]
    done: int


@dataclass(frozen=True)
class Data:
    """Faces that can be read.

    Attributes:
        kind: What the path holds.
        name: Of the file or folder.
        split: Which of its splits.
        labelled: Whether each face has an emotion.
        pictures: How many there are to look at.
        read: Reads them, at the height and width that are wanted.
    """

    kind: Kind
    name: str
    split: str
    labelled: bool
    pictures: int
    read: Callable[[int, int], Iterator[Some]]


def is_data_set(path: Path) -> bool:
    """Tell a data set from a photo, by what it is and how its name ends."""
    return path.is_dir() or path.name.lower().endswith(TABLES)


def find_data(job: Job) -> Data:
    """Find out what a path holds, and what of it is asked for.

    Raises:
        InputError: There is nothing, or no face of the split, or labels are needed and there are
            none, or an option does not fit what is there.
    """
    path = job.data
    if job.split is not None and job.split not in SPLITS:
        raise InputError(f"--split: {job.split!r}; expected one of {', '.join(SPLITS)}")
    if (path / "clean" / "table.csv").is_file() and (path / "data" / "images.npy").is_file():
        return _labelled(job, _of_run(job))
    if not path.is_dir() or any((path / name).is_file() for name in CSV_NAMES):
        return _labelled(job, _of_csv(job))
    try:
        return _labelled(job, _of_folders(job))
    except _NoLabelsError as error:
        return _photos(job, error)


class _NoLabelsError(Exception):
    """A folder is not one of class folders; the sentence says why."""


def _labelled(job: Job, data: Data) -> Data:
    if job.detector not in (None, "none"):
        raise InputError(
            f"--detector: the pictures of {job.data} are faces already; it is for photos without "
            "labels"
        )
    if data.pictures == 0:
        raise InputError(f"{job.data} holds no faces of the split {data.split}; choose --split all")
    return data


def _of_run(job: Job) -> Data:
    run, split = RunFolder(job.data), job.split or "test"
    table = read_table(run.clean / "table.csv")
    if split != "all":
        table = table[table["split"] == split]
    table = table.iloc[_some(len(table), job.limit)].reset_index(drop=True)

    def read(height: int, width: int) -> Iterator[Some]:
        for rows in _slices(len(table)):
            # Mapped anew each time, so that pages which were read are let go.
            images = np.load(run.data / "images.npy", mmap_mode="r")
            part = table.iloc[rows]
            shown = _sized(images[part["row"].to_numpy()], height, width)
            names, emotions = part["face_id"].tolist(), part["emotion"].tolist()
            yield Some(names, emotions, shown, [], rows.stop)

    return Data("run", job.data.absolute().name, split, True, len(table), read)


def _of_csv(job: Job) -> Data:
    """A CSV is read whole, at its own size: 2304 bytes a face."""
    faces = read_faces(job.data, SIDE)
    table, split = faces.faces.table, job.split or "all"
    chosen = np.flatnonzero((table["split"] == split) | (split == "all"))
    chosen = chosen[_some(len(chosen), job.limit)]
    unread: list[Rejected] = [
        (str(source), str(reason))
        for source, reason in faces.rejected[["source", "reason"]].itertuples(index=False)
    ]

    def read(height: int, width: int) -> Iterator[Some]:
        for rows in _slices(len(chosen)):
            part = table.iloc[chosen[rows]]
            shown = _sized(faces.faces.images[chosen[rows]], height, width)
            names, emotions = part["face_id"].tolist(), part["emotion"].tolist()
            yield Some(names, emotions, shown, [] if rows.start else unread, rows.stop)

    return Data("csv", job.data.absolute().name, split, True, len(chosen), read)


def _of_folders(job: Job) -> Data:
    try:
        layout = find_pictures(job.data)
    except InputError as error:
        raise _NoLabelsError(str(error)) from error
    split = job.split or "all"
    entries = [entry for entry in layout.entries if split in ("all", entry.split)]
    entries = [entries[place] for place in _some(len(entries), job.limit)]

    def read(height: int, width: int) -> Iterator[Some]:
        for rows in _slices(len(entries)):
            part = _Gathered(height, width)
            for entry in entries[rows]:
                try:
                    image = fitted(decode_file(entry.path), height, width)
                except InputError as error:
                    part.unread.append((entry.face_id, str(error)))
                else:
                    part.add(entry.face_id, entry.emotion, image)
            yield part.some(rows.stop)

    return Data("folders", job.data.absolute().name, split, True, len(entries), read)


def _photos(job: Job, why: _NoLabelsError) -> Data:
    """Photos without labels: their faces are found, as `feelingit predict` does."""
    photos = [source for source in Sources([str(job.data)]) if not source.is_video]
    if job.emotion == TRUE:
        raise InputError(
            f"--emotion true needs labels, which {job.data} lacks; name its folders "
            f"{', '.join(EMOTIONS)}, or ask about the predicted emotion"
        )
    if job.split is not None:
        raise InputError(f"--split: {job.data} is a folder of photos, which has no splits")
    if not photos:
        raise InputError(str(why))
    finder = detector_named(job.detector or DEFAULT_DETECTOR)
    photos = [photos[place] for place in _some(len(photos), job.limit)]

    def read(height: int, width: int) -> Iterator[Some]:
        for rows in _slices(len(photos)):
            part = _Gathered(height, width)
            for photo in photos[rows]:
                name = photo.path.relative_to(photo.root).as_posix()
                found = prepare(load_picture(photo.path), finder, height, width)
                if not found.found:
                    part.unread.append((name, found.problem or "no face found"))
                for number, face in enumerate(found.found):
                    part.add(name if number == 0 else f"{name}#{number}", "", face.crop)
            yield part.some(rows.stop)

    return Data("photos", job.data.absolute().name, "all", False, len(photos), read)


class _Gathered:
    """Faces that are gathered one by one."""

    def __init__(self, height: int, width: int) -> None:
        self._size = (height, width)
        self._names: list[str] = []
        self._emotions: list[str] = []
        self._images: list[Images] = []
        self.unread: list[Rejected] = []

    def add(self, name: str, emotion: str, image: Images) -> None:
        """Add a face."""
        self._names.append(name)
        self._emotions.append(emotion)
        self._images.append(image)

    def some(self, done: int) -> Some:
        """Give all that were added."""
        images = np.array(self._images, dtype=np.uint8).reshape(-1, *self._size)
        return Some(self._names, self._emotions, images, self.unread, done)


def _some(count: int, limit: int | None) -> Rows:
    """Draw places at random, in their order; all where there is no limit."""
    if limit is None or limit >= count:
        return np.arange(count)
    return np.sort(np.random.default_rng(SEED).permutation(count)[:limit])


def _slices(count: int) -> Iterator[slice]:
    return (slice(start, min(start + TOGETHER, count)) for start in range(0, count, TOGETHER))


def _sized(images: Iterable[Images], height: int, width: int) -> Images:
    shown: Sequence[Images] = [fitted(image, height, width) for image in images]
    return np.array(shown, dtype=np.uint8).reshape(-1, height, width)
