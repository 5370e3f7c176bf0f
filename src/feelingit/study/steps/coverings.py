"""Evaluate the coverings of a study: what each costs, turns into what, and does to training."""

import pandas as pd

from feelingit.evaluation.coverings_tables import coverings_tables
from feelingit.run_folder import write_csv
from feelingit.study.context import Context
from feelingit.study.steps.evaluate import (
    BOOTSTRAP_SEED,
    SHARES,
    all_predictions,
    forget_coverings,
)
from feelingit.study.stored import landmark_quality


def evaluate_coverings(context: Context) -> None:
    """Write the tables of `evaluation/` that are about coverings."""
    folder = context.run.evaluation
    tables = coverings_tables(
        all_predictions(context),
        pd.read_csv(folder / SHARES),
        landmark_quality(context.run),
        resamples=context.settings.evaluation.resamples,
        seed=BOOTSTRAP_SEED,
    )
    forget_coverings(context.run)
    for name, table in tables.items():
        write_csv(folder / f"{name}.csv", table)
