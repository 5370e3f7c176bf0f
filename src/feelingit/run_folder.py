"""Where a run keeps what, and how it is written so that nothing is ever half there.

The only place that knows the names of a run's files. Knows nothing about what is in them.
"""

import errno
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from filelock import FileLock, Timeout

from feelingit.errors import RunFolderError

Json = dict[str, Any]


class RunFolder:
    """The folder of one study's run.

    | path | what it holds |
    | --- | --- |
    | `study.json` | the settings as resolved, defaults included |
    | `provenance.json` | versions, data fingerprint, settings, seeds, device, seconds per step |
    | `data/` | `images.npy`, `table.csv`: the faces as read; `rejected.csv`: what was not read |
    | `clean/` | `table.csv`: the faces in use, `findings.csv`, `decisions.csv`, `summary.json` |
    | `search/` | `results.csv`, `chosen.json` |
    | `models/ID/` | `weights.safetensors`, `model.json`, `history.csv` |
    | `predictions/ID.csv.gz` | one row a face and condition |
    | `evaluation/` | every table of scores, as CSV |
    | `saliency/` | mean maps as NPZ, shares and agreement as CSV |
    | `report/` | `report.html`, `tables/`, `figures/` |
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data = path / "data"
        self.clean = path / "clean"
        self.search = path / "search"
        self.models = path / "models"
        self.predictions = path / "predictions"
        self.evaluation = path / "evaluation"
        self.saliency = path / "saliency"
        self.report = path / "report"
        self.steps = path / ".steps"

    def model(self, model_id: str) -> Path:
        """Give the folder of one trained model."""
        return self.models / model_id

    def predictions_of(self, model_id: str) -> Path:
        """Give the file of one model's predictions."""
        return self.predictions / f"{model_id}.csv.gz"

    def create(self) -> None:
        """Make the folder, or say in one sentence why it cannot be used."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            probe = self.path / f".probe-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise RunFolderError(
                f"cannot write into {self.path}: {error.strerror}; choose another folder with --out"
            ) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one run alone; the lock ends with the process, however it ends.

        Raises:
            RunFolderError: Another run holds the folder.
        """
        try:
            with FileLock(self.path / ".lock", timeout=0):
                yield
        except Timeout as error:
            raise RunFolderError(
                f"another run is using {self.path}; wait for it to end or choose another --out"
            ) from error


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file beside `path`, then move it into place: all of it or nothing.

    Raises:
        RunFolderError: The disk is full or the folder cannot be written.
    """
    partial = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(partial)
        partial.replace(path)
    except OSError as error:
        raise RunFolderError(unwritable(path, error)) from error
    finally:
        partial.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> str:
    """Say why a file could not be written, and what to do."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full: {path} could not be written; free some space and run again"
    return f"cannot write {path}: {error.strerror or error}"


def write_text(path: Path, text: str) -> None:
    """Write a text file, whole or not at all."""
    write_whole(path, lambda partial: partial.write_text(text, encoding="utf-8"))


def write_json(path: Path, content: Json) -> None:
    """Write a JSON file, whole or not at all."""
    write_text(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def read_json(path: Path) -> Json:
    """Read a JSON object."""
    content: Json = json.loads(path.read_text(encoding="utf-8"))
    return content


def write_csv(path: Path, table: pd.DataFrame) -> None:
    """Write a table without its index, whole or not at all; `.gz` compresses."""
    write_whole(path, lambda partial: table.to_csv(partial, index=False, lineterminator="\n"))
