"""Put a finished run's outcome into a folder that may be shown to anyone.

No single face is in it: the report shows mean faces, and neither pixels nor weights nor single
predictions nor single maps are copied.
"""

import shutil
from pathlib import Path

import pandas as pd

from feelingit.errors import RunFolderError
from feelingit.report import build_report
from feelingit.report.figures.faces import ENOUGH
from feelingit.run_folder import RunFolder, unwritable
from feelingit.saliency.atlas import load_atlas, save_atlas
from feelingit.saliency.differences import load_differences, save_differences
from feelingit.saliency.publishable import publishable, publishable_difference
from feelingit.study.steps import atlas, judge
from feelingit.study.steps.compare_maps import DIFFERENCES
from feelingit.study.steps.gather import SOURCES
from feelingit.study.steps.truth import TRUTH

KEPT = (
    "study.json",
    "provenance.json",
    "clean/summary.json",
    "search/results.csv",
    "search/chosen.json",
    "models/*/model.json",
    "models/*/history.csv",
    "evaluation/*.csv",
    *(f"saliency/{name}.csv" for name in (*atlas.TABLES, *judge.TABLES)),
    f"saliency/{SOURCES}",
    f"saliency/{TRUTH}",
)
"""What is copied of a run folder, as globs."""


def publish(run: RunFolder, out: Path) -> Path:
    """Write settings, provenance, scores, and the report without single faces.

    Args:
        run: Of a finished study.
        out: A new or empty folder, or one that was published into before.

    Returns:
        The path of the report.

    Raises:
        RunFolderError: The run is not finished, or the folder holds something else or cannot be
            written.
    """
    if not (run.path / "provenance.json").exists():
        raise RunFolderError(f"{run.path} holds no finished run; run the study to its end first")
    if out.is_file():
        raise RunFolderError(f"{out} is a file; name a folder")
    if out.exists() and any(out.iterdir()) and not (out / "provenance.json").exists():
        raise RunFolderError(f"{out} holds something else; choose an empty folder")
    try:
        for path in _kept(run):
            target = out / path.relative_to(run.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        _publish_maps(run, RunFolder(out))
    except OSError as error:
        raise RunFolderError(unwritable(out, error)) from error
    return build_report(run, out=out / "report", show_faces=False)


def _publish_maps(run: RunFolder, out: RunFolder) -> None:
    """Write the mean maps of the networks that the study still has, without any single face."""
    out.saliency.mkdir(parents=True, exist_ok=True)
    for name in sorted(set(pd.read_csv(run.evaluation / "scores.csv")["model_id"])):
        path = run.saliency / f"{name}.npz"
        if path.exists():
            save_atlas(out.saliency / path.name, publishable(load_atlas(path), ENOUGH))
    path = run.saliency / DIFFERENCES
    if path.exists():
        found = [publishable_difference(each, ENOUGH) for each in load_differences(path)]
        save_differences(out.saliency / DIFFERENCES, found)


def _kept(run: RunFolder) -> list[Path]:
    """List the files to copy; of networks, those that the study still has."""
    scored = set(pd.read_csv(run.evaluation / "scores.csv")["model_id"])
    found = (path for pattern in KEPT for path in sorted(run.path.glob(pattern)))
    return [path for path in found if run.models not in path.parents or path.parent.name in scored]
