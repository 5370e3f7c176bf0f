"""One model's maps of single faces under one condition, in the canonical frame, on disk.

All that is said of maps is computed from these: mean maps, shares of regions, agreement with
people, differences. In the canonical frame every face's parts lie in the same places, whatever
its pose (see `landmarks.frame`). A map is one file a method, written whole, so that a run that was
stopped goes on with the method that was next; it is read memory-mapped.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.emotions import EMOTIONS
from feelingit.errors import RunFolderError
from feelingit.files import write_csv, write_npy, write_whole
from feelingit.landmarks import to_canonical
from feelingit.saliency.methods.names import METHOD_NAMES, taken_apart
from feelingit.types import Images, Landmarks, Maps, Mask

FRAME = 48
"""Side of the canonical frame in pixels."""
COLUMNS = ("face_id", "emotion", "predicted", "correct", "confidence")
CORRECT, WRONG = "correct", "wrong"
"""What `answers` is in tables: maps of right answers, and of wrong ones."""

FACES, SEEN = "faces.csv", "seen.npy"
NAME_OF_COLON = "@"
"""Stands for the colon of `grad_cam:stage3` in file names, which not every system allows."""

StoredMaps = NDArray[np.float16]


@dataclass(frozen=True)
class FaceMaps:
    """The maps of some faces; row i of everything is face i.

    Attributes:
        table: `face_id`; `emotion`, the label; `predicted`, the answer, which is the emotion that
            the maps were asked about; `correct`; `confidence`, the answer's probability.
        maps: Of each method by name: `float16 [n, FRAME, FRAME]`, each map with mean 1 over the
            frame, or 0 everywhere (blank).
        seen: `bool [n, FRAME, FRAME]`: what of the frame the picture shows. A face at its edge, or
            one of which rows were cut away, lacks some.
    """

    table: pd.DataFrame
    maps: Mapping[str, StoredMaps]
    seen: Mask

    def __len__(self) -> int:
        return len(self.table)

    @property
    def asked(self) -> NDArray[np.int64]:
        """The emotion that each map is about, `int64 [n]`, places in `EMOTIONS`."""
        return pd.Categorical(self.table["predicted"], categories=EMOTIONS).codes.astype(np.int64)

    @property
    def correct(self) -> NDArray[np.bool_]:
        """Which answers were right, `bool [n]`."""
        return self.table["correct"].to_numpy(dtype=np.bool_)


def in_frame(maps: Maps, landmarks: Landmarks) -> StoredMaps:
    """Bring maps of faces into the canonical frame, each scaled to mean 1.

    Args:
        maps: `float32 [n, height, width]`, 0 or more.
        landmarks: `float32 [n, 68, 2]`, of the faces, in the maps' pixels.

    Returns:
        `float16 [n, FRAME, FRAME]`; 0 everywhere where a map is, or where nothing of it lies in
        the frame.
    """
    framed = to_canonical(maps, landmarks, FRAME, by="piecewise").astype(np.float64)
    mean = framed.mean(axis=(1, 2), keepdims=True)
    return (framed / np.where(mean > 0, mean, 1.0)).astype(np.float16)


def seen_of(shown: Mask, landmarks: Landmarks) -> Mask:
    """Say what of the canonical frame pictures show.

    Args:
        shown: `bool [height, width]`, of every picture: False where rows were cut away.
        landmarks: `float32 [n, 68, 2]`.
    """
    pictures = np.repeat(shown[None].astype(np.float32), len(landmarks), axis=0)
    half = 0.5
    return np.asarray(to_canonical(pictures, landmarks, FRAME, by="piecewise") >= half)


def save_faces(folder: Path, table: pd.DataFrame, seen: Mask) -> None:
    """Write which faces the maps of a folder are of, before any map; see `FaceMaps`."""
    write_csv(folder / FACES, table[list(COLUMNS)])
    write_npy(folder / SEEN, np.packbits(seen, axis=-1))


def save_maps(
    folder: Path, method: str, faces: int, parts: Iterable[tuple[slice, StoredMaps]]
) -> None:
    """Write one method's maps of the folder's faces part by part, whole or not at all."""

    def write(partial: Path) -> None:
        shape = (faces, FRAME, FRAME)
        if faces == 0:  # nothing that could be mapped into memory
            with partial.open("wb") as file:
                np.save(file, np.zeros(shape, np.float16))
        else:
            out = np.lib.format.open_memmap(partial, "w+", np.float16, shape)
            for rows, maps in parts:
                out[rows] = maps
            out.flush()

    write_whole(maps_file(folder, method), write)


def maps_file(folder: Path, method: str) -> Path:
    """Name the file of a method's maps."""
    return folder / f"{file_name(method)}.npy"


def file_name(method: str) -> str:
    """Write a method's name as files may be called."""
    return method.replace(":", NAME_OF_COLON)


def load_face_maps(folder: Path) -> FaceMaps:
    """Read the maps of a folder, as far as they were made; memory-mapped.

    Raises:
        RunFolderError: There are none, or a file is damaged.
    """
    try:
        table = pd.read_csv(folder / FACES, dtype={"face_id": str})
        packed = np.load(folder / SEEN, allow_pickle=False)
        seen = np.unpackbits(packed, axis=-1, count=FRAME).astype(np.bool_)
        found = {path.stem.replace(NAME_OF_COLON, ":"): path for path in folder.glob("*.npy")}
        maps = {
            name: np.load(found[name], mmap_mode="r")
            for name in sorted(found)
            if taken_apart(name)[0] in METHOD_NAMES
        }
    except FileNotFoundError as error:
        raise RunFolderError(
            f"{error.filename} does not exist; run the study's maps step"
        ) from error
    except (ValueError, EOFError, KeyError) as error:
        raise RunFolderError(
            f"{folder} holds damaged maps ({error}); delete it and run the study again"
        ) from error
    wrong = [name for name, each in maps.items() if each.shape != (len(table), FRAME, FRAME)]
    if wrong or len(seen) != len(table):
        raise RunFolderError(
            f"{folder}: {', '.join(wrong) or SEEN} does not hold a map for each of the "
            f"{len(table)} faces of {FACES}; delete the folder and run the study again"
        )
    return FaceMaps(table, maps, seen)


def images_in_frame(images: Images, landmarks: Landmarks) -> Images:
    """Bring faces into the canonical frame as their maps are, `uint8 [n, FRAME, FRAME]`."""
    return to_canonical(images, landmarks, FRAME, by="piecewise")
