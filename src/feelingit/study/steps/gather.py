"""Gather the tables about maps of all networks, and what people's sources say of each other."""

import pandas as pd

from feelingit.run_folder import write_csv
from feelingit.saliency.people import ceiling
from feelingit.saliency.trust import truth_rows
from feelingit.study.context import Context, Training, trainings
from feelingit.study.control_trainings import judged
from feelingit.study.steps import atlas, judge
from feelingit.study.steps.truth import TRUTH

SOURCES = "sources.csv"
SEED = 0


def tables_of(context: Context) -> list[str]:
    """Name the files that `gather` leaves."""
    _ = context
    return [*(f"{name}.csv" for name in (*atlas.TABLES, *judge.TABLES)), SOURCES]


def gather(context: Context) -> None:
    """Write the tables of `saliency/` that hold all networks; see `tables_of`."""
    settings, folder = context.settings, context.run.saliency
    for name in atlas.TABLES:
        write_csv(folder / f"{name}.csv", _together(context, trainings(settings), name))
    for name in judge.TABLES:
        table = _together(context, judged(settings), name)
        write_csv(folder / f"{name}.csv", _with_truth(context, table) if name == "trust" else table)
    write_csv(folder / SOURCES, ceiling(resamples=settings.evaluation.resamples, seed=SEED))


def _together(context: Context, networks: list[Training], name: str) -> pd.DataFrame:
    folder = context.run.saliency
    tables = [pd.read_csv(folder / f"{each.model_id}-{name}.csv") for each in networks]
    return pd.concat([table for table in tables if len(table)] or tables[:1], ignore_index=True)


def _with_truth(context: Context, trust: pd.DataFrame) -> pd.DataFrame:
    """Add to each network's tests what its architecture's methods showed on drawn faces."""
    path = context.run.saliency / TRUTH
    if not context.settings.saliency.controls.drawn:
        return trust
    found = pd.read_csv(path)
    rows = [
        truth_rows(found, each.model.called, method).assign(model_id=each.model_id, method=method)
        for each in judged(context.settings)
        for method in context.settings.saliency.methods
    ]
    return pd.concat([trust, *rows], ignore_index=True)[list(trust.columns)]
