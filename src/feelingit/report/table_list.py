"""Which tables a report has, in the study's order and with the study's numbers.

Tables 1 to 3 are those of the published study (with other than two models the count goes on
accordingly); what the study lacked is numbered with an S.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from feelingit.report.covered import arms_of, has_coverings
from feelingit.report.looking.table_list import looking_tables
from feelingit.report.numbering import Extras
from feelingit.report.results import Model, Results
from feelingit.report.tables.categories import categories
from feelingit.report.tables.claims import claims
from feelingit.report.tables.cleaning import cleaning, findings, rejected
from feelingit.report.tables.comparisons import comparisons
from feelingit.report.tables.coverings import by_emotion, coverings
from feelingit.report.tables.flows import answer_flows
from feelingit.report.tables.growth import growth
from feelingit.report.tables.overall import overall
from feelingit.report.tables.study_form import study_form
from feelingit.report.tables.table import Table
from feelingit.report.tables.training import models, search, settings, trainings
from feelingit.report.tables.trust import trust
from feelingit.report.tables.unseen import unseen


@dataclass(frozen=True)
class TableItem:
    """A table and its place and number."""

    section: str
    number: str
    table: Table


def table_items(results: Results) -> list[TableItem]:
    """List the tables that these results allow, in the order of the page."""
    extras = Extras()
    optional: list[tuple[str, Table | None]] = [
        ("cleaning", cleaning(results)), ("cleaning", rejected(results)),
        ("cleaning", findings(results)), ("models", models(results)),
        ("settings", settings(results)), ("search", search(results)),
        ("trainings", trainings(results)),
    ]  # fmt: skip
    return [
        TableItem("categories", "1", categories(results)),
        *_extra(optional, extras),
        *(_study_form(results, model, i) for i, model in enumerate(results.models, start=2)),
        *_extra([("overall", overall(results)), ("comparisons", comparisons(results))], extras),
        *_extra(_coverings(results) if has_coverings(results) else [], extras),
        *_extra([*looking_tables(results), ("claims", claims(results))], extras),
    ]  # fmt: skip


def _study_form(results: Results, model: Model, number: int) -> TableItem:
    return TableItem("results", str(number), study_form(results, model))


def _coverings(results: Results) -> list[tuple[str, Table | None]]:
    """List the tables of the chapter on coverings, of every model that it has."""
    models = [m for m in results.models if (results.coverings["model"] == m.name).any()]
    by_arm = [(model, arm) for model in models for arm in arms_of(results, model)]
    return [
        *(("coverings", coverings(results, model)) for model in models),
        *(("coverings_flows", answer_flows(results, model)) for model in models),
        *(("coverings_growth", growth(results, model)) for model in models),
        *(("coverings_unseen", unseen(results, model)) for model in models),
        *(("coverings_trust", trust(results, model)) for model in models),
        *(("coverings_emotions", by_emotion(results, model, arm)) for model, arm in by_arm),
    ]


def _extra(tables: list[tuple[str, Table | None]], extras: Extras) -> Iterator[TableItem]:
    for section, table in tables:
        if table is not None:
            yield TableItem(section, extras.next(), table)
