"""Where a run keeps what: the only place that knows the names of a run's files.

Knows nothing about what is in them. How they are written whole is in `files`, whose functions
are at hand here for those who write into a run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from feelingit.errors import RunFolderError
from feelingit.files import (
    PARTIAL,
    Json,
    read_json,
    unwritable,
    write_csv,
    write_json,
    write_npy,
    write_text,
    write_whole,
)

__all__ = [
    "Json",
    "RunFolder",
    "read_json",
    "unwritable",
    "write_csv",
    "write_json",
    "write_npy",
    "write_text",
    "write_whole",
]


class RunFolder:
    """The folder of one study's run.

    | path | what it holds |
    | --- | --- |
    | `study.json` | the settings as resolved, defaults included |
    | `provenance.json` | versions, data fingerprint, settings, seeds, device, seconds per step |
    | `data/` | `images.npy`, `table.csv`: the faces as read; `rejected.csv`: what was not read |
    | `clean/` | `table.csv`: the faces in use, `findings.csv`, `decisions.csv`, `summary.json` |
    | `landmarks/` | `landmarks.npz`: of the faces in use, where a condition follows the face |
    | `search/` | `results.csv`, `chosen.json`, `candidates/` |
    | `models/ID/` | `weights.safetensors`, `model.json`, `history.csv`; `ID.onnx`, once exported |
    | `controls/ID/` | networks trained to judge saliency methods by, as in `models/` |
    | `predictions/ID.csv.gz` | one row a face and condition |
    | `evaluation/` | every table of scores, as CSV |
    | `saliency/` | mean maps as NPZ, shares and agreement as CSV |
    | `report/` | `report.html`, `tables/`, `figures/` |
    | `.steps/` | which steps are done, one JSON a step |
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.study = path / "study.json"
        self.provenance = path / "provenance.json"
        self.data = path / "data"
        self.clean = path / "clean"
        self.landmarks = path / "landmarks"
        self.search = path / "search"
        self.models = path / "models"
        self.controls = path / "controls"
        self.predictions = path / "predictions"
        self.evaluation = path / "evaluation"
        self.saliency = path / "saliency"
        self.report = path / "report"
        self.steps = path / ".steps"

    def model(self, model_id: str) -> Path:
        """Give the folder of one trained model."""
        return self.models / model_id

    def control(self, model_id: str) -> Path:
        """Give the folder of one network that was trained to judge methods by."""
        return self.controls / model_id

    def predictions_of(self, model_id: str) -> Path:
        """Give the file of one model's predictions."""
        return self.predictions / f"{model_id}.csv.gz"

    def create(self) -> None:
        """Make the folder, or take the one that an earlier run has made.

        Raises:
            RunFolderError: It is a file, cannot be written, or belongs to something else.
        """
        if self.path.is_file():
            raise RunFolderError(f"{self.path} is a file; name a folder with --out")
        self._refuse_what_is_not_a_run()
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._lock.touch()
        except OSError as error:
            raise RunFolderError(
                f"cannot write into {self.path}: {error.strerror}; choose another folder with --out"
            ) from error

    def _refuse_what_is_not_a_run(self) -> None:
        """Never write over files of the same names that no run has made."""
        if self._lock.exists() or self.study.exists():
            return
        made = (self.data, self.clean, self.landmarks, self.search, self.models, self.controls)
        for part in (*made, self.predictions, self.evaluation, self.saliency, self.report):
            if part.exists():
                raise RunFolderError(
                    f"{self.path} holds {part.name}/, which is not of a run; choose another "
                    "folder with --out, so that nothing of yours is replaced"
                )

    @property
    def _lock(self) -> Path:
        return self.path / ".lock"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder for one run alone; the lock ends with the process, however it ends.

        Raises:
            RunFolderError: Another run holds the folder.
        """
        lock = FileLock(self._lock, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise RunFolderError(
                f"another run is using {self.path}; wait for it to end or choose another --out"
            ) from error
        except OSError as error:
            raise RunFolderError(unwritable(self._lock, error)) from error
        try:
            yield
        finally:
            lock.release()

    def clear_partial_files(self) -> None:
        """Remove the files that a killed run was writing; call it with the folder `locked`."""
        for path in self.path.rglob(f"{PARTIAL}*"):
            path.unlink(missing_ok=True)
