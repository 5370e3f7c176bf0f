"""The tests of claims on whether models look where people look, source by source.

They rest on the run's table of agreement (`saliency.people.agreement`), of the study's own method
on bare faces that were named rightly. The intervals speak of other faces and not of other
regions, of which there are seven.
"""

from dataclasses import replace
from math import factorial

import numpy as np
import pandas as pd

from feelingit.evaluation.arms import BARE, TrainedModel
from feelingit.saliency.people import ALL, SOURCES, ceiling
from feelingit.study.claims.accuracy import Judged
from feelingit.study.claims.evidence import Evidence, called
from feelingit.study.claims.looking import METHOD, METHOD_LABEL
from feelingit.study.claims.outcomes import Finding, NotTestedError, all_hold
from feelingit.study.claims.wording import ratio, sentence


def beyond_floor(evidence: Evidence, source: str) -> Judged:
    """Compare each model's agreement with its controls, and with regions in any other order."""
    found, figures = [], []
    for trained, row, _ in _rows(evidence, source):
        controls = {"a centre bias": row["rho_center"], "random weights": row["rho_random"]}
        known = {name: float(value) for name, value in controls.items() if not np.isnan(value)}
        one = _above(_finding(trained, row, null=max(known.values(), default=0.0)), row)
        found.append(one)
        reach = " and ".join(f"{name} {value:.2f}" for name, value in known.items())
        orders = f"p = {row['p_regions']:.3f} by all orders of the regions"
        figures.append(f"{ratio(one)} against {reach}, {orders}")
    return all_hold(found), sentence(_opening(source), figures, _ceiling(source))


def _above(found: Finding, row: "pd.Series[float]") -> Finding:
    """Judge by faces whether the controls are beaten, and by regions whether chance is.

    Both must hold. Where the interval lies below the higher control, it alone decides (no p).
    """
    if found.high < found.null:
        return found
    p = min(1.0, 2 * float(row["p_regions"])) if found.excludes_null else 1.0
    return replace(found, p=p)


def for_that_emotion(evidence: Evidence, source: str) -> Judged:
    """Ask whether each model's emotions agree with people's own better than with their others."""
    found, figures = [], []
    for trained, row, emotions in _rows(evidence, source):
        if np.isnan(row["p_emotions"]):
            raise NotTestedError(f"{trained.model_id} has maps of too few emotions")
        p = _two_sided(float(row["p_emotions"]), emotions)
        one = _finding(trained, row, null=float(row["rho_others"]), p=p)
        found.append(one)
        figures.append(f"{ratio(one)}, with the other emotions {one.null:.2f}")
    return all_hold(found), sentence(_opening(source), figures, "")


Cell = tuple[TrainedModel, "pd.Series[float]", int]
"""A model, its row over all emotions, and how many emotions went into it."""


def _rows(evidence: Evidence, source: str) -> list[Cell]:
    if evidence.agreement is None:
        raise NotTestedError("the run has no saliency maps to hold against people's data")
    table = evidence.agreement
    table = table[(table["method"] == METHOD) & (table["condition"] == BARE)]
    table = table[table["source"] == source].dropna(subset=["rho"])
    found = []
    for model in evidence.models:
        for trained in evidence.baseline(model):
            own = table[table["model_id"] == trained.model_id]
            overall = own[own["emotion"] == ALL]
            if overall.empty:
                raise NotTestedError(
                    f"there are no {METHOD_LABEL} maps of bare faces that {trained.model_id} "
                    "named rightly"
                )
            found.append((trained, overall.iloc[0], len(own) - len(overall)))
    return found


def _finding(
    trained: TrainedModel, row: "pd.Series[float]", null: float, p: float = np.nan
) -> Finding:
    name = f"{called(trained.model)} (seed {trained.seed})"
    estimate, low, high = (float(row[column]) for column in ("rho", "low", "high"))
    return Finding(name, estimate, low, high, p=p, null=null)


def _two_sided(p: float, emotions: int) -> float:
    """Double the smaller tail; the pairing as it is belongs to both."""
    other = 1 - p + 1 / factorial(emotions)
    return min(1.0, 2 * min(p, other))


def _opening(source: str) -> str:
    return (
        f"Rank correlation of {METHOD_LABEL} saliency over area with {SOURCES[source].label}, mean "
        "over emotions"
    )


def _ceiling(source: str) -> str:
    """Say how well the other sources agree with this one."""
    table = ceiling(resamples=1)
    table = table[table["emotion"] == ALL]
    parts = [
        f"{SOURCES[other].label} {row['rho']:.2f}"
        for _, row in table.iterrows()
        for mine, other in ((row["source_a"], row["source_b"]), (row["source_b"], row["source_a"]))
        if mine == source
    ]
    return f"(the other sources reach: {', '.join(parts)})"
