"""Which methods' maps can be believed: every test of every method on every model, and what it asks.

The rules themselves stand where the tests are run (`saliency.trust`); these are their words for
readers.
"""

import math
from typing import NamedTuple

import pandas as pd

from feelingit.report.looking.methods import (
    Standing,
    heading,
    ids,
    methods,
    models,
    standing,
    tests_of,
)
from feelingit.report.numbers import MISSING, count, decimal
from feelingit.report.results import Model, Results
from feelingit.report.tables.table import Table

PASS, FAIL = "\N{CHECK MARK}", "\N{BALLOT X}"


class Asked(NamedTuple):
    """A test in plain words: its name, what is asked, and when it is passed."""

    name: str
    asks: str
    passed: str


ASKED = {
    "deletion": Asked(
        name="Deletion, against chance",
        asks="The places that the map calls important are hidden first. Does the model lose its "
        "answer sooner than when places are hidden by lot?",
        passed="the curve falls sooner; value: area between the curves, above 0",
    ),
    "deletion_center": Asked(
        name="Deletion, against the centre",
        asks="The same, against hiding the picture's middle first: faces lie in the middle anyway.",
        passed="as above",
    ),
    "deletion_mean_face": Asked(
        name="Deletion, against the mean face",
        asks="The same, against the map of the emotion's mean face: does the map know this face?",
        passed="as above",
    ),
    "insertion": Asked(
        name="Insertion, against chance",
        asks="The important places of a hidden face are shown first. Does the model find its "
        "answer sooner than by lot?",
        passed="the curve rises sooner; value: area between the curves, above 0",
    ),
    "insertion_center": Asked(
        name="Insertion, against the centre",
        asks="The same, against showing the middle first.",
        passed="as above",
    ),
    "insertion_mean_face": Asked(
        name="Insertion, against the mean face",
        asks="The same, against the map of the emotion's mean face.",
        passed="as above",
    ),
    "randomised": Asked(
        name="Forgotten layers",
        asks="All layers of the network lose what they have learnt. Does the map change? One that "
        "does not shows the picture, not what was learnt.",
        passed="value: similarity to the new map, 1 the same; below the reference, how alike maps "
        "of two networks are that have learnt the same",
    ),
    "shuffled": Asked(
        name="Shuffled labels",
        asks="The same network learns faces with wrong labels by heart. Does the map change?",
        passed="value: similarity to its map; below the same reference",
    ),
    "seeds": Asked(
        name="Other seeds",
        asks="The same network is trained anew from another start. Does the map of a face stay?",
        passed="value: similarity to its map; above the reference, how alike maps of different "
        "faces of one emotion are",
    ),
    "noise": Asked(
        name="Noise",
        asks="A little noise, that changes no answer, is laid over the face. Does the map stay?",
        passed="value: similarity to the map without noise; above the reference",
    ),
    "truth": Asked(
        name="Known truth",
        asks="On drawn faces whose emotion shows in one region alone: does the map lie there?",
        passed="value: saliency in that region over its area, in the region found worst; above 1, "
        "and above what a look at the picture's middle gives, in every region",
    ),
}
"""Each test's name, what it asks, and when it is passed, in the order of tables."""


def map_trust(results: Results) -> Table | None:
    """Give each test of each method on each model: a mark, the value, its interval beneath."""
    names = [name for name in methods(results) if _was_tested(results, name)]
    if not names:
        return None
    ours, theirs = [], []
    for model in models(results):
        for test, asked in ASKED.items():
            cells = [_cell(results, model, method, test) for method in names]
            ours.append([model.label, asked.name, *(cell for cell, _ in cells)])
            theirs.append(["", "", *(beneath for _, beneath in cells)])
        ours.append([model.label, "All that were run", *(_all(results, model, m) for m in names)])
        theirs.append([""] * (2 + len(names)))
    columns = ["Model", "Test", *map(heading, names)]
    return Table(
        name="map_trust",
        title="Which maps can be trusted",
        caption=f"{PASS} passed, {FAIL} failed, {MISSING} not run; the value, and small its 95 % "
        "bootstrap interval over faces and, after “vs”, what it is compared with if not with 0. "
        f"What each test asks and when it is passed says the next table. {_faces(results)} A "
        "method that fails is marked wherever its maps appear.",
        frame=pd.DataFrame(ours, columns=columns),
        stubs=2,
        beneath=pd.DataFrame(theirs, columns=columns),
        beneath_name="interval vs reference",
    )


def _was_tested(results: Results, method: str) -> bool:
    return any(len(tests_of(results, model, method)) for model in models(results))


def _cell(results: Results, model: Model, method: str, test: str) -> tuple[str, str]:
    rows = tests_of(results, model, method)
    rows = rows[rows["test"] == test]
    mean = rows[["value", "low", "high", "reference"]].astype(float).mean()
    verdict = _verdict(standing(results, model, method), test)
    if math.isnan(mean["value"]):
        return verdict, ""
    beneath = f"[{decimal(mean['low'])}, {decimal(mean['high'])}]"
    # What is compared with nothing but 0 has no need to say so six times.
    if mean["reference"] and not math.isnan(mean["reference"]):
        beneath += f" vs {decimal(mean['reference'])}"
    return f"{verdict} {decimal(mean['value'])}", beneath


def _verdict(found: Standing, test: str) -> str:
    if test in found.not_run:
        return MISSING
    return FAIL if test in found.failed else PASS


def _all(results: Results, model: Model, method: str) -> str:
    found = standing(results, model, method)
    run = len(found.passed) + len(found.failed)
    if not run:
        return MISSING
    return f"{FAIL if found.failed else PASS} {len(found.passed)} of {run}"


def _faces(results: Results) -> str:
    """Say over how many faces, and of how many seeds."""
    table = results.looking.trust
    known = table.loc[table["faces"] > 0, "faces"]
    if known.empty:
        return ""
    fewest, most = int(known.min()), int(known.max())
    of = f"{count(fewest)} to {count(most)}" if fewest < most else count(most)
    several = any(len(ids(results, model)) > 1 for model in models(results))
    seeds = " Values are means over seeds; a method has to pass on each." if several else ""
    return f"Each value is a mean over {of} faces.{seeds}"


def legend(results: Results) -> Table | None:
    """Say in plain words what each test asks, and when it is passed."""
    if results.looking.trust.empty:
        return None
    return Table(
        name="map_tests",
        title="What the tests ask",
        caption="A map is a picture; whether it says anything about the model has to be tested. "
        "Deletion and insertion after Petsiuk et al. 2018, forgotten layers and shuffled labels "
        "after Adebayo et al. 2018. Similarity is a rank correlation of two maps.",
        frame=pd.DataFrame(list(ASKED.values()), columns=["Test", "What is asked", "Passed where"]),
        prose=("What is asked", "Passed where"),
    )


def untested(results: Results) -> list[str]:
    """Give the tests that no method was put to on any model."""
    found = [standing(results, m, method) for m in models(results) for method in methods(results)]
    return [test for test in ASKED if all(test in each.not_run for each in found)]
