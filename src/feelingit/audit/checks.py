"""The checks that every data set gets: the one registry of them."""

import pandas as pd

from feelingit.audit.blank import find_blank
from feelingit.audit.duplicates import find_duplicates
from feelingit.audit.findings import Check
from feelingit.audit.votes import find_outvoted
from feelingit.faces import Faces

CHECKS: dict[str, Check] = {
    "duplicate": find_duplicates,
    "blank": find_blank,
    "votes": find_outvoted,
}
"""By the name in the findings' column `check`."""


def audit(faces: Faces) -> pd.DataFrame:
    """Run every check.

    Returns:
        Findings `face_id, check, score, evidence, suggestion`, check by check; the faces stay
        as they are.
    """
    return pd.concat([check(faces) for check in CHECKS.values()], ignore_index=True)
