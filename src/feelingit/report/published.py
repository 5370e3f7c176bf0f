"""Find the published figure that belongs to a model and an arm.

Matches by architecture, hidden part and control, not by name, so that a renamed arm, or one that
cuts away instead of blackening, still finds its counterpart.
"""

import pandas as pd

from feelingit.report.results import Arm, Model, Results


def published_row(results: Results, model: Model, arm: Arm, metric: str) -> "pd.Series | None":
    """Give the published row in percent (`overall` and the emotions), or None."""
    table = results.published
    found = table[
        (table["model"] == model.architecture)
        & (table["hides"] == arm.hides)
        & (table["control"] == arm.control)
        & (table["metric"] == metric)
    ]
    return None if found.empty else found.iloc[0]


def has_published(results: Results, model: Model) -> bool:
    """Say whether the study published anything on this model."""
    return any(published_row(results, model, arm, "accuracy") is not None for arm in results.arms)
