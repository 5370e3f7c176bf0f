"""Where annotated copies go, and how they are written: never over what they are copies of."""

import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from feelingit.errors import InputError
from feelingit.files import write_whole
from feelingit.predict.annotate import annotate
from feelingit.predict.face import Face
from feelingit.predict.pictures import load_picture
from feelingit.predict.sources import Source

PICTURES = {
    ".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP", ".bmp": "BMP",
    ".tif": "TIFF", ".tiff": "TIFF",
}  # fmt: skip
"""Endings that a copy keeps, and the formats that they stand for; others become PNG files."""
QUALITY = 92
"""Of JPEG and WebP copies."""


@dataclass(frozen=True)
class Mirror:
    """A folder that repeats the folders of the files that were named.

    Attributes:
        folder: Where copies go.
        base: The folder that holds all that was named.
    """

    folder: Path
    base: Path

    def of(self, source: Source, ending: str | None = None) -> Path:
        """Say where the copy of a file goes; with another ending, if one is given."""
        below = Path(os.path.relpath(source.path, self.base))
        if ending is not None:
            return self.folder / below.with_suffix(ending)
        if source.is_video:
            keeps = below.suffix.lower() == VIDEO
            return self.folder / (below if keeps else below.with_name(below.name + VIDEO))
        keeps = below.suffix.lower() in PICTURES
        return self.folder / (below if keeps else below.with_name(f"{below.name}.png"))


VIDEO = ".mp4"


def keep_apart(mirror: Mirror, paths: Iterable[str], sources: Iterable[Source]) -> None:
    """Refuse to write among the files that were named, or over one of them.

    Raises:
        InputError: It would be.
    """
    folder = mirror.folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{mirror.folder} is a file; name a folder for the copies")
    for path in paths:
        if Path(path).is_dir() and folder.is_relative_to(Path(path).resolve()):
            raise InputError(
                f"{mirror.folder} lies in {path}, whose files are looked at; name a folder beside"
            )
    own = {os.path.realpath(source.path): source for source in sources}
    for source in own.values():
        copy = mirror.of(source)
        if os.path.realpath(copy) in own:
            raise InputError(
                f"the copy of {source.path} would be written over {copy}; name another folder"
            )


def write_copy(path: Path, source: Source, faces: Sequence[Face]) -> str | None:
    """Read a picture again, draw what was found, and write the copy, whole or not at all.

    Returns:
        None; or why there is no copy, where the picture is gone or too large for its format.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    loaded = load_picture(source.path)
    if loaded.picture is None:
        return loaded.problem
    copy = Image.fromarray(annotate(loaded.picture, faces))
    content = io.BytesIO()
    try:
        copy.save(content, PICTURES[path.suffix.lower()], quality=QUALITY)
    except (OSError, ValueError) as error:  # WebP ends at 16383 pixels, JPEG at 65535
        return f"the copy cannot be written as {path.suffix}: {error}"
    write_whole(path, lambda partial: partial.write_bytes(content.getbuffer()))
    return None
