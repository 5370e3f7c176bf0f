"""How well the models' regions agree with people's, beside floor and ceiling; means over seeds."""

import math
from dataclasses import dataclass

import pandas as pd

from feelingit.report.looking.means import CHANCE
from feelingit.report.looking.methods import ids, main_method, own_condition
from feelingit.report.results import Model, Results
from feelingit.saliency.people import ALL, SOURCES

FIGURES = ("rho", "low", "high", "p_regions", "p_emotions", "rho_center", "rho_random")


@dataclass(frozen=True)
class Agreement:
    """A rank correlation with its interval, its tests and its floor; NaN what is not known."""

    rho: float
    low: float
    high: float
    p_regions: float
    p_emotions: float
    rho_center: float
    rho_random: float

    @property
    def floor(self) -> float:
        """The higher of what a centre bias and a network of random weights reach."""
        return max(
            [r for r in (self.rho_center, self.rho_random) if not math.isnan(r)], default=math.nan
        )

    @property
    def beyond_floor(self) -> bool:
        """Whether the whole interval lies above the floor, and the order of regions counts."""
        return self.low > self.floor and self.p_regions < CHANCE


def rows_of(results: Results, model: Model, method: str = "") -> pd.DataFrame:
    """Select a model's rows, of all seeds; by default by the method that stands for all."""
    table = results.looking.agreement
    if table.empty:
        return table
    return table[
        table["model_id"].isin(ids(results, model))
        & (table["method"] == (method or main_method(results)))
        & (table["condition"] == own_condition(results, model))
    ]


def sources(results: Results) -> list[str]:
    """Give the sources that models were compared with, in the order of tables."""
    table = results.looking.agreement
    known = [] if table.empty else list(table["source"].unique())
    return [name for name in SOURCES if name in known]


def agreement(
    results: Results, model: Model, source: str, emotion: str = ALL, method: str = ""
) -> Agreement | None:
    """Give a model's agreement with a source; None where it was not measured."""
    rows = rows_of(results, model, method)
    if rows.empty:
        return None
    rows = rows[(rows["source"] == source) & (rows["emotion"] == emotion)]
    if rows["rho"].isna().all():
        return None
    mean = rows.reindex(columns=list(FIGURES)).astype(float).mean()
    return Agreement(**{name: float(mean[name]) for name in FIGURES})


def ceiling(results: Results, source: str, emotion: str = ALL) -> float:
    """Give the mean correlation of a source with the others; NaN where it was not measured."""
    table = results.looking.sources
    if table.empty:
        return float("nan")
    with_it = (table["source_a"] == source) | (table["source_b"] == source)
    return float(table.loc[with_it & (table["emotion"] == emotion), "rho"].mean())
