"""What follows from the maps, in three sentences: can they be trusted, where, and as people do."""

from collections.abc import Iterator

from feelingit.emotions import EMOTIONS
from feelingit.report.looking.agreeing import Agreement, agreement, ceiling, sources
from feelingit.report.looking.means import marked_share, mean_maps
from feelingit.report.looking.methods import (
    TESTS,
    failures,
    ids,
    label,
    main_method,
    methods,
    models,
    own_condition,
    standing,
    tests_run,
    trusted_everywhere,
)
from feelingit.report.looking.regions import strongest
from feelingit.report.numbers import RHO, TIMES, count, counted, decimal, listed, percent
from feelingit.report.results import Model, Results
from feelingit.saliency.people import SOURCES

LITTLE = 0.01
"""A share of the picture below which emotions' maps are called alike."""


def what_follows(results: Results) -> list[str]:
    """Give the chapter's three sentences, as far as the run has what they are about."""
    return [
        text
        for text in (trust_sentence(results), place_sentence(results), people_sentence(results))
        if text
    ]


def trust_sentence(results: Results) -> str:
    """Say which methods pass all their tests, and which fail what."""
    names = methods(results)
    if not names or not models(results):
        return ""
    if results.looking.trust.empty:
        return (
            "Whether the maps can be trusted was not tested in this run, so they show at most "
            "where a model may look."
        )
    good = trusted_everywhere(results)
    of = counted(len(names), "method")
    if good:
        bad = [f"{label(name)} fails {_failed_of(results, name)} ({_failures(results, name)})"
               for name in names if failures(results, name)]  # fmt: skip
        rest = f"; {'; '.join(bad)}, and these maps are marked" if bad else ""
        verb = "pass" if len(good) > 1 else "passes"
        return (
            f"Of {of}, {listed([label(name) for name in good])} {verb} every test that was run on "
            f"every model, so that these maps can be read as what the models look at{rest}."
        )
    best = main_method(results)
    others = [name for name in names if name != best]
    fails = listed([f"{label(name)} {_failed_of(results, name)}" for name in others])
    return (
        f"None of {of} passes every test on every model: {label(best)} comes closest (fails "
        f"{_failed_of(results, best)}: {_failures(results, best)})"
        f"{f', the others fail {fails}' if fails else ''}, so that the maps show where a model may "
        "look and prove little."
    )


def _failed_of(results: Results, method: str) -> str:
    return f"{count(failures(results, method))} of {count(tests_run(results, method))}"


def _failures(results: Results, method: str) -> str:
    """List what a method fails, by model where there are several."""
    parts = []
    for model in models(results):
        failed = standing(results, model, method).failed
        if failed:
            tests = listed([TESTS[test] for test in failed])
            several = len(models(results)) > 1
            parts.append(f"{tests} on {model.label}" if several else tests)
    return listed(parts)


def place_sentence(results: Results) -> str:
    """Say where each model looks most, and whether that depends on the emotion."""
    method = main_method(results)
    parts = [text for model in models(results) if (text := _place(results, model, method))]
    return f"By {label(method)}, {'; '.join(parts)}." if parts else ""


def _place(results: Results, model: Model, method: str) -> str:
    best = strongest(results, model, method)
    if not best:
        return ""
    regions = [region for region, _ in best.values()]
    first = max(dict.fromkeys(regions), key=regions.count)
    peak = max(ratio for region, ratio in best.values() if region == first)
    of = f"{count(regions.count(first))} of {counted(len(best), 'emotion')}"
    means = mean_maps(results.looking, ids(results, model), method, own_condition(results, model))
    apart = marked_share(means[: len(EMOTIONS)])
    differs = (
        f"its maps differ between emotions on {percent(apart, 0)} % of the picture beyond chance"
        if apart >= LITTLE
        else "its maps hardly differ between emotions"
    )
    return (
        f"{model.label} looks most at the {first} for {of} (up to {decimal(peak, 1)} {TIMES} an "
        f"even spread), and {differs}"
    )


def people_sentence(results: Results) -> str:
    """Say whether the models look where people do, source by source, and how far they could."""
    parts = [text for model in models(results) if (text := _people(results, model))]
    if not parts:
        return ""
    failed = [m.label for m in models(results)
              if standing(results, m, main_method(results)).failed]  # fmt: skip
    doubt = f" (with the doubt that its maps fail a test on {listed(failed)})" if failed else ""
    return f"{'; '.join(parts)}{doubt}."


def _people(results: Results, model: Model) -> str:
    found = {
        source: each
        for source in sources(results)
        if (each := agreement(results, model, source)) is not None
    }
    if not found:
        return ""
    beyond = [source for source, each in found.items() if each.beyond_floor]
    best = max(found, key=lambda source: found[source].rho)
    if len(beyond) == len(found):
        verdict = "looks where people do"
    elif beyond:
        verdict = "looks in part where people do"
    else:
        verdict = "cannot be said to look where people do"
    return (
        f"{model.label} {verdict}: its order of regions agrees beyond the floor with "
        f"{count(len(beyond))} of {counted(len(found), 'source')} on people, best with "
        f"{SOURCES[best].label} ({_figures(found[best])}, ceiling "
        f"{decimal(ceiling(results, best))})"
    )


def _figures(found: Agreement) -> str:
    return (
        f"{RHO} = {decimal(found.rho)} [{decimal(found.low)}, {decimal(found.high)}], floor "
        f"{decimal(found.floor)}"
    )


def in_short(results: Results) -> Iterator[tuple[str, str]]:
    """Give the chapter's findings for the summary: each gist and its sentence."""
    for gist, text in (
        ("Where the models look.", place_sentence(results)),
        ("People.", people_sentence(results)),
    ):
        if text:
            yield gist, text
