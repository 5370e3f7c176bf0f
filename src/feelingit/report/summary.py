"""What a reader learns in a minute: the facts of the run, and its findings in sentences."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from feelingit.emotions import EMOTIONS
from feelingit.report.covering_findings import covering_findings
from feelingit.report.figures.accuracy import losses, most_frequent
from feelingit.report.looking.findings import in_short
from feelingit.report.names import condition_prose, known
from feelingit.report.numbers import count, counted, interval, listed, percent, points
from feelingit.report.results import Model, Results
from feelingit.report.tables.claims import verdict_counts
from feelingit.report.tables.overall import leak_sentence


@dataclass(frozen=True)
class Finding:
    """A finding: its gist in a few words, then the sentence with the figures."""

    gist: str
    sentence: str


def facts(results: Results) -> list[tuple[str, str]]:
    """Give the run's key figures with their names."""
    used = results.table["split"] != "leaked"
    tested = int((results.table["split"] == "test").sum())
    verdicts = " · ".join(f"{n} {verdict}" for verdict, n in verdict_counts(results).items())
    found = [
        ("faces in use", count(int(used.sum()))),
        ("of them test faces", count(tested)),
        ("models trained", count(len(results.trainings))),
        ("seeds a model" if len(results.seeds) > 1 else "seed a model", str(len(results.seeds))),
    ]
    return [*found, ("claims", verdicts)] if verdicts else found


def findings(results: Results) -> list[Finding]:
    """Say what came out, the most important first."""
    return [
        *_accuracy(results),
        *_masks(results),
        *_boxes(results),
        *(Finding(gist, sentence) for gist, sentence in covering_findings(results)),
        *_emotions(results),
        Finding("Leaks.", leak_sentence(results)),
        *(Finding(gist, sentence) for gist, sentence in in_short(results)),
    ]


def _baseline(results: Results, model: Model, column: str = "accuracy") -> float:
    return results.score(model, results.baseline, results.baseline.own, column)


def _accuracy(results: Results) -> Iterator[Finding]:
    ranked = [m for m in results.models if not math.isnan(_baseline(results, m))]
    ranked.sort(key=lambda model: -_baseline(results, model))
    if not ranked:
        return
    first, *others = [_with_interval(results, model) for model in ranked]
    rest = "".join(
        f", {model.label} {text}" for model, text in zip(ranked[1:], others, strict=True)
    )
    yield Finding(
        "Accuracy.",
        f"{ranked[0].label} names {first} of the unseen bare faces right{rest} (95 % intervals); "
        f"always naming the most frequent emotion gives {percent(most_frequent(results))} %.",
    )


def _with_interval(results: Results, model: Model) -> str:
    low, high = (_baseline(results, model, f"accuracy_{end}") for end in ("low", "high"))
    return f"{percent(_baseline(results, model))} % {interval(low, high)}"


def _masks(results: Results) -> Iterator[Finding]:
    parts = []
    for model in results.models:
        cost = losses(results, model)
        if cost:
            worst = max(cost, key=lambda name: cost[name])
            least = min(cost, key=lambda name: cost[name])
            parts.append(
                f"{model.label} loses most with {condition_prose(worst)} hidden "
                f"({points(cost[worst])})" + ("" if least == worst else _mildest(cost, least))
            )
    if parts:
        yield Finding("Masks.", f"Trained and tested under one mask, {'; '.join(parts)}.")


def _mildest(cost: dict[str, float], least: str) -> str:
    if cost[least] < 0:
        return f" and gains {percent(-cost[least])} with {condition_prose(least)} hidden"
    return f", the least with {condition_prose(least)} ({percent(cost[least])})"


def beyond_box(results: Results, model: Model) -> dict[str, float]:
    """Give what hiding a part costs the baseline more than hiding a box of its area, as shares."""
    found = {}
    for name in results.studied:
        condition = known(name)
        control = None if condition is None else condition.control
        if control in results.conditions and control is not None:
            box = results.score(model, results.baseline, control)
            found[name] = box - results.score(model, results.baseline, name)
    return {name: cost for name, cost in found.items() if not math.isnan(cost)}


def _boxes(results: Results) -> Iterator[Finding]:
    parts = []
    for model in results.models:
        beyond = beyond_box(results, model)
        if beyond:
            worst = max(beyond, key=lambda name: beyond[name])
            parts.append(_beside_box(model.label, condition_prose(worst), beyond[worst]))
    if parts:
        yield Finding(
            "Place or amount.",
            f"Without training on masks, {'; '.join(parts)}.",
        )


def _beside_box(label: str, part: str, more: float) -> str:
    if more < 0:
        return (
            f"no mask costs {label} more than a random box of its area (closest is {part}, "
            f"{points(more)} less)"
        )
    return f"hiding {part} costs {label} {points(more)} more than a random box of its area"


def _emotions(results: Results) -> Iterator[Finding]:
    parts = []
    for model in results.models:
        recall = {e: _baseline(results, model, f"accuracy_{e}") for e in EMOTIONS}
        known = {e: value for e, value in recall.items() if not math.isnan(value)}
        if known:
            best, worst = max(known, key=known.__getitem__), min(known, key=known.__getitem__)
            parts.append(
                f"{model.label} knows {best} faces best ({percent(known[best])} %) and {worst} "
                f"faces least ({percent(known[worst])} %)"
            )
    if parts:
        yield Finding("Emotions.", f"{'; '.join(parts)}.")


def standfirst(results: Results) -> str:
    """Say in one sentence what was done."""
    names = [model.label for model in results.models]
    kind = "drawn faces" if results.drawn else "faces"
    return (
        f"{listed(names)} {'were' if len(names) > 1 else 'was'} trained on {kind} in "
        f"{counted(len(results.arms), 'way')} and tested under "
        f"{counted(len(results.conditions), 'condition')}, with "
        f"{counted(len(results.seeds), 'seed')}."
    )
