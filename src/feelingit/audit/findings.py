"""The table of findings: its columns, and how a check fills it.

A finding says what was seen and suggests what to do; it changes nothing.
"""

from collections.abc import Callable, Sequence

import pandas as pd

from feelingit.faces import Faces

COLUMNS = ("face_id", "check", "score", "evidence", "suggestion")

DROP = "drop"
"""The suggestion, and the decision, to leave a face out; all others are an emotion's name."""

Check = Callable[[Faces], pd.DataFrame]
"""Looks at faces and gives findings: `face_id, check, score, evidence, suggestion`.

The score runs from 0 to 1, higher is surer. The evidence is a sentence. The suggestion is an
emotion's name or `drop`.
"""


def findings(
    check: str,
    face_ids: Sequence[str],
    scores: Sequence[float],
    evidence: Sequence[str],
    suggestions: Sequence[str],
) -> pd.DataFrame:
    """Make one check's table of findings, surest first."""
    table = pd.DataFrame(
        {
            "face_id": pd.Series(face_ids, dtype="str"),
            "check": check,
            "score": pd.Series(scores, dtype="float64"),
            "evidence": pd.Series(evidence, dtype="str"),
            "suggestion": pd.Series(suggestions, dtype="str"),
        }
    )
    return table.sort_values("score", ascending=False, kind="stable", ignore_index=True)
