"""What training with coverings is worth, in figures."""

import pandas as pd

from feelingit.report.helped import entry, lines, trained_arms
from feelingit.report.numbers import count, interval, p_value, percent, signed
from feelingit.report.results import Model, Results
from feelingit.report.tables.table import Table


def unseen(results: Results, model: Model) -> Table | None:
    """Give each arm's difference from the bare one, a row a set of conditions."""
    shown = lines(results, model)
    if not shown:
        return None
    other = next(iter(results.unseen.loc[results.unseen["model"] == model.name, "other"]))
    bare = next(arm.label for arm in results.arms if arm.name == other)
    lead = next(arm.label for arm in results.arms if arm.name == shown[0].by)
    rows = []
    for arm in trained_arms(results, model):
        for line in shown:
            found = entry(results, model, arm, line)
            if found is not None:
                rows.append(
                    (arm.label, _name(line.kind, line.group, line.label),
                     count(found["conditions"]), percent(found["accuracy"]),
                     percent(found["other_accuracy"]), signed(found["difference"]),
                     interval(found["low"], found["high"]), p_value(found["p_holm"]))
                )  # fmt: skip
    columns = ["Trained on", "Tested on", "Conditions", "Accuracy", bare, "Difference",
               "95 % interval", "p (Holm)"]  # fmt: skip
    return Table(
        name=f"unseen_{model.name}",
        title=f"{model.label}: what training with coverings is worth",
        caption=f"Mean accuracy in percent over the conditions of a row, beside that of "
        f"“{bare.lower()}”; “seen” is what “{lead.lower()}” saw in training. Exact two-sided "
        "sign-flip test of the faces' mean differences, corrected by Holm's method over the whole "
        "file; paired bootstrap intervals.",
        frame=pd.DataFrame(rows, columns=columns),
        stubs=2,
    )


def _name(kind: str, group: str, label: str) -> str:
    if kind == "bare":
        return label
    what = "all coverings" if group == "all" else label
    return f"{kind}: {what}"
