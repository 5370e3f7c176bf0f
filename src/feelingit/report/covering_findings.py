"""What the chapter on coverings found, in sentences; none where the run has no coverings."""

import math
from collections.abc import Callable, Iterator

from feelingit.evaluation.trust import MEAN
from feelingit.report.covered import Lookup, arms_of, everyday, has_coverings, most_costly
from feelingit.report.figures.answer_gains import favourite
from feelingit.report.figures.coverings import beyond_control
from feelingit.report.figures.growth import at_middle
from feelingit.report.growing import DIRECTIONS, directions, middle
from feelingit.report.helped import Line, entry, leading, trained_arms
from feelingit.report.names import condition_label
from feelingit.report.numbers import count, interval, percent, points
from feelingit.report.results import Model, Results
from feelingit.report.tables.trust import figures, untrusted

Say = Callable[[Results, Model], str]
"""Says nothing, an empty text, where there is nothing to say of a model."""


def covering_findings(results: Results) -> Iterator[tuple[str, str]]:
    """Give each finding's gist and its sentence, the most important first."""
    if not has_coverings(results):
        return
    models = [m for m in results.models if (results.coverings["model"] == m.name).any()]
    for gist, say in (
        ("Coverings.", costs),
        ("Amount or place, under coverings.", controls),
        ("What covered faces are taken for.", taken_for),
        ("How much may be hidden.", hidden),
        ("Training with coverings.", helps),
        ("Landmarks.", trusted),
    ):
        sentences = [text for model in models if (text := say(results, model))]
        if sentences:
            yield gist, " ".join(sentences)


def costs(results: Results, model: Model) -> str:
    """Say which coverings cost the most and the least."""
    arm = arms_of(results, model)[0]
    found = Lookup(results, model, arm)
    ranked = most_costly(found, everyday(results, model))
    if not ranked:
        return ""
    mean = sum(found.accuracy(name) for name in ranked) / len(ranked)
    text = (
        f"{model.label}, arm “{arm.label.lower()}”, names {percent(found.bare())} % of the bare "
        f"faces right and {percent(mean)} % of the covered ones, on average over "
        f"{count(len(ranked))} coverings; the costliest is “{condition_label(ranked[0])}” "
        f"({_cost(found, ranked[0])})"
    )
    if len(ranked) > 1:
        text += f", the cheapest “{condition_label(ranked[-1])}” ({_cost(found, ranked[-1])})"
    return f"{text}."


def _cost(found: Lookup, name: str) -> str:
    low, high = (found.value(name, f"cost_{end}") for end in ("low", "high"))
    return f"{percent(found.cost(name))} points, {interval(low, high)}"


def controls(results: Results, model: Model) -> str:
    """Say how many coverings cost more than their area does."""
    arm = arms_of(results, model)[0]
    found = Lookup(results, model, arm)
    beside, beyond = beyond_control(found, everyday(results, model))
    if not beside:
        return ""
    worst = min(beside, key=lambda name: found.value(name, "difference"))
    more = -found.value(worst, "difference")
    return (
        f"{count(len(beyond))} of the {count(len(beside))} coverings that hide something cost "
        f"{model.label} more than a box of the same area elsewhere, beyond chance"
        + (f"; the most “{condition_label(worst)}”, by {points(more)}." if more > 0 else ".")
    )


def taken_for(results: Results, model: Model) -> str:
    """Say which answer covered faces are given more often."""
    if results.flows.empty or not everyday(results, model):
        return ""
    answer, first, number, mean = favourite(results, model, arms_of(results, model)[0])
    return (
        f"Covered faces are taken for {answer} more often than bare ones, by {points(mean)} of "
        f"all answers of {model.label} on average; under {count(first)} of {count(number)} "
        "coverings it is the answer that gains most."
    )


def hidden(results: Results, model: Model) -> str:
    """Say from which side hiding costs the most and the least."""
    if not directions(results):
        return ""
    found = at_middle(results, model, arms_of(results, model)[0])
    if len(found) < 2:  # noqa: PLR2004 - nothing to compare
        return ""
    worst, least = min(found, key=found.__getitem__), max(found, key=found.__getitem__)
    return (
        f"With {percent(middle(results), 0)} % of the face hidden {DIRECTIONS[worst]}, "
        f"{model.label} names {percent(found[worst])} % right; {DIRECTIONS[least]}, "
        f"{percent(found[least])} %."
    )


def helps(results: Results, model: Model) -> str:
    """Say what training with coverings adds on those that it did not show, and on bare faces."""
    lead = leading(results, model)
    if lead is None:
        return ""
    unseen, bare = (Line(kind, "all", lead.name) for kind in ("unseen", "bare"))
    parts = []
    for arm in sorted(trained_arms(results, model), key=lambda arm: arm != lead):
        found = entry(results, model, arm, unseen)
        if found is not None:
            change = "gains" if found["difference"] >= 0 else "loses"
            parts.append(
                f"“{arm.label.lower()}” {change} {points(found['difference'])} "
                f"{interval(found['low'], found['high'])}"
            )
    if not parts:
        return ""
    own = entry(results, model, lead, bare)
    text = f"On coverings that “{lead.label.lower()}” never saw, {model.label} trained as "
    text += " and as ".join(parts)
    if own is not None:
        change = "gains" if own["difference"] >= 0 else "loses"
        text += f"; on bare faces “{lead.label.lower()}” {change} {points(own['difference'])}"
    return f"{text}."


def trusted(results: Results, model: Model) -> str:
    """Say how many landmarks cannot be trusted, and what these faces change."""
    if results.trust.empty:
        return ""
    faces, share = untrusted(results)
    text = f"The landmarks of {percent(share)} % of the test faces cannot be trusted"
    found = figures(results, model, arms_of(results, model)[0], MEAN)
    every, without = found["all"]["accuracy"], found["trusted"]["accuracy"]
    if not faces or math.isnan(without) or math.isnan(every):
        return f"{text}."
    return (
        f"{text}; without these {count(faces)} faces {model.label}'s mean accuracy under "
        f"coverings is {percent(without)} % instead of {percent(every)} %."
    )
