"""What the chapter lacks, said where a reader would look for it, and why."""

from collections.abc import Iterator

from feelingit.report.looking.methods import models
from feelingit.report.results import Results
from feelingit.report.tables.map_trust import untested

OUTDATED = (
    "An earlier version of feelingit made the maps of this run, and they cannot be shown; run the "
    "study again with the same --out to make them anew."
)
NO_MAPS = "Not shown: the run's folder holds tables about maps, but no maps."
NO_TESTS = (
    "Not tested: the run has no tests of its methods, so that none of the maps can be called "
    "trusted."
)
NO_AGREEMENT = "Not compared with people: the run has no table of agreement."
ONE_MODEL = "The study has one model, so there is no difference between models."
NO_DIFFERENCES = "Not compared: the run has no differences between the models' maps."
NOT_COVERED = (
    "Not asked: the study lists no covering under which maps are made, so nothing can be said of "
    "where a model looks when part of the face is hidden."
)
NOT_HIDDEN = (
    "Not compared with people under masks: the run tests no network trained on bare faces with "
    "the mouth or the eyes hidden."
)
NETWORKS = {
    "shuffled": "the study trained no network with shuffled labels",
    "seeds": "the study trained no network with another seed",
    "truth": "the study trained no network on drawn faces whose emotion lies in one known region",
}
"""Tests that need networks of their own, and what is lacking where they were not run."""


def notes(results: Results) -> dict[str, list[str]]:
    """Give the sentences by the place where they stand; places without any are left out."""
    found: dict[str, list[str]] = {}
    if results.looking.outdated:
        return {"maps": [OUTDATED]}
    if results.looking.has_maps:
        for place, text in _notes(results):
            found.setdefault(place, []).append(text)
    return found


def _notes(results: Results) -> Iterator[tuple[str, str]]:
    looking = results.looking
    if not looking.atlases:
        yield "maps", NO_MAPS
    yield from (("trust", text) for text in _tests(results))
    if looking.agreement.empty:
        yield "people", NO_AGREEMENT
    if len(models(results)) == 1:
        yield "differences", ONE_MODEL
    elif not any(each.a != each.b for each in looking.differences):
        yield "differences", NO_DIFFERENCES
    if all(len(atlas.conditions) == 1 for atlas in looking.atlases.values()):
        yield "covered", NOT_COVERED
    if looking.covered.empty:
        yield "hidden", NOT_HIDDEN


def _tests(results: Results) -> Iterator[str]:
    if results.looking.trust.empty:
        yield NO_TESTS
        return
    lacking = untested(results)
    yield from (f"Not tested: {why}." for test, why in NETWORKS.items() if test in lacking)
    others = [test.replace("_", " ") for test in lacking if test not in NETWORKS]
    if others:
        yield f"Not tested: {', '.join(others)}, of which the run has no figures."
