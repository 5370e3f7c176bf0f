"""The faces that are asked about, read once and laid down on disk at the model's size.

So that they can be asked about in parts, in bounded memory, in an order that cannot change.
"""

import hashlib
from pathlib import Path

import numpy as np

from feelingit.errors import InputError
from feelingit.read.result import Rejected
from feelingit.study.explain_faces.array_file import ArrayFile
from feelingit.study.explain_faces.data import Data
from feelingit.types import Images, Progress


class Spool:
    """Faces on disk.

    Attributes:
        face_ids: Of each face.
        emotions: Their labels, or empty text.
        unread: Pictures that could not be read, or show no face, and why.
        fingerprint: Of names, labels and pixels: equal faces, equal fingerprint.
    """

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self.face_ids: list[str] = []
        self.emotions: list[str] = []
        self.unread: list[Rejected] = []
        self.fingerprint = ""

    def __len__(self) -> int:
        return len(self.face_ids)

    def images(self, part: slice) -> Images:
        """Read some of the faces, `uint8 [m, height, width]`."""
        return np.asarray(self._file[part], dtype=np.uint8)


def spool(data: Data, path: Path, height: int, width: int, progress: Progress) -> Spool:
    """Read all faces.

    Args:
        data: Where they are.
        path: Of the file that holds their pixels; one that is there is replaced.
        height: That the model takes, in pixels.
        width: Likewise.
        progress: Told how many pictures have been looked at.

    Raises:
        InputError: There is no face, or two are called the same.
        RunFolderError: The disk is full or the file cannot be written.
    """
    path.unlink(missing_ok=True)
    spooled = Spool(ArrayFile(path, (0, height, width), np.uint8))
    digest = hashlib.sha256(f"{height}x{width}".encode())
    for some in data.read(height, width):
        if some.face_ids:
            spooled._file.write(len(spooled), some.images)  # noqa: SLF001 - its own
        digest.update(some.images.tobytes())
        digest.update("\n".join([*some.face_ids, *some.emotions, ""]).encode("utf-8", "replace"))
        spooled.face_ids += some.face_ids
        spooled.emotions += some.emotions
        spooled.unread += some.unread
        progress(some.done, data.pictures)
    if not len(spooled):
        first = "".join(f"; the first, {name}: {why}" for name, why in spooled.unread[:1])
        raise InputError(f"none of the {data.pictures} pictures of {data.name} can be used{first}")
    spooled.fingerprint = digest.hexdigest()
    return spooled
