"""Paired comparisons with Holm's correction."""

import pandas as pd

from feelingit.report.names import condition_label
from feelingit.report.numbers import MINUS, count, counted, interval, p_value, percent, signed
from feelingit.report.results import Results
from feelingit.report.tables.table import Table

QUESTIONS = {
    "model": "Which model is better?",
    "mask": "What does a mask cost?",
    "which mask": "Which mask costs more?",
    "control": "Does control help?",
    "adaptation": "Does training on the mask help?",
    "region against area": "A band or a box of its area?",
}
COLUMNS = ["Question", "A", "B", "A (%)", "B (%)", f"A {MINUS} B", "95 % interval", "p (Holm)",
           "Only A right", "Only B right"]  # fmt: skip
LEVEL = 0.05


def comparisons(results: Results) -> Table | None:
    """Give each comparison's difference, interval and corrected p-value."""
    if results.comparisons.empty:
        return None
    table = results.comparisons.sort_values("question", kind="stable", key=_order)
    rows = [
        (QUESTIONS.get(row["question"], str(row["question"])),
         _cell(results, row["a"], row["a_tested_on"]), _cell(results, row["b"], row["b_tested_on"]),
         percent(row["accuracy_a"]), percent(row["accuracy_b"]),
         signed(row["difference"]), interval(row["low"], row["high"]),
         p_value(row["p_holm"]), count(row["only_a"]), count(row["only_b"]))
        for row in table.to_dict("records")
    ]  # fmt: skip
    return Table(
        name="comparisons",
        title="Paired comparisons",
        caption=_caption(results.comparisons),
        frame=pd.DataFrame(rows, columns=COLUMNS),
        stubs=2,
        prose=("Question", "A", "B"),
    )


def _caption(table: pd.DataFrame) -> str:
    beyond = int((table["p_holm"] < LEVEL).sum())
    return (
        f"A and B judge the same {count(table['n'].max())} test faces: exact McNemar test, paired "
        "bootstrap interval of the difference in percentage points, Holm's correction over all "
        f"{counted(len(table), 'row')}. {counted(beyond, 'difference')} "
        f"{'is' if beyond == 1 else 'are'} beyond chance at {LEVEL:g} after correction."
    )


def _order(questions: "pd.Series") -> "pd.Series":
    known = list(QUESTIONS)
    return questions.map(lambda q: known.index(q) if q in known else len(known))


def _cell(results: Results, model_id: str, tested_on: str) -> str:
    """Name a trained model and what it was tested on, where that is not its own mask."""
    training = results.training(model_id)
    model = next(m for m in results.models if m.name == training.model)
    arm = next(a for a in results.arms if a.name == training.arm)
    seed = f", seed {training.seed}" if len(results.seeds) > 1 else ""
    tested = "" if tested_on == arm.own else f", tested on {condition_label(tested_on)}"
    return f"{model.label}, {arm.label.lower()}{tested}{seed}"
