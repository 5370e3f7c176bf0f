"""Write faces as class folders of PNG files, as `read` reads them."""

from pathlib import Path

import cv2

from feelingit.errors import RunFolderError
from feelingit.faces import Faces


def write_class_folders(faces: Faces, out: Path) -> str:
    """Write `SPLIT/EMOTION/NUMBER.png` for each face, and say in words what was written.

    Raises:
        RunFolderError: The folder holds something already, or cannot be written.
    """
    if out.exists() and any(out.iterdir()):
        raise RunFolderError(f"{out} is not empty; choose another folder")
    rows = zip(faces.images, faces.table["split"], faces.table["emotion"], strict=True)
    for number, (image, split, emotion) in enumerate(rows):
        path = out / split / emotion / f"{number:05}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not cv2.imwrite(str(path), image):
            raise RunFolderError(f"cannot write {path}")
    return f"{len(faces)} faces in {out}"
