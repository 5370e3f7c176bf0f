"""Score all predictions, and compare them in pairs."""

import pandas as pd

from feelingit.evaluation import evaluate, read_predictions
from feelingit.evaluation.people_covered import people_covered
from feelingit.run_folder import RunFolder, write_csv
from feelingit.study.context import Context, trainings
from feelingit.study.steps.landmarks import follows_faces

BOOTSTRAP_SEED = 0
SHARES = "shares.csv"
BESIDE_PEOPLE = ("people_covered.csv", "people_confusions.csv")
"""The tables of people's answers to covered faces beside the models'; without rows where a study
tests no such covering."""
COVERINGS = tuple(f"{name}.csv" for name in ("coverings", "flows", "growth", "trust", "unseen"))
"""The files about coverings in `evaluation/`: a study has those that it can fill."""


def all_predictions(context: Context) -> pd.DataFrame:
    """Read the predictions of every training."""
    paths = [context.run.predictions_of(t.model_id) for t in trainings(context.settings)]
    return pd.concat([read_predictions(path) for path in paths], ignore_index=True)


def evaluate_all(context: Context) -> None:
    """Write the tables of `evaluation/`, all but the claims."""
    predictions = all_predictions(context)
    resamples = context.settings.evaluation.resamples
    tables = evaluate(predictions, resamples=resamples, seed=BOOTSTRAP_SEED)
    for name, table in tables._asdict().items():
        write_csv(context.run.evaluation / f"{name}.csv", table)
    beside = people_covered(predictions, resamples=resamples, seed=BOOTSTRAP_SEED)
    for name, table in zip(BESIDE_PEOPLE, beside, strict=True):
        write_csv(context.run.evaluation / name, table)
    if not follows_faces(context.settings):
        forget_coverings(context.run)
        (context.run.evaluation / SHARES).unlink(missing_ok=True)


def forget_coverings(run: RunFolder) -> None:
    """Clear away the tables about coverings that an earlier form of the study has left."""
    for name in COVERINGS:
        (run.evaluation / name).unlink(missing_ok=True)
