"""Compare alternatives on validation, and choose for each network the best."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd

from feelingit.run_folder import Json, RunFolder, read_json, write_csv, write_json
from feelingit.study.context import Context
from feelingit.study.recipes import Choice, recipe
from feelingit.study.settings import StudyModel, TrainingArm
from feelingit.study.steps.train import Job, run_job, state_file
from feelingit.study.trained import MODEL

ARM = TrainingArm(name="search")
"""Candidates are trained on bare faces, with control."""


def candidate_file(run: RunFolder, model: StudyModel, choice: Choice) -> Path:
    """Name the file of a candidate by what it is, so that others may join or leave the search."""
    values = "-".join(f"{name}-{value}" for name, value in choice.items())
    return run.search / "candidates" / f"{model.called}-{values}.json"


def try_candidate(context: Context, model: StudyModel, choice: Choice, key: str) -> None:
    """Train one candidate; keep what came of it, without its weights.

    Args:
        context: Of the run.
        model: Which network.
        choice: The settings to try.
        key: Of the step; a training that was stopped goes on only under the same one.
    """
    path = candidate_file(context.run, model, choice)
    model_settings, training = recipe(context.settings, model, choice)
    search = context.settings.search
    if search is not None:
        training = training.model_copy(update={"epochs": search.epochs})
    folder = path.with_suffix("")
    job = Job(
        run=context.run.path,
        folder=folder,
        state=state_file(folder, key),
        model_id=path.stem,
        model=model_settings,
        training=training,
        arm=ARM,
        seed=context.settings.seeds[0],
        image_size=context.settings.data.image_size,
    )
    run_job(context, job)
    write_json(path, {"model": model.called, "choice": choice, **_row(read_json(folder / MODEL))})
    shutil.rmtree(folder)


def _row(kept: Json) -> Json:
    """Give a candidate's row of `search/results.csv`."""
    both = {**kept["settings"], **kept["training"]}
    settings = ("learning_rate", "dropout", "batch_norm", "batch_size", "optimiser")
    results = ("epochs", "best_epoch", "validation_loss", "validation_accuracy", "seconds")
    return {name: both[name] for name in settings} | {name: kept[name] for name in results}


def choose(context: Context, paths: list[Path]) -> None:
    """Write `search/results.csv` and `chosen.json`: per model, the lowest validation loss.

    Clears away what trainings left that were stopped and are candidates no more.
    """
    for stopped in (path for path in paths[0].parent.iterdir() if path.is_dir()):
        shutil.rmtree(stopped)
    rows = [read_json(path) for path in paths]
    table = pd.DataFrame(rows).drop(columns="choice")
    # A loss that is no number, of a training that diverged, is the worst there is.
    best = table["validation_loss"].fillna(np.inf).groupby(table["model"]).idxmin()
    table["chosen"] = table.index.isin(best)
    write_csv(context.run.search / "results.csv", table)
    choices = {str(model): rows[int(row)]["choice"] for model, row in best.items()}
    write_json(context.run.search / "chosen.json", choices)
