"""Score all predictions, and compare them in pairs."""

import pandas as pd

from feelingit.evaluation import evaluate, read_predictions
from feelingit.run_folder import write_csv
from feelingit.study.context import Context, trainings

BOOTSTRAP_SEED = 0


def all_predictions(context: Context) -> pd.DataFrame:
    """Read the predictions of every training."""
    paths = [context.run.predictions_of(t.model_id) for t in trainings(context.settings)]
    return pd.concat([read_predictions(path) for path in paths], ignore_index=True)


def evaluate_all(context: Context) -> None:
    """Write the tables of `evaluation/`, all but the claims."""
    tables = evaluate(
        all_predictions(context),
        resamples=context.settings.evaluation.resamples,
        seed=BOOTSTRAP_SEED,
    )
    for name, table in tables._asdict().items():
        write_csv(context.run.evaluation / f"{name}.csv", table)
