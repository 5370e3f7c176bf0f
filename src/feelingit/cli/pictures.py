"""Write faces as class folders of PNG files, as `read` reads them."""

from pathlib import Path

import cv2

from feelingit.errors import RunFolderError
from feelingit.faces import Faces
from feelingit.run_folder import write_whole
from feelingit.types import Images


def write_class_folders(faces: Faces, out: Path) -> str:
    """Write `SPLIT/EMOTION/NUMBER.png` for each face, and say in words what was written.

    Raises:
        RunFolderError: The folder is a file, holds something already, or cannot be written.
    """
    if out.is_file():
        raise RunFolderError(f"{out} is a file; name a folder")
    if out.exists() and any(out.iterdir()):
        raise RunFolderError(f"{out} is not empty; choose another folder")
    rows = zip(faces.images, faces.table["split"], faces.table["emotion"], strict=True)
    for number, (image, split, emotion) in enumerate(rows):
        _write_png(out / split / emotion / f"{number:05}.png", image)
    return f"{len(faces)} faces in {out}"


def _write_png(path: Path, image: Images) -> None:
    # Through memory, for OpenCV's own writing does not say what went wrong.
    _, content = cv2.imencode(".png", image)
    write_whole(path, lambda partial: partial.write_bytes(content.tobytes()))
