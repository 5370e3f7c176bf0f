"""Hold the published study's conclusions against what this run found."""

import pandas as pd

from feelingit.run_folder import write_csv
from feelingit.study.context import Context
from feelingit.study.steps.evaluate import all_predictions


def claims(context: Context) -> None:
    """Write `evaluation/claims.csv`."""
    from feelingit.study.claims import judge_claims  # noqa: PLC0415

    folder = context.run.evaluation
    table = judge_claims(
        pd.read_csv(folder / "scores.csv"),
        pd.read_csv(folder / "comparisons.csv"),
        all_predictions(context),
        pd.read_csv(context.run.saliency / "shares.csv"),
    )
    write_csv(folder / "claims.csv", table)
