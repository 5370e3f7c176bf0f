"""Which tables the chapter on where models look has, by their place in the page."""

from feelingit.report.looking.methods import methods
from feelingit.report.results import Results
from feelingit.report.tables import agreement, map_trust, people_hidden
from feelingit.report.tables.mask_studies import mask_studies
from feelingit.report.tables.table import Table


def looking_tables(results: Results) -> list[tuple[str, Table | None]]:
    """List the tables in the order of the page; None what the run lacks."""
    if not results.looking.has_maps:
        return []
    return [
        ("agreement", agreement.overall(results)),
        ("map_trust", map_trust.map_trust(results)),
        ("map_trust", map_trust.legend(results)),
        ("people_hidden", people_hidden.accuracy(results)),
        ("people_hidden", people_hidden.confusions(results)),
        ("people_hidden", mask_studies(results)),
        ("agreement_more", agreement.by_emotion(results)),
        ("agreement_more", agreement.by_method(results, methods(results))),
        ("agreement_more", agreement.of_sources(results)),
    ]
