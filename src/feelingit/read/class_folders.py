"""Read faces from folders of pictures, one folder an emotion.

Knows where pictures lie from `layout` and what is in them from `decode`.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from feelingit.errors import InputError
from feelingit.faces import Faces, digest_of
from feelingit.read.decode import decode_file, resize
from feelingit.read.layout import Entry, Layout, find_pictures
from feelingit.read.result import Read, Rejected, rejected_table
from feelingit.types import Images, Progress

_CHUNK = 256
_LARGE = 32_768
"""Bytes a file from which decoding outweighs what threads cost each other."""


@dataclass(frozen=True)
class _Seen:
    """What is kept of one decoded picture besides its pixels."""

    height: int
    width: int
    digest: str


def read_class_folders(folder: Path, size: int, progress: Progress | None = None) -> Read:
    """Read a folder of class folders; see `layout.find_pictures` for what it may look like.

    Args:
        folder: Of split folders, or of emotion folders.
        size: Side in pixels to which every picture is brought.
        progress: Told how many pictures are done.

    Raises:
        InputError: No picture of any emotion is there, or none of them can be read.
    """
    return read_layout(find_pictures(folder), size, progress)


def read_layout(layout: Layout, size: int, progress: Progress | None = None) -> Read:
    """Read the pictures that `find_pictures` found."""
    images = np.empty((len(layout.entries), size, size), dtype=np.uint8)
    seen: list[_Seen | str] = []
    for chunk in _read_all(layout.entries, images):
        seen += chunk
        if progress is not None:
            progress(len(seen), len(layout.entries))
    good = np.array([isinstance(one, _Seen) for one in seen])
    if not good.any():
        raise InputError(
            f"none of the {len(seen)} pictures in {layout.root} can be read; "
            f"the first, {layout.entries[0].face_id}: {seen[0]}"
        )
    table = _table(layout, seen)
    unread: list[Rejected] = [
        (entry.face_id, reason)
        for entry, reason in zip(layout.entries, seen, strict=True)
        if isinstance(reason, str)
    ]
    faces = Faces(images if good.all() else images[good], table)
    return Read(faces, rejected_table(layout.rejected + unread), "folder")


def _read_all(entries: list[Entry], images: Images) -> Iterator[list[_Seen | str]]:
    """Read in order, chunk by chunk; in threads where pictures are large enough to gain."""
    starts = range(0, len(entries), _CHUNK)

    def read(start: int) -> list[_Seen | str]:
        part = entries[start : start + _CHUNK]
        return [_read_one(entry.path, images, start + i) for i, entry in enumerate(part)]

    sample = entries[:: max(1, len(entries) // 64)]
    mean_bytes = np.mean([_bytes(entry.path) for entry in sample])
    if mean_bytes < _LARGE:
        yield from map(read, starts)
        return
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(read, starts)


def _bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read_one(path: Path, images: Images, position: int) -> _Seen | str:
    """Put one picture into its place, or say why not."""
    try:
        image = decode_file(path)
    except InputError as error:
        return str(error)
    images[position] = resize(image, images.shape[1])
    height, width = image.shape
    return _Seen(height, width, digest_of(image))


def _table(layout: Layout, seen: list[_Seen | str]) -> pd.DataFrame:
    rows = [
        (
            entry.face_id,
            entry.emotion,
            entry.split,
            str(entry.path),
            one.height,
            one.width,
            one.digest,
        )
        for entry, one in zip(layout.entries, seen, strict=True)
        if isinstance(one, _Seen)
    ]
    columns = ["face_id", "emotion", "split", "source", "height", "width", "digest"]
    return pd.DataFrame(rows, columns=columns)
