"""All tables of a run with coverings, from its predictions, what is hidden, and the landmarks."""

import pandas as pd

from feelingit.evaluation.answers import Answers, answers
from feelingit.evaluation.coverings import coverings_table
from feelingit.evaluation.flows import flows_table
from feelingit.evaluation.growth_curves import growth_table
from feelingit.evaluation.intervals import Bootstrap
from feelingit.evaluation.kinds import FOLLOWING, group_of
from feelingit.evaluation.rates import Rates, rates
from feelingit.evaluation.trust import trust_table, trusted_faces
from feelingit.evaluation.unseen import unseen_table
from feelingit.landmarks import TRUSTED

Measured = list[tuple[Answers, Rates]]


def coverings_tables(
    predictions: pd.DataFrame,
    shares: pd.DataFrame | None = None,
    quality: pd.Series | None = None,
    *,
    resamples: int = 2000,
    seed: int = 0,
) -> dict[str, pd.DataFrame]:
    """Evaluate what follows the face: coverings, their controls, and what grows over it.

    Only test faces without a copy in training count. Intervals are of 95 %, by the bootstrap
    over groups of copies; all conditions share its resamples, so that differences are paired.

    Args:
        predictions: Of all models, one row a face and condition.
        shares: How much each condition hides, by `tested_on`, if it was measured.
        quality: Of the test faces' landmarks, by `face_id`, if they were found.
        resamples: Of the bootstrap.
        seed: Of the bootstrap.

    Returns:
        By the name of the file: `coverings`, `flows`, `growth`, `trust` and `unseen`, each as its
        own module says; those without a row are left out, and all where no condition of the run
        follows the face.

    Raises:
        InputError: Conditions were not tested on the same faces, one is unknown, or a test face
            has no quality.
    """
    tested = predictions["tested_on"].unique()
    if not any(group_of(str(name)) in FOLLOWING for name in tested):
        return {}
    bootstrap = Bootstrap(resamples, seed)
    models = [(each, _by_emotion(each, bootstrap)) for each in answers(predictions)]
    tables = {
        "coverings": [coverings_table(each, found, _by_name(shares)) for each, found in models],
        "flows": [flows_table(each) for each, _ in models],
        "growth": [growth_table(each, found) for each, found in models],
        "trust": _trust(models, quality, bootstrap),
        "unseen": [unseen_table(models)],
    }
    full = {name: [part for part in parts if len(part)] for name, parts in tables.items()}
    return {name: pd.concat(parts, ignore_index=True) for name, parts in full.items() if parts}


def _by_emotion(each: Answers, bootstrap: Bootstrap) -> Rates:
    return rates(each.right, each.faces.subsets, each.faces.group, bootstrap)


def _by_name(shares: pd.DataFrame | None) -> pd.DataFrame:
    return pd.DataFrame() if shares is None else shares.set_index("tested_on")


def _trust(models: Measured, quality: pd.Series | None, bootstrap: Bootstrap) -> list[pd.DataFrame]:
    if quality is None:
        return []
    return [
        trust_table(each, trusted_faces(each.faces, quality, TRUSTED), bootstrap)
        for each, _ in models
    ]
