"""The tests of claims that accuracy decides. Each gives its deciding finding and a sentence."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import fisher_exact

from feelingit.evaluation.arms import BARE
from feelingit.evaluation.comparison import Pooled, matched, pooled_difference
from feelingit.evaluation.intervals import Interval
from feelingit.occlusion import condition
from feelingit.study.claims.evidence import LABELS, Evidence, Side, called, finding, under
from feelingit.study.claims.outcomes import Finding, NotTestedError, all_hold, some_hold
from feelingit.study.claims.wording import basis, percent, points, sentence

Judged = tuple[Finding, str]
LOWER = "lower_face"
OTHERS = ("forehead", "eyes")


def vgg_beats_resnet(evidence: Evidence) -> Judged:
    """Compare the two networks as trained and tested on bare faces."""
    vgg, resnet = evidence.network("vgg16"), evidence.network("resnet50")
    headline = evidence.difference(under(evidence.baseline(vgg)), under(evidence.baseline(resnet)))
    found = finding("difference", headline)
    others = [
        f"under the {LABELS[part]} mask {100 * difference:+.1f}"
        for part, difference in _under_masks(evidence, vgg, resnet)
    ]
    opening = (
        f"{called(vgg)} names {percent(headline.accuracy_a)} of bare faces rightly and "
        f"{called(resnet)} {percent(headline.accuracy_b)}"
    )
    return found, sentence(opening, [points(found), *others], basis(headline))


def _under_masks(evidence: Evidence, a: str, b: str) -> list[tuple[str, float]]:
    differences = []
    for part in evidence.parts(a):
        try:
            side_a, side_b = (evidence.masked(model, part) for model in (a, b))
            differences.append((part, evidence.difference(side_a, side_b).difference))
        except NotTestedError:  # the headline stands without this arm
            continue
    return differences


def lower_face_matters_most(evidence: Evidence) -> Judged:
    """Compare models trained under the nose-and-mouth mask with those under each other mask."""
    compared = [
        (
            f"{called(model)} against {LABELS[part]}",
            evidence.difference(evidence.masked(model, part), evidence.masked(model, LOWER)),
        )
        for model in evidence.models
        for part in OTHERS
    ]
    return all_of("Covering nose and mouth costs, in accuracy beyond the other mask", compared)


def lower_face_beyond_area(evidence: Evidence) -> Judged:
    """Compare a model trained on bare faces under the nose-and-mouth mask and a random box."""
    compared = []
    for model in evidence.models:
        bare = evidence.baseline(model)
        box, band = under(bare, condition(LOWER).control or BARE), under(bare, LOWER)
        compared.append((called(model), evidence.difference(box, band)))
    return all_of("Covering nose and mouth costs, beyond a random box of its area", compared)


def control_helps_vgg(evidence: Evidence) -> Judged:
    """Compare VGG-16 with control of overfitting and without, on bare faces."""
    pooled, name = _control(evidence, "vgg16")
    return _one(f"{name} with control of overfitting minus without", pooled)


def control_does_not_help_resnet(evidence: Evidence) -> Judged:
    """Compare ResNet-50 without control of overfitting and with, on bare faces."""
    pooled, name = _control(evidence, "resnet50")
    found = replace(finding("difference", pooled), below=True)
    opening = f"{name} with control of overfitting minus without"
    return found, sentence(opening, [points(found)], basis(pooled))


def _control(evidence: Evidence, architecture: str) -> tuple[Pooled, str]:
    model = evidence.network(architecture)
    with_control, without = (evidence.bare(model, control=control) for control in (True, False))
    return evidence.difference(under(with_control), under(without)), called(model)


def beats_guessing(evidence: Evidence) -> Judged:
    """Compare each model under its own condition with always saying the commonest emotion."""
    sides = [(called(model), under(evidence.baseline(model))) for model in evidence.models] + [
        (
            f"{called(model)} under {LABELS[part]}",
            evidence.masked(model, part),
        )
        for model in evidence.models
        for part in evidence.parts(model)
    ]
    compared = [(name, _against_majority(evidence, side)) for name, side in sides]
    rate = compared[0][1].accuracy_b
    return all_of(f"Accuracy above the {percent(rate)} of the commonest emotion", compared)


def _against_majority(evidence: Evidence, side: Side) -> Pooled:
    tables = [evidence.rows(cell) for cell in side]
    commonest = str(tables[0]["emotion"].mode().iloc[0])
    pairs = [(rows, rows.assign(predicted=commonest)) for rows in tables]
    return pooled_difference(pairs, evidence.bootstrap)


def some_emotion_gains(evidence: Evidence) -> Judged:
    """Compare the recall of each emotion between each masked model and the baseline."""
    found, pooled = [], []
    for model in evidence.models:
        bare = under(evidence.baseline(model))
        for part in evidence.parts(model):
            masked = evidence.masked(model, part)
            for emotion in evidence.emotions(bare):
                name = f"{called(model)}, {emotion}, {LABELS[part]} mask"
                pooled.append(evidence.difference(masked, bare, emotion))
                found.append(finding(name, pooled[-1]))
    if not found:
        raise NotTestedError("the run has no model that was trained under a mask")
    deciding = some_hold(found)
    rising = sum(one.favours for one in found)
    basis_of = {one.name: basis(of) for one, of in zip(found, pooled, strict=True)}
    opening = f"{rising} of {len(found)} emotions under a mask are named more often, the surest"
    return deciding, sentence(opening, [points(deciding)], basis_of[deciding.name])


def disgust_is_called_angry(evidence: Evidence) -> Judged:
    """Compare how often disgust is called angry with how often other non-angry faces are."""
    found = [_called_angry(evidence, model) for model in evidence.models]
    opening = "Share of disgust faces called angry minus that of the other non-angry faces"
    return all_hold(found), sentence(opening, [points(one) for one in found], "")


def _called_angry(evidence: Evidence, model: str) -> Finding:
    tables = [evidence.rows(cell) for cell in under(evidence.baseline(model))]
    tables = [matched(tables[0], rows)[1] for rows in tables]
    angry = np.stack([(rows["predicted"] == "angry").to_numpy() for rows in tables])
    disgust = (tables[0]["emotion"] == "disgust").to_numpy()
    other = (~tables[0]["emotion"].isin(["angry", "disgust"])).to_numpy()
    if not disgust.any() or not other.any():
        raise NotTestedError("there are no test faces of disgust, or of disgust and anger alone")
    calls = angry.sum(axis=0)
    columns = np.stack([calls * disgust, disgust, calls * other, other], axis=1)
    sums = evidence.bootstrap.sums(columns, tables[0]["group"])
    with np.errstate(invalid="ignore"):
        values = (sums[:, 0] / sums[:, 1] - sums[:, 2] / sums[:, 3]) / len(tables)
    interval = Interval.of(values)
    estimate = float(angry[:, disgust].mean() - angry[:, other].mean())
    # Each seed must show it: the largest p value, by intersection-union.
    p = max(_fisher(calls_of_seed, disgust, other) for calls_of_seed in angry)
    return Finding(called(model), estimate, interval.low, interval.high, p)


def _fisher(calls: NDArray[np.bool_], a: NDArray[np.bool_], b: NDArray[np.bool_]) -> float:
    counts = np.array([[calls[side].sum(), (~calls[side]).sum()] for side in (a, b)], np.int64)
    return float(fisher_exact(counts).pvalue)


def models_adapt(evidence: Evidence) -> Judged:
    """Compare under each mask the model trained under it with the one trained on bare faces."""
    compared = []
    for model in evidence.models:
        for part in evidence.parts(model):
            masked = evidence.masked(model, part)
            bare = under(evidence.baseline(model), masked[0][1])
            name = f"{called(model)} under {LABELS[part]}"
            compared.append((name, evidence.difference(masked, bare)))
    return all_of("Accuracy under a mask, trained under it minus trained on bare faces", compared)


def all_of(opening: str, compared: list[tuple[str, Pooled]]) -> Judged:
    """Judge a claim by compared pairs that must all hold.

    Raises:
        NotTestedError: There is none.
    """
    if not compared:
        raise NotTestedError("the run has no model that was trained under a mask")
    found = [finding(name, pooled) for name, pooled in compared]
    return all_hold(found), sentence(opening, map(points, found), basis(compared[0][1]))


def _one(opening: str, pooled: Pooled) -> Judged:
    found = finding("difference", pooled)
    return found, sentence(opening, [points(found)], basis(pooled))
