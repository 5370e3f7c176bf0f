"""Which figures the chapter on coverings has; all are numbered with an S."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from matplotlib.figure import Figure

from feelingit.report.figure_item import FigureItem
from feelingit.report.figures import (
    answer_gains,
    covering_emotions,
    covering_sheet,
    coverings,
    flows,
    growth,
    people_covered,
    unseen,
)
from feelingit.report.growing import directions
from feelingit.report.helped import lines
from feelingit.report.numbering import Extras
from feelingit.report.results import Model, Results

Say = Callable[[Results, Model], str]


@dataclass(frozen=True)
class Kind:
    """A figure that every model has, where the run allows it."""

    section: str
    name: str
    title: str
    caption: Say
    alt: Say
    draw: Callable[[Results, Model], Figure]
    allowed: Callable[[Results, Model], bool]


def _always(_results: Results, _model: Model) -> bool:
    return True


def _has_controls(results: Results, model: Model) -> bool:
    return bool(covering_emotions.rows_of(results, model, beside=True))


def _has_flows(results: Results, _model: Model) -> bool:
    return not results.flows.empty


def _has_growth(results: Results, _model: Model) -> bool:
    return bool(directions(results))


def _was_compared(results: Results, model: Model) -> bool:
    return bool(lines(results, model))


def _beside_people(results: Results, model: Model) -> bool:
    return bool(people_covered.compared(results, model))


KINDS = (
    Kind("coverings", "coverings", coverings.TITLE, coverings.caption, coverings.alt,
         coverings.draw, _always),
    Kind("coverings_flows", "flows", flows.TITLE, flows.caption, flows.alt, flows.draw,
         _has_flows),
    Kind("coverings_flows", "answer_gains", answer_gains.TITLE, answer_gains.caption,
         answer_gains.alt, answer_gains.draw, _has_flows),
    Kind("coverings_growth", "growth", growth.TITLE, growth.caption, growth.alt, growth.draw,
         _has_growth),
    Kind("coverings_growth", "growth_emotions", growth.TITLE_EMOTIONS, growth.caption_emotions,
         growth.alt_emotions, growth.draw_emotions, _has_growth),
    Kind("coverings_unseen", "unseen", unseen.TITLE, unseen.caption, unseen.alt, unseen.draw,
         _was_compared),
    Kind("coverings_people", "people_covered", people_covered.TITLE, people_covered.caption,
         people_covered.alt, people_covered.draw, _beside_people),
    Kind("coverings_emotions", "covering_emotions", covering_emotions.TITLE,
         covering_emotions.caption, covering_emotions.alt, covering_emotions.draw, _always),
    Kind("coverings_emotions", "covering_controls", covering_emotions.TITLE_BESIDE,
         covering_emotions.caption_beside, covering_emotions.alt_beside,
         covering_emotions.draw_beside, _has_controls),
)  # fmt: skip
"""In the order of the chapter."""


def covering_figures(results: Results, extras: Extras, *, show_faces: bool) -> Iterator[FigureItem]:
    """List the figures that the run allows."""
    yield FigureItem(
        "coverings_sheet", "covering_sheet", extras.next(), covering_sheet.TITLE,
        covering_sheet.caption(results, show_faces=show_faces),
        covering_sheet.alt(results, show_faces=show_faces),
        partial(covering_sheet.draw, results, show_faces=show_faces),
    )  # fmt: skip
    models = [m for m in results.models if (results.coverings["model"] == m.name).any()]
    for kind in KINDS:
        for model in models:
            if kind.allowed(results, model):
                yield FigureItem(
                    kind.section, f"{kind.name}_{model.name}", extras.next(), kind.title,
                    kind.caption(results, model), kind.alt(results, model),
                    partial(kind.draw, results, model),
                )  # fmt: skip
