"""Save a picture of a live look: as it is, with what was drawn in, and its rows."""

from datetime import datetime
from pathlib import Path

import numpy as np
from PIL import Image

from feelingit.files import write_whole
from feelingit.predict.annotate import annotate
from feelingit.predict.camera.watch import Seen
from feelingit.predict.picture import Picture
from feelingit.predict.results import Results


def save_snapshot(seen: Seen, folder: Path, now: datetime) -> Path:
    """Write `NAME.png`, `NAME-annotated.png` and `NAME.csv`, a row a face, into a folder.

    Args:
        seen: The picture, and what was found in it.
        folder: Is made if it is not there.
        now: Names the files; what was saved in the same second is not overwritten.

    Returns:
        The path of `NAME.png`.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    path = _free(folder, now.strftime("%Y-%m-%d-%H-%M-%S"))
    _write_png(path, seen.picture)
    _write_png(path.with_name(f"{path.stem}-annotated.png"), annotate(seen.picture, seen.faces))
    Results(seen.faces).to_csv(path.with_suffix(".csv"))
    return path


def _free(folder: Path, name: str) -> Path:
    path, number = folder / f"{name}.png", 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.png"
    return path


def _write_png(path: Path, picture: Picture) -> None:
    image = Image.fromarray(np.ascontiguousarray(picture))
    write_whole(path, lambda partial: image.save(partial, format="png"))
