"""Which sheets of mean maps there are, and what stands beneath them.

The first sheet, models down, takes the place of the study's Figures 6 and 7, which were one
model's maps each; the training arms' maps, one sheet a model, are what those figures showed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from feelingit.emotions import EMOTIONS
from feelingit.report.figures.map_sheet import Row, draw_sheet, scale_of
from feelingit.report.looking.means import Mean, mean_maps
from feelingit.report.looking.methods import (
    TESTS,
    heading,
    ids,
    label,
    main_method,
    marked,
    methods,
    models,
    own_condition,
    standing,
    trusted_everywhere,
)
from feelingit.report.looking.regions import strongest
from feelingit.report.names import condition_label
from feelingit.report.numbers import TIMES, counted, decimal, listed
from feelingit.report.results import NONE, Arm, Model, Results
from feelingit.saliency.atlas import RIGHT, WRONG

EVEN = f"saliency; 1 is what an even spread over the picture gives, 2 is 2 {TIMES} as much"
LINES = (
    "Where a model looks more for this emotion than for all of them (on the right), beyond chance, "
    "a full line runs around; a dotted line where it looks less (permutation of the emotions "
    "over the faces, p < 0.05, corrected for all places and emotions)."
)
AS_BEFORE = "Lines as in the first sheet of maps: against all emotions in the same row."


@dataclass(frozen=True)
class Sheet:
    """A sheet of maps and what is said of it; `section` is its place in the page."""

    section: str
    name: str
    title: str
    caption: str
    alt: str
    rows: list[Row]
    says: str = EVEN
    diverging: bool = False


def main_sheet(results: Results) -> Sheet | None:
    """One row a model: where they look on bare faces, by the method that stands for all."""
    method = main_method(results)
    rows = []
    for model in models(results):
        means = of_model(results, model, method)
        if shows(means):
            note = marked(results, model, method)
            rows.append(Row(f"{model.label}\n{broken(label(method))}", note, means))
    if not rows:
        return None
    return Sheet(
        "saliency", "maps", "Where the models look",
        f"{_is_what(results, method)} {LINES}{_peaks(results, method)}{_lacking(results, rows)} "
        f"{_marks(results)}",
        f"Heat maps over the outline of a face, emotions across, models down. "
        f"{_peaks(results, method).strip()}",
        rows,
    )  # fmt: skip


def _lacking(results: Results, rows: list[Row]) -> str:
    """Say which emotions a model names right in no face."""
    parts = []
    for model, row in zip(models(results), rows, strict=False):
        none = [e for e, mean in zip(EMOTIONS, row.means, strict=False) if not mean.count]
        if none:
            parts.append(f"{model.label} names no {listed(none, 'or')} face right")
    return f" {'; '.join(parts)}." if parts else ""


def of_model(
    results: Results, model: Model, method: str, condition: str = "", answers: int = RIGHT
) -> list[Mean]:
    """Give a model's maps; by default of right answers to the faces that it was trained on."""
    name = condition or own_condition(results, model)
    return mean_maps(results.looking, ids(results, model), method, name, answers)


def shows(means: list[Mean]) -> bool:
    """Say whether any map has faces."""
    return any(mean.count for mean in means)


def _is_what(results: Results, method: str) -> str:
    seeds = f", mean over {len(results.seeds)} seeds" if len(results.seeds) > 1 else ""
    return (
        f"Mean {label(method)} maps over the test faces that a model names right{seeds}: how much "
        "each place of the face spoke for the emotion that the model named. Before averaging, "
        "every face was brought to the same outline by its landmarks; n is the number of faces."
    )


def _marks(results: Results) -> str:
    """Say why this method was chosen."""
    if results.looking.trust.empty:
        return "None of the methods was tested in this run."
    trusted = trusted_everywhere(results)
    if trusted:
        return (
            f"Shown is the first method that passes all its tests on every model "
            f"({listed([label(name) for name in trusted])})."
        )
    return (
        f"No method passes all its tests on every model; shown is {label(main_method(results))}, "
        "which fails the fewest, "
        "and the cross beside a row names a test that it fails there."
    )


def _peaks(results: Results, method: str) -> str:
    """Say where each model's saliency stands out most."""
    parts = []
    for model in models(results):
        best = strongest(results, model, method)
        if best:
            emotion = max(best, key=lambda name: best[name][1])
            region, ratio = best[emotion]
            parts.append(
                f"{model.label}'s stands out most at the {region} of {emotion} faces "
                f"({decimal(ratio, 1)} {TIMES} an even spread)"
            )
    return f" {'; '.join(parts)}." if parts else ""


def method_sheet(results: Results, model: Model) -> Sheet | None:
    """One row each of the other methods, of one model."""
    rows = []
    for method in methods(results):
        means = of_model(results, model, method)
        if method != main_method(results) and shows(means):
            rows.append(Row(broken(label(method)), marked(results, model, method), means))
    if not rows:
        return None
    said = [_failing(results, model, method) for method in methods(results)]
    bad = "".join(f"{text} " for text in said if text)
    return Sheet(
        "saliency_methods", f"maps_methods_{model.name}",
        f"Where {model.label} looks, by the other methods",
        "The same faces asked by other methods, all on one scale. What methods that pass their "
        f"tests agree on can be believed. {bad}{AS_BEFORE}",
        f"Heat maps of {counted(len(rows), 'further method')} over the outline of a face, for "
        f"{model.label}.",
        rows,
    )  # fmt: skip


def _failing(results: Results, model: Model, method: str) -> str:
    """Say which tests a method fails on a model; nothing where none."""
    failed = standing(results, model, method).failed
    if not failed:
        return ""
    tests = listed([TESTS[test] for test in failed])
    return f"{heading(method)} fails {tests} on {model.label}."


def arm_sheet(results: Results, model: Model) -> Sheet | None:
    """One row a training arm, each on the faces as it was trained on them: Figures 6 and 7."""
    rows = []
    for arm in results.arms:
        means, method = of_arm(results, model, arm)
        if shows(means):
            rows.append(Row(broken(arm.label), "", means))
            asked = method
    if len(rows) < 2:  # noqa: PLR2004 - nothing to compare
        return None
    failed = standing(results, model, asked).failed
    mark = f" {_failing(results, model, asked)}" if failed else ""
    return Sheet(
        "saliency_arms", f"maps_arms_{model.name}", f"Where {model.label} looks, arm by arm",
        f"Mean {label(asked)} maps over the test faces that each network names right, "
        f"{results.under_own}; a row for each training arm.{mark} {AS_BEFORE}",
        f"Heat maps over the outline of a face, a row for each of {counted(len(rows), 'arm')} of "
        f"{model.label}.",
        rows,
    )  # fmt: skip


def of_arm(results: Results, model: Model, arm: Arm) -> tuple[list[Mean], str]:
    """Give an arm's maps by the method that every network was asked by, and this method."""
    names = [training.model_id for training in results.of(model, arm)]
    found = [results.looking.atlases[n] for n in names if n in results.looking.atlases]
    if not found:
        return [], ""
    method = found[0].methods[0]
    condition = arm.own if arm.own in found[0].conditions else found[0].conditions[0]
    return mean_maps(results.looking, names, method, condition), method


def error_sheet(results: Results) -> Sheet | None:
    """One row a model: where they looked when they answered wrongly."""
    method = main_method(results)
    rows = []
    for model in models(results):
        means = of_model(results, model, method, answers=WRONG)
        if shows(means):
            rows.append(Row(f"{model.label}\nwrong", marked(results, model, method), means))
    if not rows:
        return None
    closest = [text for model in models(results) if (text := _alike(results, model, method))]
    alike = f" {'; '.join(closest)}." if closest else ""
    return Sheet(
        "saliency_errors", "maps_errors", "Where the models look when they are wrong",
        f"Mean {label(method)} maps over test faces that a model takes for the emotion above, but "
        f"that are labelled otherwise.{alike}",
        "Heat maps of wrong answers over the outline of a face, emotions across, models down.",
        rows,
    )  # fmt: skip


def _alike(results: Results, model: Model, method: str) -> str:
    """Say how alike maps of right and of wrong answers are."""
    pairs = zip(
        of_model(results, model, method)[: len(EMOTIONS)],
        of_model(results, model, method, answers=WRONG)[: len(EMOTIONS)],
        strict=True,
    )
    found = [
        float(np.corrcoef(right.amount.ravel(), wrong.amount.ravel())[0, 1])
        for right, wrong in pairs
        if right.count and wrong.count and np.ptp(right.amount) > 0 and np.ptp(wrong.amount) > 0
    ]
    if not found:
        return ""
    return (
        f"{model.label}'s maps of wrong and of right answers correlate by "
        f"{decimal(float(np.mean(found)))} on average over {counted(len(found), 'emotion')}"
    )


def covered_sheet(results: Results) -> Sheet | None:
    """One row a model and covering: where they look when part of the face is hidden."""
    method = main_method(results)
    rows = []
    for model in models(results):
        for condition in conditions(results, model):
            means = of_model(results, model, method, condition)
            if shows(means):
                text = f"{model.label}\n{broken(condition_label(condition))}"
                rows.append(Row(text, marked(results, model, method), means))
    if not rows:
        return None
    return Sheet(
        "saliency_covered", "maps_covered", "Where the models look when part is hidden",
        f"Mean {label(method)} maps over the covered test faces that a model, trained on "
        f"{'bare faces' if results.baseline.own == NONE else 'its own faces'}, still names right. "
        f"{AS_BEFORE}",
        "Heat maps of covered faces over the outline of a face, emotions across.",
        rows,
    )  # fmt: skip


def conditions(results: Results, model: Model) -> list[str]:
    """Give what a model's judged networks were shown beside their own condition."""
    found: list[str] = []
    for name in ids(results, model):
        atlas = results.looking.atlases.get(name)
        found += atlas.conditions if atlas else ()
    return [name for name in dict.fromkeys(found) if name != own_condition(results, model)]


def sheets(results: Results) -> Iterator[Sheet]:
    """Give the sheets at the chapter's end: other methods, wrong answers, training arms."""
    found = [
        *(method_sheet(results, model) for model in models(results)),
        error_sheet(results),
        *(arm_sheet(results, model) for model in results.models),
    ]
    yield from (sheet for sheet in found if sheet is not None)


def draw(sheet: Sheet) -> Figure:
    """Draw a sheet on one scale of its own."""
    return draw_sheet(sheet.rows, scale_of(sheet.rows, sheet.says, diverging=sheet.diverging))


def broken(text: str) -> str:
    """Break a label so that it fits the margin."""
    if len(text) <= 15:  # noqa: PLR2004 - letters that fit
        return text
    at = min((i for i, letter in enumerate(text) if letter == " "), default=0,
             key=lambda i: abs(i - len(text) / 2))  # fmt: skip
    return f"{text[:at]}\n{text[at + 1 :]}" if at else text
