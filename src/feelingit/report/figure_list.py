"""Which figures a report has, in the study's order and with the study's numbers.

Figures 1 to 8 are those of the published study (with other than two models the count goes on
accordingly); what the study lacked is numbered with an S.
"""

from collections.abc import Iterator

from feelingit.report.covered import has_coverings
from feelingit.report.covering_figures import covering_figures
from feelingit.report.figure_item import FigureItem
from feelingit.report.figures import (
    accuracy,
    architecture,
    balance,
    confusion,
    curves,
    flow,
    masks,
    matrix,
    reliability,
    samples,
)
from feelingit.report.looking.figure_list import looking_figures
from feelingit.report.numbering import Extras, lettered
from feelingit.report.results import Results


def figure_items(results: Results, *, show_faces: bool) -> list[FigureItem]:
    """List the figures that these results allow, in the order of the page."""
    extras = Extras()
    return [
        *_data_figures(results, show_faces=show_faces),
        *_model_figures(results, extras),
        *_mask_figures(results, show_faces=show_faces),
        *_result_figures(results, extras),
        *_covering_figures(results, extras, show_faces=show_faces),
        *looking_figures(results, extras, show_faces=show_faces),
    ]  # fmt: skip


def _data_figures(results: Results, *, show_faces: bool) -> Iterator[FigureItem]:
    yield FigureItem(
        "balance", "balance", "1", balance.TITLE, balance.caption(results), balance.alt(results),
        lambda: balance.draw(results),
    )  # fmt: skip
    yield FigureItem(
        "samples", "samples", "2", samples.TITLE, samples.caption(results, show_faces=show_faces),
        samples.alt(results, show_faces=show_faces),
        lambda: samples.draw(results, show_faces=show_faces),
    )  # fmt: skip
    yield FigureItem(
        "flow", "flow", "3", flow.TITLE, flow.caption(results), flow.alt(results),
        lambda: flow.draw(results),
    )  # fmt: skip


def _model_figures(results: Results, extras: Extras) -> Iterator[FigureItem]:
    described = [m for m in results.models if architecture.layers_of(results, m)]
    for model, number in zip(described, lettered("4", len(described)), strict=True):
        yield FigureItem(
            "architecture", f"architecture_{model.name}", number, architecture.title(model),
            architecture.caption(results, model), architecture.alt(results, model),
            lambda model=model: architecture.draw(results, model),  # type: ignore[misc]
        )  # fmt: skip
    for model in results.models:
        if any(not t.history.empty for t in results.trainings if t.model == model.name):
            yield FigureItem(
                "curves", f"curves_{model.name}", extras.next(), curves.title(model),
                curves.caption(results, model), curves.alt(results, model),
                lambda model=model: curves.draw(results, model),  # type: ignore[misc]
            )  # fmt: skip


def _mask_figures(results: Results, *, show_faces: bool) -> Iterator[FigureItem]:
    if len(masks.conditions(results)) > 1:
        yield FigureItem(
            "masks", "masks", "5", masks.TITLE, masks.caption(results, show_faces=show_faces),
            masks.alt(results, show_faces=show_faces),
            lambda: masks.draw(results, show_faces=show_faces),
        )  # fmt: skip


def _result_figures(results: Results, extras: Extras) -> Iterator[FigureItem]:
    yield FigureItem(
        "accuracy", "accuracy", extras.next(), accuracy.TITLE, accuracy.caption(results),
        accuracy.alt(results), lambda: accuracy.draw(results),
    )  # fmt: skip
    if len(results.studied) > 1:
        yield FigureItem(
            "matrix", "matrix", extras.next(), matrix.TITLE, matrix.caption(results),
            matrix.alt(results), lambda: matrix.draw(results),
        )  # fmt: skip
    if not results.confusion.empty:
        yield from _confusion_figures(results, extras)
    if not results.calibration.empty:
        yield FigureItem(
            "calibration", "calibration", extras.next(), reliability.TITLE,
            reliability.caption(results), reliability.alt(results),
            lambda: reliability.draw(results),
        )  # fmt: skip


def _confusion_figures(results: Results, extras: Extras) -> Iterator[FigureItem]:
    yield FigureItem(
        "confusion", "confusion", extras.next(), confusion.TITLE, confusion.caption(results),
        confusion.alt(results), lambda: confusion.draw(results),
    )  # fmt: skip
    for model in results.models:
        if confusion.others(results, model):
            yield FigureItem(
                "confusion", f"confusion_{model.name}", extras.next(),
                confusion.title_masked(model), confusion.caption_masked(results, model),
                confusion.alt_masked(results, model),
                lambda model=model: confusion.draw_masked(results, model),  # type: ignore[misc]
            )  # fmt: skip


def _covering_figures(
    results: Results, extras: Extras, *, show_faces: bool
) -> Iterator[FigureItem]:
    if has_coverings(results):
        yield from covering_figures(results, extras, show_faces=show_faces)
