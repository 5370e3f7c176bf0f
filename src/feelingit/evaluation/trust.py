"""What landmarks that cannot be trusted do to the figures: accuracy with those faces and without.

Coverings are drawn on landmarks; where these are wrong, so is the covering.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from feelingit.errors import InputError
from feelingit.evaluation.answers import Answers, TestFaces
from feelingit.evaluation.intervals import Bootstrap
from feelingit.evaluation.kinds import everyday, standing
from feelingit.evaluation.prediction_table import MODEL_COLUMNS
from feelingit.evaluation.rates import Rate, rates

WHICH = ("all", "trusted", "untrusted")
MEAN = "coverings"
"""What `tested_on` says of the mean over all coverings as in life."""
COLUMNS = [*MODEL_COLUMNS, "tested_on", "which", "n", "share", "accuracy", "low", "high"]


def trusted_faces(faces: TestFaces, quality: pd.Series, least: float) -> NDArray[np.bool_]:
    """Say whose landmarks can be trusted, `bool [n]`.

    Args:
        faces: The test faces.
        quality: By `face_id`, higher is better.
        least: The quality from which landmarks are trusted.

    Raises:
        InputError: A face has no quality, or several.
    """
    if quality.index.has_duplicates:
        twice = quality.index[quality.index.duplicated()][0]
        raise InputError(f"face {twice} stands twice among the qualities of landmarks")
    found = quality.reindex(faces.face_id).to_numpy(np.float64)
    missing = np.flatnonzero(np.isnan(found))
    if len(missing):
        raise InputError(
            f"{len(missing)} test faces have no quality of landmarks, for example "
            f"{faces.face_id[missing[0]]}; expected one for each"
        )
    trusted: NDArray[np.bool_] = found >= least
    return trusted


def trust_table(answers: Answers, trusted: NDArray[np.bool_], bootstrap: Bootstrap) -> pd.DataFrame:
    """Score all faces, the trusted and the others, under each condition and their mean.

    Args:
        answers: Of one model.
        trusted: `bool [n]`.
        bootstrap: Draws the resamples.

    Returns:
        `COLUMNS`: `n` faces, their `share` of all, and their accuracy, NaN where there are none.
        Rows whose `tested_on` is `MEAN` average over all coverings as in life.
    """
    subsets = np.stack([np.ones_like(trusted), trusted, ~trusted])
    found = rates(answers.right, subsets, answers.faces.group, bootstrap)
    model = {column: getattr(answers.trained, column) for column in MODEL_COLUMNS}
    alike = answers.places(everyday(answers.conditions))

    def rate(name: str, subset: int) -> Rate:
        if name == MEAN:
            return found.mean(alike, subset)
        return found.at(answers.conditions.index(name), subset)

    names = standing(answers.conditions) + [MEAN] * bool(alike)
    rows = [
        {
            **model,
            "tested_on": name,
            "which": which,
            "n": int(found.faces[subset]),
            "share": float(found.faces[subset] / len(trusted)),
            **rate(name, subset).columns("accuracy"),
        }
        for name in names
        for subset, which in enumerate(WHICH)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
