"""Accuracy as more and more of the face is hidden."""

import pandas as pd

from feelingit.report.covered import arms_of
from feelingit.report.growing import DIRECTIONS, curve, directions
from feelingit.report.numbers import interval, percent
from feelingit.report.results import Model, Results
from feelingit.report.tables.table import Table


def growth(results: Results, model: Model) -> Table | None:
    """Give each direction's accuracies, a row a share and a column an arm."""
    if not directions(results):
        return None
    arms = arms_of(results, model)
    rows = []
    for direction in directions(results):
        curves = [curve(results, model, arm, direction) for arm in arms]
        for share in curves[0].index:
            cells = [_cell(found, float(share)) for found in curves]
            rows.append((DIRECTIONS[direction], percent(float(share), 0), *cells))
    return Table(
        name=f"growth_{model.name}",
        title=f"{model.label} as more of the face is hidden",
        caption="Accuracy on the test faces in percent with 95 % bootstrap intervals, a column for "
        "each training arm; 0 is the bare face.",
        frame=pd.DataFrame(rows, columns=["Hidden", "Share (% of face)", *(a.label for a in arms)]),
        stubs=2,
    )


def _cell(found: pd.DataFrame, share: float) -> str:
    value, low, high = (float(found[name][share]) for name in ("accuracy", "low", "high"))
    return f"{percent(value)} {interval(low, high)}"
