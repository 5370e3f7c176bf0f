import dataclasses
from pathlib import Path

from feelingit.study.context import trainings

from .conftest import MakeContext


def test_every_arm_of_every_model_is_trained_with_every_seed(make_context: MakeContext) -> None:
    context = make_context(('title = "Tiny"', 'title = "Tiny"\nseeds = [3, 1]'))
    ids = [training.model_id for training in trainings(context.settings)]
    assert ids == [
        f"{model}-{arm}-s{seed}"
        for seed in (3, 1)
        for model in ("vgg16", "compact")
        for arm in ("baseline", "lower_face")
    ]


def test_files_that_a_study_names_are_looked_for_beside_it(make_context: MakeContext) -> None:
    data = 'corrections = "mine.csv"\nvotes = "/elsewhere/votes.csv"\n'
    context = dataclasses.replace(make_context(("drawn = 140\n", data)), folder=Path("studies"))
    assert context.corrections == Path("studies/mine.csv")
    assert context.votes == Path("/elsewhere/votes.csv")
    # The settings keep them as they are written, so that a study may be moved.
    assert context.settings.data.corrections == Path("mine.csv")


def test_a_study_that_names_no_files_has_none(make_context: MakeContext) -> None:
    assert make_context().corrections is None
    assert make_context().votes is None
