"""What drawn faces, of which the truth is known, say of a method: one row of the table of trust."""

import numpy as np
import pandas as pd

from feelingit.saliency.trust.verdicts import not_run, table_of

TEST = "truth"
CHANCE = 1.0
"""The share of saliency over the region's share of the face: what looking anywhere comes to."""


def truth_rows(truth: pd.DataFrame, model: str, method: str) -> pd.DataFrame:
    """Sum up the regions that carried the emotion alone: a method has to find each of them.

    Args:
        truth: The table of drawn faces: `model, method, region, ratio, low, high, faces, passes`.
            A row whose `passes` is missing does not count: its network had learnt too little.
        model: As the study calls it.
        method: By name.

    Returns:
        One row of the table of trust: `value` is the ratio in the region that the method finds
        worst, with its interval; it passes where it passes in every region.
    """
    own = truth[(truth["model"] == model) & (truth["method"] == method)]
    judged = own[own["passes"].notna() & own["ratio"].notna()]
    if judged.empty:
        return table_of([not_run(TEST)])
    worst = judged.iloc[int(judged["ratio"].to_numpy(np.float64).argmin())]
    row = {
        "test": TEST,
        "value": float(worst["ratio"]),
        "low": float(worst["low"]),
        "high": float(worst["high"]),
        "reference": CHANCE,
        "passes": bool(np.all(judged["passes"].astype(bool))),
        "faces": int(judged["faces"].sum()),
    }
    return table_of([row])
