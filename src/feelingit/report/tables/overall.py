"""The honest figures: every arm's scores with intervals, and what the leaked copies are worth."""

import pandas as pd

from feelingit.report.numbers import count, interval, listed, points
from feelingit.report.results import Results
from feelingit.report.tables.spread import spread
from feelingit.report.tables.table import Table

COLUMNS = ["Model", "Trained and tested on", "Faces", "Accuracy", "95 % interval",
           "With leaks", "Macro F1", "95 % interval of F1", "Balanced accuracy", "ECE"]  # fmt: skip


def overall(results: Results) -> Table:
    """Give accuracy, macro F1, balanced accuracy and calibration of each arm under its mask."""
    rows = []
    for model in results.models:
        for arm in results.arms:
            found = results.rows(model, arm, arm.own)
            if len(found):
                rows.append((model.label, arm.label, *_entries(found)))
    return Table(
        name="overall",
        title="Overall scores",
        caption=_caption(results),
        frame=pd.DataFrame(rows, columns=COLUMNS),
        stubs=2,
    )


def _entries(found: pd.DataFrame) -> list[str]:
    mean = found.mean(numeric_only=True)
    return [
        count(mean["n"]),
        spread(found["accuracy"]),
        interval(mean["accuracy_low"], mean["accuracy_high"]),
        spread(found["accuracy_with_leaks"]),
        spread(found["macro_f1"]),
        interval(mean["macro_f1_low"], mean["macro_f1_high"]),
        spread(found["balanced_accuracy"]),
        spread(found["ece"]),
    ]


def leak(results: Results) -> tuple[int, dict[str, float]]:
    """Give the number of leaked copies, and by model what counting them adds to the accuracy."""
    number, worth = 0, {}
    for model in results.models:
        rows = results.rows(model, results.baseline, results.baseline.own)
        if len(rows):
            number = max(number, int((rows["n_with_leaks"] - rows["n"]).max()))
            worth[model.label] = float((rows["accuracy_with_leaks"] - rows["accuracy"]).mean())
    return number, worth


def leak_sentence(results: Results) -> str:
    """Say what counting the leaked copies would add."""
    number, worth = leak(results)
    if not number:
        return "No test face has a copy in the training data."
    parts = [
        f"{points(gain)} {'higher' if gain >= 0 else 'lower'} for {label}"
        for label, gain in worth.items()
    ]
    return (
        f"Counting the {count(number)} test faces that have a copy in the training data too, "
        f"accuracy is {listed(parts)}."
    )


def _caption(results: Results) -> str:
    seeds = ""
    if len(results.seeds) > 1:
        seeds = (
            f" Mean ± standard deviation over {len(results.seeds)} seeds; intervals are the mean "
            "of the seeds'."
        )
    return (
        f"In percent, each arm {results.under_own}; intervals are bootstrap "
        f"percentiles, resampled by groups of identical faces. “With leaks” counts the test faces "
        "that have a copy in the training data too; ECE is the expected calibration error. "
        f"{leak_sentence(results)}{seeds}"
    )
