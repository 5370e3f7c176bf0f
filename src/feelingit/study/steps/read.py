"""Read the faces, or draw them, into the run folder's own copy."""

import hashlib
from pathlib import Path

import pandas as pd

from feelingit.errors import InputError
from feelingit.read import Read, read_faces
from feelingit.run_folder import write_csv, write_json
from feelingit.study.context import Context
from feelingit.study.source_files import remember_source
from feelingit.synthetic import drawn_data_set

DRAWING_SEED = 0


def read(context: Context) -> None:
    """Write `data/`: the faces as read, and what was not read with the reason."""
    settings, folder = context.settings.data, context.run.data
    found = _draw(context) if settings.drawn else _read(context)
    found.faces.save(folder)
    write_csv(folder / "rejected.csv", found.rejected)
    # The name alone: where a disk is mounted is nobody's business.
    path = None if context.data is None else context.data.absolute().name
    write_json(folder / "source.json", {"path": path, "kind": found.kind})
    if not settings.drawn:
        remember_source(context)


def _draw(context: Context) -> Read:
    settings = context.settings.data
    faces = drawn_data_set(settings.drawn, settings.image_size, DRAWING_SEED)
    return Read(faces, pd.DataFrame({"source": [], "reason": []}), "drawn")


def _read(context: Context) -> Read:
    size = context.settings.data.image_size
    with context.console.progress("faces") as progress:
        return read_faces(_data_path(context), size, votes=context.votes, progress=progress)


def _data_path(context: Context) -> Path:
    if context.data is None:
        raise InputError("this study reads faces: say where they are with --data PATH")
    return context.data


def check_source(context: Context) -> None:
    """See to it that a study that reads faces has some to read, and one that draws has not.

    Raises:
        InputError: It is the other way round, or the run folder lies among the faces.
    """
    if context.settings.data.drawn:
        if context.data is not None:
            raise InputError(
                f"this study draws its own faces, so {context.data} would not be read; leave "
                "--data out, or take drawn out of the study file"
            )
        return
    data, run = _data_path(context).resolve(), context.run.path.resolve()
    if data.is_dir() and run.is_relative_to(data):
        raise InputError(
            f"the run folder {context.run.path} lies among the faces in {context.data}; choose "
            "another folder with --out"
        )


def corrections_fingerprint(context: Context) -> str | None:
    """Hash the corrections file; None where there is none.

    Raises:
        InputError: The study names a file that is not there.
    """
    path = context.corrections
    if path is None:
        return None
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(f"the corrections file {path} cannot be read: {error.strerror}") from error
