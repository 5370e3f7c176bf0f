"""How well each model's regions agree with people's, between floor and ceiling."""

import math

import pandas as pd

from feelingit.emotions import EMOTIONS
from feelingit.report.looking.agreeing import Agreement, agreement, ceiling, rows_of, sources
from feelingit.report.looking.methods import label, main_method
from feelingit.report.numbers import MISSING, RHO, decimal, p_value
from feelingit.report.results import Model, Results
from feelingit.report.tables.table import Table
from feelingit.saliency.people import ALL, SOURCES

COLUMNS = ["Model", "Source on people", RHO, "95 % interval", "p (regions)", "p (emotions)",
           "Floor: centre", "Floor: random network", "Ceiling"]  # fmt: skip


def overall(results: Results) -> Table | None:
    """Give each model's mean correlation over emotions with each source."""
    rows = [
        (model.label, SOURCES[source].label, *_cells(found), decimal(ceiling(results, source)))
        for model in results.models
        for source in sources(results)
        if (found := agreement(results, model, source)) is not None
    ]
    if not rows:
        return None
    return Table(
        name="agreement",
        title="Agreement with people",
        caption=f"Spearman's rank correlation {RHO} over the face's regions between a model's "
        f"saliency over area ({label(main_method(results))}) and each source on people, mean over "
        "the emotions: 1 is the same order of regions, 0 no relation. The interval is a bootstrap "
        "over faces. p (regions): the share of all orders of the regions that agree as well. p "
        "(emotions): the share of all pairings of emotions that agree as well; where it is not "
        "small, the model looks the same way whatever the emotion. The floor is what a map that "
        "only favours the centre reaches, and a network with random weights; the ceiling is how "
        f"well this source agrees with the other two.{_seeds(results)}",
        frame=pd.DataFrame(rows, columns=COLUMNS),
        stubs=2,
    )


def _cells(found: Agreement) -> list[str]:
    return [
        decimal(found.rho),
        _interval(found.low, found.high),
        p_value(found.p_regions),
        p_value(found.p_emotions),
        decimal(found.rho_center),
        decimal(found.rho_random),
    ]


def _interval(low: float, high: float) -> str:
    return MISSING if math.isnan(low) else f"[{decimal(low)}, {decimal(high)}]"


def _seeds(results: Results) -> str:
    return " Figures are means over seeds." if len(results.seeds) > 1 else ""


def by_emotion(results: Results) -> Table | None:
    """Give each model's correlation with each source, emotion by emotion, the interval beneath."""
    ours: list[list[str]] = []
    theirs: list[list[str]] = []
    for model in results.models:
        for source in sources(results):
            found = {e: agreement(results, model, source, e) for e in EMOTIONS}
            if any(found.values()):
                stubs = [model.label, SOURCES[source].label]
                ours.append([*stubs, *(_rho(found[e]) for e in EMOTIONS)])
                theirs.append(["", "", *(_beneath(found[e]) for e in EMOTIONS)])
    if not ours:
        return None
    columns = ["Model", "Source on people", *(emotion.capitalize() for emotion in EMOTIONS)]
    return Table(
        name="agreement_emotions",
        title="Agreement with people, by emotion",
        caption=f"{RHO} as in the table of agreement, for each emotion; beneath it the 95 % "
        "bootstrap interval over faces and p over the orders of the regions, not corrected. With "
        "seven regions only strong agreement can be told from chance. "
        f"{MISSING}: the source lacks the emotion, or the model names no such face right.",
        frame=pd.DataFrame(ours, columns=columns),
        stubs=2,
        beneath=pd.DataFrame(theirs, columns=columns),
        beneath_name="interval and p",
    )


def _rho(found: Agreement | None) -> str:
    return MISSING if found is None else decimal(found.rho)


def _beneath(found: Agreement | None) -> str:
    if found is None or math.isnan(found.low):
        return ""
    p = p_value(found.p_regions)
    return (
        f"{_interval(found.low, found.high)}, p {p}"
        if p.startswith("<")
        else (f"{_interval(found.low, found.high)}, p = {p}")
    )


def by_method(results: Results, names: list[str]) -> Table | None:
    """Give each model's mean correlation with each source by every method."""
    if len(names) < 2:  # noqa: PLR2004 - nothing to compare
        return None
    rows = [
        (
            model.label,
            SOURCES[source].label,
            *(_of_method(results, model, source, m) for m in names),
        )
        for model in results.models
        if any(len(rows_of(results, model, name)) for name in names)
        for source in sources(results)
    ]
    if not rows:
        return None
    columns = [
        "Model",
        "Source on people",
        *(label(name)[:1].upper() + label(name)[1:] for name in names),
    ]
    return Table(
        name="agreement_methods",
        title="Agreement with people, by method",
        caption=f"{RHO} of all emotions as in the table of agreement, by each method. Where they "
        "differ much, agreement says as much of the method as of the model.",
        frame=pd.DataFrame(rows, columns=columns),
        stubs=2,
    )


def _of_method(results: Results, model: Model, source: str, method: str) -> str:
    found = agreement(results, model, source, ALL, method)
    return MISSING if found is None else f"{decimal(found.rho)} {_interval(found.low, found.high)}"


def of_sources(results: Results) -> Table | None:
    """Give how well people's sources agree with each other."""
    table = results.looking.sources
    if table.empty:
        return None
    every = table[table["emotion"] == ALL]
    rows = [
        (SOURCES[a].label, SOURCES[b].label, decimal(rho), _interval(low, high), p_value(p))
        for a, b, rho, low, high, p in every[
            ["source_a", "source_b", "rho", "low", "high", "p"]
        ].itertuples(index=False)
        if a in SOURCES and b in SOURCES
    ]
    if not rows:
        return None
    says = "; ".join(f"{source.label}: {source.says}" for source in SOURCES.values())
    return Table(
        name="sources",
        title="How well the sources on people agree",
        caption=f"{RHO} over the regions, mean over the emotions that both have, with the 95 % "
        "bootstrap interval over emotions, and p over the orders of the regions: the most that a "
        f"model could reach. {says}.",
        frame=pd.DataFrame(rows, columns=["Source", "Other source", RHO, "95 % interval", "p"]),
        stubs=2,
    )
