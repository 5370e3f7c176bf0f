"""Which networks and methods the chapter is about, and which methods may be believed.

A method is trusted on a model where it passes every test that was run on it there, and at least
one was. With several seeds it must pass on each of them.
"""

from dataclasses import dataclass

import pandas as pd

from feelingit.report.numbers import TIMES
from feelingit.report.results import NONE, Model, Results, Training
from feelingit.saliency.methods.names import METHOD_NAMES, label_of

TESTS = {
    "deletion": "deletion",
    "deletion_center": "deletion (centre)",
    "deletion_mean_face": "deletion (mean face)",
    "insertion": "insertion",
    "insertion_center": "insertion (centre)",
    "insertion_mean_face": "insertion (mean face)",
    "randomised": "randomised layers",
    "shuffled": "shuffled labels",
    "seeds": "other seeds",
    "noise": "noise",
    "truth": "drawn truth",
}
"""The methods' tests in the order of tables, as short as in the margin of a figure."""


ROOM = 17
"""Letters that fit a figure's margin."""


@dataclass(frozen=True)
class Standing:
    """How a method did on a model: names of tests passed, failed, and not run."""

    passed: tuple[str, ...]
    failed: tuple[str, ...]
    not_run: tuple[str, ...]

    @property
    def trusted(self) -> bool:
        """Whether it passed whatever was run, and something was."""
        return bool(self.passed) and not self.failed


def judged(results: Results, model: Model) -> list[Training]:
    """Give the networks of a model that the chapter is about, one a seed: the baseline arm's."""
    own = results.of(model, results.baseline)
    if own:
        return own
    arms = [arm for arm in results.arms if results.of(model, arm)]
    return results.of(model, arms[0]) if arms else []


def ids(results: Results, model: Model) -> list[str]:
    """Give the names of `judged`."""
    return [training.model_id for training in judged(results, model)]


def own_condition(results: Results, model: Model) -> str:
    """Give the condition under which its judged networks were trained: no mask, if they can be."""
    found = judged(results, model)
    arms = {arm.name: arm.own for arm in results.arms}
    return arms[found[0].arm] if found else NONE


def models(results: Results) -> list[Model]:
    """Give the models that have maps."""
    return [m for m in results.models if any(i in results.looking.atlases for i in ids(results, m))]


def methods(results: Results) -> list[str]:
    """Give the methods by which a judged network was asked, in the order of tables."""
    found: list[str] = []
    for model in results.models:
        for name in ids(results, model):
            atlas = results.looking.atlases.get(name)
            found += atlas.methods if atlas else ()
    shares = results.looking.shares
    known = {i for model in results.models for i in ids(results, model)}
    if not shares.empty:
        found += shares.loc[shares["model_id"].isin(known), "method"].tolist()
    return sorted(dict.fromkeys(found), key=_place)


def _place(name: str) -> tuple[int, str]:
    base = name.partition(":")[0]
    return (METHOD_NAMES.index(base) if base in METHOD_NAMES else len(METHOD_NAMES), name)


def standing(results: Results, model: Model, method: str) -> Standing:
    """Say which tests a method passed on a model, failed, and was not put to."""
    rows = tests_of(results, model, method)
    passed: list[str] = []
    failed: list[str] = []
    not_run: list[str] = []
    for test in TESTS:
        of = rows.loc[rows["test"] == test, "passes"].tolist() if len(rows) else []
        verdicts = [passes for passes in of if passes is not None]
        if not verdicts:
            not_run.append(test)
        else:
            (passed if all(verdicts) else failed).append(test)
    return Standing(tuple(passed), tuple(failed), tuple(not_run))


def tests_of(results: Results, model: Model, method: str) -> pd.DataFrame:
    """Give a method's rows of the table of trust, of all seeds."""
    table = results.looking.trust
    if table.empty:
        return table
    return table[table["model_id"].isin(ids(results, model)) & (table["method"] == method)]


def trusted_everywhere(results: Results) -> list[str]:
    """Give the methods that are trusted on every model that has maps."""
    return [
        method
        for method in methods(results)
        if all(standing(results, model, method).trusted for model in models(results))
    ]


def main_method(results: Results) -> str:
    """Choose whose maps stand for all: the method that fails the fewest tests over all models.

    Of several, the first; so it is Grad-CAM where nothing was tested.
    """
    names = methods(results)
    tested = [name for name in names if tests_run(results, name)]
    return min(tested or names, key=lambda name: failures(results, name), default=METHOD_NAMES[0])


def failures(results: Results, method: str) -> int:
    """Count the tests that a method fails, over all models."""
    return sum(len(standing(results, model, method).failed) for model in models(results))


def tests_run(results: Results, method: str) -> int:
    """Count the tests that a method was put to, over all models."""
    found = [standing(results, model, method) for model in models(results)]
    return sum(len(each.passed) + len(each.failed) for each in found)


def label(method: str) -> str:
    """Give what readers call a method; one of a later version keeps its name."""
    try:
        return label_of(method)
    except KeyError:
        return method.replace("_", " ")


def heading(method: str) -> str:
    """Give a method's label as a heading begins."""
    text = label(method)
    return text[:1].upper() + text[1:]


def marked(results: Results, model: Model, method: str) -> str:
    """Say beside a map whether its method may be believed; nothing where none was tested."""
    if results.looking.trust.empty:
        return ""
    found = standing(results, model, method)
    if found.failed:
        more = f"\n+{len(found.failed) - 1} more" if len(found.failed) > 1 else ""
        return f"{TIMES} fails:\n{_broken(TESTS[found.failed[0]])}{more}"
    if not found.passed:
        return "not tested"
    return "\N{CHECK MARK} passes its tests"


def _broken(text: str) -> str:
    """Break a test's name before its bracket where it is too long for a margin."""
    return text if len(text) <= ROOM else text.replace(" (", "\n(")
