"""The tests of claims that saliency maps decide: shares of face regions over their area."""

from collections.abc import Iterable

import pandas as pd

from feelingit.evaluation.arms import TrainedModel
from feelingit.study.claims.accuracy import Judged
from feelingit.study.claims.evidence import Evidence, called
from feelingit.study.claims.outcomes import Finding, NotTestedError, all_hold
from feelingit.study.claims.wording import ratio, sentence

EMOTION = "angry"
OPENING = "Saliency over area in anger, where 1 is no preference"


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


def _ratios(
    evidence: Evidence, model: str, region: str, *, below: bool = False
) -> Iterable[Finding]:
    for trained, row in _shares(evidence, model, region):
        yield Finding(
            name=f"{called(model)} {region} (seed {trained.seed})",
            estimate=float(row["ratio"]),
            low=float(row["ratio_low"]),
            high=float(row["ratio_high"]),
            null=1.0,
            below=below,
        )


def _shares(
    evidence: Evidence, model: str, region: str
) -> list[tuple[TrainedModel, "pd.Series[float]"]]:
    if evidence.shares is None:
        raise NotTestedError("the run has no saliency maps")
    found = []
    for trained in evidence.baseline(model):
        of = evidence.shares
        of = of[(of["model_id"] == trained.model_id) & (of["emotion"] == EMOTION)]
        of = of[(of["region"] == region)].dropna(subset=["ratio", "ratio_low", "ratio_high"])
        if of.empty:
            raise NotTestedError(f"there are no maps of {trained.model_id} for {EMOTION}, {region}")
        found.append((trained, of.iloc[0]))
    return found
