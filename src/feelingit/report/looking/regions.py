"""How much each region of the face is looked at, as means over seeds; the tables' figures."""

import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.report.looking.methods import ids, own_condition
from feelingit.report.results import Model, Results
from feelingit.types import REGIONS

RATIO = ("ratio", "ratio_low", "ratio_high")


def shares_of(
    results: Results, model: Model, method: str, condition: str = "", answers: str = "correct"
) -> pd.DataFrame:
    """Select a model's rows of the shares, of all seeds; by default on what it was trained on."""
    table = results.looking.shares
    if table.empty:
        return table
    return table[
        table["model_id"].isin(ids(results, model))
        & (table["method"] == method)
        & (table["condition"] == (condition or own_condition(results, model)))
        & (table["answers"] == answers)
    ]


def ratios(results: Results, model: Model, method: str, column: str = "ratio") -> pd.DataFrame:
    """Give saliency over area, index `EMOTIONS`, columns `REGIONS`; NaN where unknown.

    Means over seeds, of the intervals' ends (`ratio_low`, `ratio_high`) too.
    """
    rows = shares_of(results, model, method)
    if rows.empty:
        return pd.DataFrame(float("nan"), index=list(EMOTIONS), columns=list(REGIONS))
    table = rows.pivot_table(index="emotion", columns="region", values=column, aggfunc="mean")
    return table.reindex(index=list(EMOTIONS), columns=list(REGIONS)).astype(float)


def strongest(results: Results, model: Model, method: str) -> dict[str, tuple[str, float]]:
    """Give each emotion's region with the highest ratio; emotions without faces are left out."""
    table = ratios(results, model, method).dropna(how="all")
    return {str(e): (str(row.idxmax()), float(row.max())) for e, row in table.iterrows()}


def faces(results: Results, method: str) -> tuple[int, int]:
    """Give the fewest and the most faces that an emotion's shares are of; 0 and 0 of none."""
    parts = [shares_of(results, model, method) for model in results.models]
    counts = [int(n) for part in parts if len(part) for n in part["faces"] if n > 0]
    return (min(counts), max(counts)) if counts else (0, 0)
