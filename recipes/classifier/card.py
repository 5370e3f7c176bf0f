"""Write the card of the model that ships: what it is, how well it does, what it is not for."""

from typing import Any

import pandas as pd

from feelingit.occlusion import condition
from feelingit.occlusion.groups import TITLES
from recipes.classifier.card_text import TEXT
from recipes.classifier.measure import WANTED, Measured
from recipes.classifier.validate import CONDITIONS as AIMED

_PERCENT = "{:.1%}".format


def card(facts: dict[str, Any], measured: Measured, judged: pd.DataFrame, command: str) -> str:
    """Give the card as Markdown.

    Args:
        facts: As in the model's description.
        measured: The tables.
        judged: The calibration on faces that it was not fitted to, see `calibrate.cross_fitted`.
        command: What trains and measures the model again.
    """
    parts = {
        "facts": facts,
        "command": command,
        "aimed": _aimed(measured.accuracy),
        "calibration": _calibration(judged),
        "recall": _recall(measured.recall),
        "coverings": _coverings(measured.accuracy),
        "threshold": _threshold(measured.threshold),
        "precision": _precision(measured.precision),
        "advised": measured.advised,
        "wanted": _PERCENT(WANTED),
    }
    return TEXT.format(**parts)


def _aimed(table: pd.DataFrame) -> str:
    rows = table[table["condition"].isin(AIMED)]
    return _markdown(
        pd.DataFrame(
            {
                "condition": rows["condition"].map(_label),
                "accuracy": [_with_interval(row, "") for _, row in rows.iterrows()],
                "without copies": [
                    _with_interval(row, "_without_copies") for _, row in rows.iterrows()
                ],
                "mirrored as well": rows["accuracy_mirrored"].map(_PERCENT),
                "macro F1": rows["macro_f1"].map("{:.3f}".format),
                "calibration error": rows["ece"].map("{:.3f}".format),
            }
        )
    )


def _coverings(table: pd.DataFrame) -> str:
    rows = table[~table["condition"].isin(AIMED)]
    return _markdown(
        pd.DataFrame(
            {
                "kind": rows["group"].map(lambda group: TITLES[group]),
                "condition": rows["condition"].map(_label),
                "accuracy": [_with_interval(row, "") for _, row in rows.iterrows()],
                "without copies": [
                    _with_interval(row, "_without_copies") for _, row in rows.iterrows()
                ],
                "calibration error": rows["ece"].map("{:.3f}".format),
            }
        )
    )


def _calibration(judged: pd.DataFrame) -> str:
    shown = pd.DataFrame({"condition": judged["condition"].map(_label)})
    for when in ("before", "cross_fitted"):
        shown[f"accuracy, {when.replace('_', '-')}"] = judged[f"accuracy_{when}"].map(_PERCENT)
    for when in ("before", "cross_fitted"):
        shown[f"calibration error, {when.replace('_', '-')}"] = judged[f"ece_{when}"].map(
            "{:.3f}".format
        )
    return _markdown(shown)


def _recall(table: pd.DataFrame) -> str:
    shown = table.rename(columns={name: _label(name) for name in AIMED})
    for name in AIMED:
        shown[_label(name)] = shown[_label(name)].map(_PERCENT)
    return _markdown(shown)


def _threshold(table: pd.DataFrame) -> str:
    shown = pd.DataFrame({"threshold": sorted(set(table["threshold"]))})
    for name in AIMED:
        rows = table[table["condition"] == name].sort_values("threshold")
        shown[_label(name)] = [
            f"{_PERCENT(row.coverage)} answered, {_PERCENT(row.accuracy)} right"
            for row in rows.itertuples()
        ]
    return _markdown(shown)


def _precision(table: pd.DataFrame) -> str:
    shown = pd.DataFrame({"condition": table["condition"].map(_label)})
    for column in ("accuracy_float32", "accuracy_int8", "same_answer"):
        shown[column.replace("_", " ")] = table[column].map(_PERCENT)
    for column in ("mean_difference", "largest_difference"):
        shown[column.replace("_", " ")] = table[column].map("{:.3f}".format)
    return _markdown(shown)


def _label(name: str) -> str:
    return condition(name).label


def _with_interval(row: "pd.Series[Any]", which: str) -> str:
    low, high = row[f"accuracy_low{which}"], row[f"accuracy_high{which}"]
    return f"{row[f'accuracy{which}']:.1%} [{100 * low:.1f}, {100 * high:.1f}]"


def _markdown(table: pd.DataFrame) -> str:
    head = f"| {' | '.join(map(str, table.columns))} |"
    rule = f"| {' | '.join('---' for _ in table.columns)} |"
    rows = [f"| {' | '.join(map(str, row))} |" for row in table.itertuples(index=False)]
    return "\n".join((head, rule, *rows))
