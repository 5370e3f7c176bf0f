"""The tests of claims that saliency maps decide: shares of face regions over their area.

They rest on one method, the study's own, on bare faces that were named rightly; what it is worth
on a model stands in the run's `trust.csv`.
"""

from collections.abc import Iterable

import pandas as pd

from feelingit.evaluation.arms import BARE, TrainedModel
from feelingit.study.claims.accuracy import Judged
from feelingit.study.claims.evidence import Evidence, called
from feelingit.study.claims.outcomes import Finding, NotTestedError, all_hold
from feelingit.study.claims.wording import ratio, sentence

METHOD, METHOD_LABEL = "grad_cam", "Grad-CAM"
"""The study's method."""
ANSWERS = "correct"
EMOTION = "angry"
FEWEST = 10
"""Faces below which a bootstrap interval of a mean says little."""
OPENING = f"{METHOD_LABEL} saliency over area in anger, where 1 is no preference"


def cheeks_and_nose(evidence: Evidence) -> Judged:
    """Ask whether every model prefers the cheeks and the nose."""
    found = [
        one
        for model in evidence.models
        for region in ("cheeks", "nose")
        for one in _ratios(evidence, model, region)
    ]
    return all_hold(found), sentence(OPENING, map(ratio, found), "")


def forehead_of_vgg_alone(evidence: Evidence) -> Judged:
    """Ask whether VGG-16 prefers the forehead and ResNet-50 does not."""
    vgg, resnet = evidence.network("vgg16"), evidence.network("resnet50")
    found = [
        *_ratios(evidence, vgg, "forehead"),
        *_ratios(evidence, resnet, "forehead", below=True),
    ]
    return all_hold(found), sentence(OPENING, map(ratio, found), "")


def shares_of(evidence: Evidence, trained: TrainedModel) -> pd.DataFrame:
    """Give a model's shares by the study's method, of enough bare faces that it named rightly.

    Raises:
        NotTestedError: There are no maps, or none by that method.
    """
    if evidence.shares is None:
        raise NotTestedError("the run has no saliency maps")
    of = evidence.shares
    of = of[(of["model_id"] == trained.model_id) & (of["method"] == METHOD)]
    of = of[(of["condition"] == BARE) & (of["answers"] == ANSWERS)]
    if of.empty:
        raise NotTestedError(
            f"there are no {METHOD_LABEL} maps of bare faces that {trained.model_id} named rightly"
        )
    known = of.dropna(subset=["share", "ratio", "ratio_low", "ratio_high"])
    return known[known["faces"] >= FEWEST]


def _ratios(
    evidence: Evidence, model: str, region: str, *, below: bool = False
) -> Iterable[Finding]:
    for trained in evidence.baseline(model):
        of = shares_of(evidence, trained)
        of = of[(of["emotion"] == EMOTION) & (of["region"] == region)]
        if of.empty:
            raise NotTestedError(
                f"there are no maps of {trained.model_id} for {EMOTION}, {region}, "
                f"of {FEWEST} faces or more"
            )
        row = of.iloc[0]
        yield Finding(
            name=f"{called(model)} {region} (seed {trained.seed})",
            estimate=float(row["ratio"]),
            low=float(row["ratio_low"]),
            high=float(row["ratio_high"]),
            null=1.0,
            below=below,
        )
