"""Which figures the chapter on where models look has.

The study's Figures 6 and 7 were one model's maps each; one sheet of all models takes their place
and bears their numbers ("6\N{EN DASH}7", or 6 alone of one model). Its Figure 8, people's regions,
is the figure of regions. What the study lacked is numbered with an S.
"""

from collections.abc import Iterator
from functools import partial

from feelingit.report.figure_item import FigureItem
from feelingit.report.figures import (
    faithfulness,
    map_differences,
    maps,
    randomised,
    regions,
    saliency_faces,
    truth,
)
from feelingit.report.looking.methods import models
from feelingit.report.numbering import Extras
from feelingit.report.results import Results

FIRST = 6
"""The study's number of its first figure of maps."""


def looking_figures(results: Results, extras: Extras, *, show_faces: bool) -> Iterator[FigureItem]:
    """List the figures that the run allows, in the order of the page."""
    mapped = len(models(results))
    main = maps.main_sheet(results)
    if main is not None:
        last = FIRST + mapped - 1
        number = str(FIRST) if last == FIRST else f"{FIRST}\N{EN DASH}{last}"
        yield _of_sheet(main, number)
    if regions.shown(results):
        yield FigureItem(
            "regions", "regions", str(FIRST + mapped), regions.TITLE, regions.caption(results),
            regions.alt(results), partial(regions.draw, results),
        )  # fmt: skip
    if truth.shown(results):
        yield FigureItem(
            "map_truth", "map_truth", extras.next(), truth.TITLE, truth.caption(results),
            truth.alt(results), partial(truth.draw, results),
        )  # fmt: skip
    for sheet in (*map_differences.difference_sheets(results), *maps.sheets(results)):
        yield _of_sheet(sheet, extras.next())
    if show_faces:
        yield from _faces(results, extras)
    yield from _tests(results, extras)


def _of_sheet(sheet: maps.Sheet, number: str) -> FigureItem:
    return FigureItem(
        sheet.section, sheet.name, number, sheet.title, sheet.caption, sheet.alt,
        partial(maps.draw, sheet),
    )  # fmt: skip


def _tests(results: Results, extras: Extras) -> Iterator[FigureItem]:
    for model in results.models:
        if faithfulness.shown(results, model):
            yield FigureItem(
                "map_tests", f"faithfulness_{model.name}", extras.next(),
                faithfulness.title(model), faithfulness.caption(results, model),
                faithfulness.alt(results, model), partial(faithfulness.draw, results, model),
            )  # fmt: skip
    if randomised.shown(results):
        yield FigureItem(
            "map_tests", "randomised", extras.next(), randomised.TITLE,
            randomised.caption(results), randomised.alt(results),
            partial(randomised.draw, results),
        )  # fmt: skip


def _faces(results: Results, extras: Extras) -> Iterator[FigureItem]:
    for model in models(results):
        if saliency_faces.atlas_of(results, model) is not None:
            yield FigureItem(
                "saliency_faces", f"faces_{model.name}", extras.next(),
                saliency_faces.title(model), saliency_faces.caption(results, model),
                saliency_faces.alt(results, model), partial(saliency_faces.draw, results, model),
            )  # fmt: skip
