"""What becomes of the answers under each covering."""

import pandas as pd

from feelingit.report.answer_flows import Flows, changed, flows, gains, largest, lost_and_won
from feelingit.report.covered import arms_of, groups
from feelingit.report.names import condition_label
from feelingit.report.numbers import MISSING, count, percent, signed
from feelingit.report.results import Model, Results
from feelingit.report.tables.table import Table

COLUMNS = ["Group", "Covering", "Answers changed (%)", "Right only bare (%)",
           "Right only covered (%)", "Largest change", "Faces", "Of that answer (%)",
           "More often", "By (points)"]  # fmt: skip


def answer_flows(results: Results, model: Model) -> Table | None:
    """Give each covering's changes of answers in the baseline arm, the largest one by name."""
    if results.flows.empty:
        return None
    arm = arms_of(results, model)[0]
    rows = []
    for part in groups(results, model):
        for name in part.coverings:
            counts = flows(results, model, arm, name)
            if counts.sum():
                rows.append((part.label, condition_label(name), *_entries(counts)))
    return Table(
        name=f"flows_{model.name}",
        title="Answers to bare faces and to covered ones",
        caption=f"{model.label}, “{arm.label.lower()}”: of all test faces, those whose answer "
        "changes when they are covered, and those that are named rightly bare alone or covered "
        "alone; the largest change from one answer to another, in faces and in percent of those "
        "first given the former; and the answer that is given more often than before, by how "
        "many points of all faces. All counts lie in the run's flows.csv.",
        frame=pd.DataFrame(rows, columns=COLUMNS),
        stubs=2,
        prose=("Largest change", "More often"),
    )


def _entries(counts: Flows) -> list[str]:
    lost, won = lost_and_won(counts)
    most = largest(counts)
    change = [MISSING] * 3
    if most is not None:
        change = [f"{most.bare} to {most.covered}", count(most.faces), percent(most.share)]
    more = gains(counts)
    best = max(more, key=more.__getitem__)
    return [
        percent(changed(counts)),
        percent(lost),
        percent(won),
        *change,
        best,
        signed(more[best]),
    ]
