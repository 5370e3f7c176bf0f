"""Read a finished run folder: the only part of the report that opens the run's files.

Parts that a run may lack (search, saliency, comparisons, claims) come out empty; parts that it
must have are asked for by name.
"""

import json
from importlib import resources
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pandas as pd

from feelingit.errors import RunFolderError
from feelingit.evaluation.published import published_study
from feelingit.report.looking.files import read_looking
from feelingit.report.results import Located, Results, Training
from feelingit.run_folder import Json, RunFolder, read_json

DAMAGED = (
    *(json.JSONDecodeError, UnicodeDecodeError, KeyError),
    *(pd.errors.ParserError, pd.errors.EmptyDataError, BadZipFile, EOFError),
)
"""What reading a damaged file raises."""


def load(run: RunFolder) -> Results:
    """Read a run folder.

    Raises:
        RunFolderError: The folder lacks a file that every finished run has, or one is damaged.
    """
    if not run.path.is_dir():
        raise RunFolderError(f"{run.path} is not a folder; expected the folder of a finished run")
    try:
        return _load(run)
    except DAMAGED as error:
        raise RunFolderError(
            f"a file in {run.path} is damaged ({error}); run the study again with the same --out"
        ) from error


def _load(run: RunFolder) -> Results:
    study = read_json(_needed(run, run.path / "study.json"))
    cleaning = read_json(_needed(run, run.clean / "summary.json"))
    scores = pd.read_csv(_needed(run, run.evaluation / "scores.csv"))
    # The folder may also hold networks, and a search, of a study file that was changed since.
    names = sorted(scores["model_id"].unique())
    table = _faces(_needed(run, run.clean / "table.csv"))
    return Results(
        study=study,
        provenance=_json(run.path / "provenance.json"),
        source=_json(run.data / "source.json"),
        cleaning=cleaning,
        table=table,
        images=np.load(_needed(run, run.data / "images.npy"), mmap_mode="r"),
        rejected=_csv(run.data / "rejected.csv"),
        findings=_csv(run.clean / "findings.csv"),
        trainings=[_training(_needed(run, run.model(name) / "model.json")) for name in names],
        scores=scores,
        search=_csv(run.search / "results.csv") if study.get("search") else pd.DataFrame(),
        confusion=_csv(run.evaluation / "confusion.csv"),
        calibration=_csv(run.evaluation / "calibration.csv"),
        comparisons=_csv(run.evaluation / "comparisons.csv"),
        claims=_csv(run.evaluation / "claims.csv"),
        looking=read_looking(run, names),
        published=published_study(),
        people_covered=packaged("wegrzyn2017_accuracy.csv"),
        coverings=_csv(run.evaluation / "coverings.csv"),
        flows=_csv(run.evaluation / "flows.csv"),
        growth=_csv(run.evaluation / "growth.csv"),
        trust=_csv(run.evaluation / "trust.csv"),
        unseen=_csv(run.evaluation / "unseen.csv"),
        located=_located(run.path / "landmarks" / "landmarks.npz", table),
    )


def packaged(name: str) -> pd.DataFrame:
    """Read a table of published figures that comes with the package."""
    with (resources.files("feelingit.data") / name).open(encoding="utf-8") as file:
        return pd.read_csv(file)


def _needed(run: RunFolder, path: Path) -> Path:
    if not path.exists():
        raise RunFolderError(
            f"{run.path} is not the folder of a finished run: {path.relative_to(run.path)} is "
            "missing; run `feelingit study` with this folder as --out first"
        )
    return path


def _json(path: Path) -> Json:
    return read_json(path) if path.exists() else {}


def _csv(path: Path) -> pd.DataFrame:
    """Read a table that a run may lack, or that may be empty."""
    if not path.exists() or path.stat().st_size == 0:
        return pd.DataFrame()
    return pd.read_csv(path, dtype={"face_id": str}, keep_default_na=True)


def _faces(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, usecols=["face_id", "emotion", "split", "row"], dtype={"face_id": str})


def _training(path: Path) -> Training:
    info = read_json(path)
    return Training(
        model_id=str(info["model_id"]),
        model=str(info["model"]),
        arm=str(info["arm"]),
        seed=int(info["seed"]),
        info=info,
        history=_csv(path.with_name("history.csv")),
    )


def _located(path: Path, table: pd.DataFrame) -> Located | None:
    """Read the landmarks of the faces in use, in the table's order; None where none were found."""
    if not path.exists():
        return None
    with np.load(path) as arrays:
        place = pd.Index([str(name) for name in arrays["face_id"]]).get_indexer(
            pd.Index(table["face_id"])
        )
        unknown = place < 0
        landmarks = arrays["landmarks"].astype(np.float32)[place]
        quality = arrays["quality"].astype(np.float32)[place]
    landmarks[unknown], quality[unknown] = np.nan, np.nan
    return Located(landmarks, quality)
