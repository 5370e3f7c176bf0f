"""Read the faces, or draw them, into the run folder's own copy."""

import hashlib
import os
from pathlib import Path

import pandas as pd

from feelingit.errors import InputError
from feelingit.read import Read, read_faces
from feelingit.run_folder import write_csv, write_json
from feelingit.study.context import Context
from feelingit.synthetic import drawn_data_set

DRAWING_SEED = 0


def read(context: Context) -> None:
    """Write `data/`: the faces as read, and what was not read with the reason."""
    settings, folder = context.settings.data, context.run.data
    found = _draw(context) if settings.drawn else _read(context)
    found.faces.save(folder)
    write_csv(folder / "rejected.csv", found.rejected)
    path = None if context.data is None else str(context.data.name)
    write_json(folder / "source.json", {"path": path, "kind": found.kind})


def _draw(context: Context) -> Read:
    settings = context.settings.data
    faces = drawn_data_set(settings.drawn, settings.image_size, DRAWING_SEED)
    return Read(faces, pd.DataFrame({"source": [], "reason": []}), "drawn")


def _read(context: Context) -> Read:
    settings = context.settings.data
    with context.console.progress("reading faces") as progress:
        return read_faces(
            _data_path(context), settings.image_size, votes=settings.votes, progress=progress
        )


def _data_path(context: Context) -> Path:
    if context.data is None:
        raise InputError("this study reads faces: say where they are with --data PATH")
    if not context.data.exists():
        raise InputError(f"{context.data} does not exist; expected a folder of faces or a CSV")
    return context.data


def source_fingerprint(context: Context) -> str:
    """Hash names, sizes and times of all files that are read: other files, another hash."""
    settings = context.settings.data
    if settings.drawn:
        return f"drawn {settings.drawn}"
    digest = hashlib.sha256()
    for path in (_data_path(context), settings.votes, settings.corrections):
        if path is not None:
            _add(digest, path)
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", path: Path) -> None:
    if not path.exists():
        raise InputError(f"{path} does not exist")
    files = [path] if path.is_file() else [Path(top, n) for top, _, ns in os.walk(path) for n in ns]
    for file in sorted(files):
        stat = file.stat()
        digest.update(f"{file.relative_to(path)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
