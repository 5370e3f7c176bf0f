"""Read what a run's files say of where its models look; parts that a run lacks come out empty."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from feelingit.evaluation.people import mask_studies
from feelingit.report.looking.evidence import Looking
from feelingit.run_folder import RunFolder
from feelingit.saliency.atlas import Atlas, load_atlas
from feelingit.saliency.differences import Difference, load_differences
from feelingit.saliency.people import SOURCES, source_values

PASSES = {"True": True, "1.0": True, "False": False, "0.0": False}
"""Verdicts as a column of them is read, with missing ones among them or without."""


def read_looking(run: RunFolder, model_ids: Sequence[str]) -> Looking:
    """Read the maps of these models, the tables about them, and people's figures.

    Raises:
        RunFolderError: A file of maps is damaged.
    """
    folder = run.saliency
    shares, agreement = (_table(folder / f"{name}.csv") for name in ("shares", "agreement"))
    files = [folder / f"{name}.npz" for name in model_ids]
    old = [path for path in files if path.exists() and not _has_conditions(path)]
    outdated = bool(old) or any(len(t) and "method" not in t for t in (shares, agreement))
    if outdated:
        return Looking(people=_people(), mask_studies=mask_studies(), outdated=True)
    return Looking(
        atlases=_atlases(folder, model_ids),
        differences=_differences(folder / "differences.npz", model_ids),
        shares=_of(shares, model_ids),
        agreement=_of(agreement, model_ids),
        sources=_table(folder / "sources.csv"),
        trust=_verdicts(_of(_table(folder / "trust.csv"), model_ids)),
        curves=_of(_table(folder / "curves.csv"), model_ids),
        randomised=_of(_table(folder / "randomised.csv"), model_ids),
        truth=_verdicts(_table(folder / "truth.csv")),
        covered=_of(_table(run.evaluation / "people_covered.csv"), model_ids),
        confusions=_of(_table(run.evaluation / "people_confusions.csv"), model_ids),
        people=_people(),
        mask_studies=mask_studies(),
    )


def _table(path: Path) -> pd.DataFrame:
    if not path.exists() or path.stat().st_size == 0:
        return pd.DataFrame()
    return pd.read_csv(path)


def _of(table: pd.DataFrame, model_ids: Sequence[str]) -> pd.DataFrame:
    """Leave out the rows of networks that the study no longer has."""
    return table if table.empty else table[table["model_id"].isin(model_ids)]


def _verdicts(table: pd.DataFrame) -> pd.DataFrame:
    """Make `passes` True, False or None."""
    if table.empty:
        return table
    passes = [PASSES.get(str(value)) for value in table["passes"].tolist()]
    return table.assign(passes=pd.Series(passes, index=table.index, dtype=object))


def _has_conditions(path: Path) -> bool:
    """Tell an atlas of this version from those that older versions wrote."""
    if not zipfile.is_zipfile(path):
        return True  # damaged, which reading it will say
    with np.load(path, allow_pickle=False) as arrays:
        return "conditions" in arrays.files


def _atlases(folder: Path, model_ids: Sequence[str]) -> dict[str, Atlas]:
    paths = {name: folder / f"{name}.npz" for name in model_ids}
    return {name: load_atlas(path) for name, path in paths.items() if path.exists()}


def _differences(path: Path, model_ids: Sequence[str]) -> tuple[Difference, ...]:
    found = load_differences(path) if path.exists() else []
    return tuple(each for each in found if {each.a, each.b} <= set(model_ids))


def _people() -> dict[str, pd.DataFrame]:
    return {name: source_values(name) for name in SOURCES}
