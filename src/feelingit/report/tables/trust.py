"""What landmarks that cannot be trusted do to the figures."""

import pandas as pd

from feelingit.evaluation.trust import MEAN, WHICH
from feelingit.report.covered import arms_of
from feelingit.report.names import condition_label, group_of
from feelingit.report.numbers import MISSING, count, interval, percent, signed
from feelingit.report.results import NONE, Arm, Model, Results
from feelingit.report.tables.table import Table

COLUMNS = ["Trained on", "Tested on", "All", "Trusted alone", "Not trusted", "Worth (points)"]


def trust(results: Results, model: Model) -> Table | None:
    """Give the accuracy with and without the faces whose landmarks cannot be trusted."""
    if results.trust.empty:
        return None
    rows = [
        (arm.label, _label(name), *_cells(results, model, arm, name))
        for arm in arms_of(results, model)
        for name in shown(results)
    ]
    faces, share = untrusted(results)
    return Table(
        name=f"trust_{model.name}",
        title=f"{model.label} with and without faces whose landmarks cannot be trusted",
        caption=f"Accuracy in percent with 95 % bootstrap intervals. The landmarks of "
        f"{count(faces)} test faces ({percent(share)} %) cannot be trusted; what they are worth is "
        "the accuracy of the trusted faces alone minus that of all. The mean is over all "
        "coverings as in life. Single coverings stand in the run's trust.csv.",
        frame=pd.DataFrame(rows, columns=COLUMNS),
        stubs=2,
    )


def shown(results: Results) -> list[str]:
    """List the rows of each arm: the bare face, the study's masks, and the mean of coverings."""
    tested = [str(name) for name in results.trust["tested_on"].unique()]
    shapes = [name for name in tested if group_of(name) == "shape"]
    return [name for name in (NONE, *shapes, MEAN) if name in tested]


def untrusted(results: Results) -> tuple[float, float]:
    """Give how many test faces have landmarks that cannot be trusted, and their share."""
    rows = results.trust[results.trust["which"] == "untrusted"]
    return float(rows["n"].mean()), float(rows["share"].mean())


def figures(
    results: Results, model: Model, arm: Arm, tested_on: str
) -> dict[str, "pd.Series[float]"]:
    """Give `accuracy`, `low` and `high` of all, trusted and untrusted faces, mean over seeds."""
    table = results.trust
    rows = table[
        (table["model"] == model.name)
        & (table["arm"] == arm.name)
        & (table["tested_on"] == tested_on)
    ]
    return {
        which: rows.loc[rows["which"] == which, ["accuracy", "low", "high"]].astype(float).mean()
        for which in WHICH
    }


def _cells(results: Results, model: Model, arm: Arm, tested_on: str) -> list[str]:
    found = figures(results, model, arm, tested_on)
    worth = found["trusted"]["accuracy"] - found["all"]["accuracy"]
    return [
        *(_cell(found[which]) for which in WHICH),
        MISSING if pd.isna(worth) else signed(float(worth)),
    ]


def _cell(row: "pd.Series[float]") -> str:
    if row.isna().any():
        return MISSING
    return f"{percent(row['accuracy'])} {interval(row['low'], row['high'])}"


def _label(name: str) -> str:
    if name == NONE:
        return "bare faces"
    return "mean of the coverings" if name == MEAN else condition_label(name)
