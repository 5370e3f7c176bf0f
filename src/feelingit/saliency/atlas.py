"""What one model's maps come to, and the file that keeps it; needs no PyTorch."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from feelingit.errors import RunFolderError
from feelingit.run_folder import write_whole
from feelingit.types import Images, Maps


@dataclass(frozen=True)
class Atlas:
    """Where one model looks, per emotion in the order of `EMOTIONS`, and in single faces.

    Attributes:
        mean: `float32 [7, height, width]`, mean map over correctly classified faces, each scaled
            to sum 1 first; zeros where there was none.
        count: `int64 [7]`, over how many faces.
        blank: `int64 [7]`, how many of these had a map of zeros.
        mean_face: `uint8 [7, height, width]`, the mean of these faces.
        example_images: `uint8 [k, height, width]`.
        example_maps: `float32 [k, height, width]`, as the method gave them.
        example_emotion: `str [k]`, what each face is labelled.
        example_predicted: `str [k]`, what the model said.
        example_id: `str [k]`, their `face_id`.
    """

    mean: Maps
    count: NDArray[np.int64]
    blank: NDArray[np.int64]
    mean_face: Images
    example_images: Images
    example_maps: Maps
    example_emotion: NDArray[np.str_]
    example_predicted: NDArray[np.str_]
    example_id: NDArray[np.str_]


ARRAYS = tuple(field.name for field in fields(Atlas))
"""The arrays in an atlas's file, by name."""


def save_atlas(path: Path, atlas: Atlas) -> None:
    """Write an atlas as compressed NPZ without pickles, whole or not at all.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    arrays: dict[str, Any] = {name: getattr(atlas, name) for name in ARRAYS}

    def write(partial: Path) -> None:
        with partial.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)

    write_whole(path, write)


def load_atlas(path: Path) -> Atlas:
    """Read what `save_atlas` wrote.

    Raises:
        RunFolderError: There is no such file, it is damaged, or it is no atlas.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return Atlas(**{name: arrays[name] for name in ARRAYS})
    except FileNotFoundError as error:
        raise RunFolderError(f"{path} does not exist; run the study's saliency step") from error
    except (BadZipFile, KeyError, ValueError, EOFError, AttributeError, TypeError) as error:
        raise RunFolderError(
            f"{path} is damaged or no saliency atlas ({error}); delete it and run the study again"
        ) from error
