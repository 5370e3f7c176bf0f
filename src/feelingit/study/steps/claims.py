"""Hold the published study's conclusions against what this run found."""

import pandas as pd

from feelingit.run_folder import write_csv
from feelingit.study.claims import judge_claims
from feelingit.study.context import Context
from feelingit.study.steps.evaluate import BOOTSTRAP_SEED, all_predictions


def claims(context: Context) -> None:
    """Write `evaluation/claims.csv`."""
    table = judge_claims(
        all_predictions(context),
        pd.read_csv(context.run.saliency / "shares.csv"),
        pd.read_csv(context.run.saliency / "agreement.csv"),
        resamples=context.settings.evaluation.resamples,
        seed=BOOTSTRAP_SEED,
    )
    write_csv(context.run.evaluation / "claims.csv", table)
