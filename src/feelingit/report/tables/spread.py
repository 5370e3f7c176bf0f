"""A score over seeds as one entry of a table."""

import pandas as pd

from feelingit.report.numbers import MISSING, decimal


def spread(values: "pd.Series", scale: float = 100, digits: int = 1) -> str:
    """Write the mean, and with several seeds the standard deviation after it."""
    known = scale * values.dropna().astype(float)
    if known.empty:
        return MISSING
    mean = decimal(float(known.mean()), digits)
    if len(known) == 1:
        return mean
    return f"{mean} ± {decimal(float(known.std(ddof=1)), digits)}"
