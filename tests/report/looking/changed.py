"""Runs that differ from the sample in one thing, and what a report of them has."""

from collections.abc import Iterable
from dataclasses import replace

from feelingit.report.figure_list import figure_items
from feelingit.report.results import Results
from feelingit.report.table_list import table_items
from feelingit.report.tables.table import Table

FIGURES = {
    "maps", "regions", "map_truth", "maps_differences", "maps_covered", "maps_models",
    "maps_methods_vgg16", "maps_methods_resnet50", "maps_errors", "maps_arms_vgg16",
    "maps_arms_resnet50", "faithfulness_vgg16", "faithfulness_resnet50", "randomised",
}  # fmt: skip
TABLES = {
    "agreement", "agreement_emotions", "agreement_methods", "sources", "map_trust", "map_tests",
    "people_hidden", "people_confusions", "mask_studies",
}  # fmt: skip


def looking_at(results: Results, **changes: object) -> Results:
    return replace(results, looking=replace(results.looking, **changes))  # type: ignore[arg-type]


def with_verdicts(results: Results, methods: Iterable[str], *, passes: object) -> Results:
    """The same run, but for what the tests of some methods say."""
    trust = results.looking.trust.copy()
    trust.loc[trust["method"].isin(list(methods)), "passes"] = passes
    return looking_at(results, trust=trust)


def tables_of(results: Results) -> dict[str, Table]:
    return {item.table.name: item.table for item in table_items(results)}


def figures_of(results: Results) -> set[str]:
    return {item.name for item in figure_items(results, show_faces=False)}
