"""Table 1: how many faces of each emotion are used for what."""

import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.report.numbers import count
from feelingit.report.results import Results
from feelingit.report.tables.table import Table

SPLITS = {"train": "Training", "validation": "Validation", "test": "Test"}


def categories(results: Results) -> Table:
    """Count the faces in use by emotion and split."""
    after = results.cleaning["balance"]["after"]
    rows = [[int(after.get(split, {}).get(e, 0)) for split in SPLITS] for e in EMOTIONS]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    frame = pd.DataFrame(
        [[count(n) for n in (*row, sum(row))] for row in rows], columns=[*SPLITS.values(), "All"]
    )
    frame.insert(0, "Emotion", [*EMOTIONS, "all"])
    return Table(
        name="categories",
        title="Properties of the data set",
        caption="Faces of each emotion in use, after relabelling and cleaning.",
        frame=frame,
    )
