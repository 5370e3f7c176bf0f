"""Sheets of differences between maps: between models, and between bare and covered faces."""

from collections.abc import Iterator

from feelingit.emotions import EMOTIONS
from feelingit.report.figures.map_sheet import Row
from feelingit.report.figures.maps import Sheet, broken, covered_sheet
from feelingit.report.looking.means import Mean, difference_maps, marked_share
from feelingit.report.looking.methods import heading, label, main_method, own_condition, standing
from feelingit.report.names import condition_label
from feelingit.report.numbers import listed, percent
from feelingit.report.results import Model, Results
from feelingit.saliency.differences import Difference

SAYS = "difference in saliency; 1 is as much as an even spread over the picture gives"
LINES = (
    "Red is more, blue is less; a full line runs around what is more, a dotted one around what "
    "is less beyond chance (signs of whole faces' differences turned at random, p < 0.05, "
    "corrected for all places and emotions)."
)


def difference_sheets(results: Results) -> Iterator[Sheet]:
    """Give the sheets that the run has: of bare and covered faces, then of models."""
    found = (_bare_and_covered(results), covered_sheet(results), _between_models(results))
    yield from (sheet for sheet in found if sheet is not None)


def _between_models(results: Results) -> Sheet | None:
    rows, said = [], []
    for each in _of_method(results):
        a, b = _model_of(results, each.a), _model_of(results, each.b)
        if a != b and each.a_condition == each.b_condition:
            means = difference_maps(each)
            text = f"{a.label}\nminus\n{b.label}"
            rows.append(Row(text, "", means))
            said.append(f"{a.label} and {b.label} differ {_where(means)}")
    if not rows:
        return None
    return Sheet(
        "saliency_differences", "maps_models", "Where one model looks and another does not",
        f"Difference of {label(main_method(results))} maps over the test faces that both models "
        f"name right. {'; '.join(said)}. {LINES}{_warning(results)}",
        "Heat maps of differences between models over the outline of a face, emotions across.",
        rows, SAYS, diverging=True,
    )  # fmt: skip


def _bare_and_covered(results: Results) -> Sheet | None:
    rows, said = [], []
    for each in _of_method(results):
        if each.a != each.b or each.a_condition == each.b_condition:
            continue
        model = _model_of(results, each.a)
        turned = each.a_condition == own_condition(results, model)
        covered = each.b_condition if turned else each.a_condition
        means = difference_maps(each, turned=turned)
        rows.append(Row(f"{model.label}\n{broken(condition_label(covered))}", "", means))
        said.append(f"{model.label}'s change under “{condition_label(covered)}” {_where(means)}")
    if not rows:
        return None
    return Sheet(
        "saliency_covered", "maps_differences", "What a covering changes in where a model looks",
        f"{heading(main_method(results))} maps of covered faces minus those of the same faces "
        f"bare, over test faces named right both times. {'; '.join(said)}. "
        f"{LINES}{_warning(results)}",
        "Heat maps of differences between covered and bare faces over the outline of a face, "
        "emotions across.",
        rows, SAYS, diverging=True,
    )  # fmt: skip


def _of_method(results: Results) -> list[Difference]:
    """Give the differences by the method that stands for all, as far as they have faces."""
    method = main_method(results)
    return [d for d in results.looking.differences if d.method == method and d.count.any()]


def _model_of(results: Results, model_id: str) -> Model:
    name = results.training(model_id).model
    return next(model for model in results.models if model.name == name)


def _where(means: list[Mean]) -> str:
    """Say how much of the maps differs, and for which emotion the most."""
    if not marked_share(means):
        return "nowhere beyond chance"
    shares = {e: marked_share([mean]) for e, mean in zip(EMOTIONS, means, strict=True)}
    most = max(shares, key=shares.__getitem__)
    return (
        f"beyond chance on {percent(marked_share(means), 0)} % of the picture, the most for "
        f"{most} faces ({percent(shares[most], 0)} %)"
    )


def _warning(results: Results) -> str:
    """Say where the method fails its tests."""
    method = main_method(results)
    failed = [m.label for m in results.models if standing(results, m, method).failed]
    if not failed:
        return ""
    return f" {heading(method)} fails a test on {listed(failed)}: see the table of tests."
