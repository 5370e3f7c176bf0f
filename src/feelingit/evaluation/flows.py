"""Which answers a covering turns into which: the same faces bare and covered."""

import numpy as np
import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.evaluation.answers import Answers
from feelingit.evaluation.arms import BARE
from feelingit.evaluation.kinds import standing

MODEL = ["model", "arm", "control", "seed"]
COLUMNS = [*MODEL, "tested_on", "emotion", "bare", "covered", "faces"]


def flows_table(answers: Answers) -> pd.DataFrame:
    """Count the faces by emotion, answer to the bare face, and answer under each covering.

    Returns:
        `COLUMNS`; combinations without a face are left out, unchanged answers are not. Empty
        where the model was not tested on bare faces. What the model was trained on is left to
        the other tables: in these many rows it would take most of the file.
    """
    if BARE not in answers.conditions:
        return pd.DataFrame(columns=COLUMNS)
    size = len(EMOTIONS)
    names = [name for name in standing(answers.conditions) if name != BARE]
    before = answers.said[answers.conditions.index(BARE)]
    blocks = []
    for name in names:
        after = answers.said[answers.conditions.index(name)]
        code = (answers.faces.emotion * size + before) * size + after
        counts = np.bincount(code, minlength=size**3)
        there = np.flatnonzero(counts)
        emotion, bare, covered = np.unravel_index(there, (size, size, size))
        labels = np.array(EMOTIONS, dtype=object)
        blocks.append(
            pd.DataFrame(
                {
                    "tested_on": name,
                    "emotion": labels[emotion],
                    "bare": labels[bare],
                    "covered": labels[covered],
                    "faces": counts[there],
                }
            )
        )
    if not blocks:
        return pd.DataFrame(columns=COLUMNS)
    model = {column: getattr(answers.trained, column) for column in MODEL}
    return pd.concat(blocks, ignore_index=True).assign(**model)[COLUMNS]
