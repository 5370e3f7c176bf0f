"""Write pictures: one, or faces as class folders of PNG files, as `read` reads them."""

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
        write_png(out / split / emotion / f"{number:05}.png", image)
    return f"{len(faces)} faces in {out}"


def write_png(path: Path, image: Images, *, tight: bool = False) -> None:
    """Write a grey picture, whole or not at all.

    Args:
        path: Of the file.
        image: `uint8 [height, width]`.
        tight: Whether to make the file as small as can be; takes longer.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    # Through memory, for OpenCV's own writing does not say what went wrong.
    how = (cv2.IMWRITE_PNG_COMPRESSION, 9) if tight else ()
    _, content = cv2.imencode(".png", image, how)
    write_whole(path, lambda partial: partial.write_bytes(content.tobytes()))
