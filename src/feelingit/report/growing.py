"""The curves of accuracy against the share of the face hidden, as means over seeds."""

import pandas as pd

from feelingit.report.covered import ALL
from feelingit.report.results import Arm, Model, Results

DIRECTIONS = {
    "below": "from below",
    "above": "from above",
    "left": "from the left",
    "right": "from the right",
    "scattered": "in scattered squares",
}
"""Directions in the order in which they are shown, by what readers call them."""


def directions(results: Results) -> list[str]:
    """List the directions that the run has."""
    found = set() if results.growth.empty else set(results.growth["direction"])
    return [name for name in DIRECTIONS if name in found]


def curve(
    results: Results, model: Model, arm: Arm, direction: str, emotion: str = ALL
) -> pd.DataFrame:
    """Give a curve: `accuracy`, `low` and `high` by `share` as index, the least first."""
    table = results.growth
    rows = table[
        (table["model"] == model.name)
        & (table["arm"] == arm.name)
        & (table["direction"] == direction)
        & (table["emotion"] == emotion)
    ]
    return rows.groupby("share")[["accuracy", "low", "high"]].mean().sort_index()


def shares(results: Results) -> list[float]:
    """List the shares that were hidden, but for none of the face."""
    return sorted({float(share) for share in results.growth["share"]} - {0.0})


def middle(results: Results) -> float:
    """Give the share at which sentences compare the directions: the one nearest to a half."""
    return min(shares(results), key=lambda share: (abs(share - 0.5), share))
