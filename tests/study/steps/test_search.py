import pandas as pd
import pytest

from feelingit.run_folder import read_json, write_json
from feelingit.study.context import Context
from feelingit.study.recipes import candidates
from feelingit.study.steps.search import candidate_file, choose
from tests.study.conftest import MakeContext

LOSSES = {
    ("vgg16", 1e-3): 1.5,
    ("vgg16", 1e-4): 1.2,
    ("compact", 1e-3): 0.9,
    ("compact", 1e-4): 1.9,
}


def tried(context: Context, losses: dict[tuple[str, float], float]) -> None:
    """Write candidates as if they had been trained, then choose."""
    search = context.settings.search
    assert search is not None
    paths = []
    for model in context.settings.models:
        for choice in candidates(search):
            path = candidate_file(context.run, model, choice)
            loss = losses[model.called, choice["learning_rate"]]
            row = {"model": model.called, "choice": choice, **choice, "validation_loss": loss}
            write_json(path, row)
            paths.append(path)
    choose(context, paths)


def test_each_model_gets_the_candidate_of_least_validation_loss(make_context: MakeContext) -> None:
    context = make_context()
    tried(context, LOSSES)
    assert read_json(context.run.search / "chosen.json") == {
        "vgg16": {"learning_rate": 1e-4},
        "compact": {"learning_rate": 1e-3},
    }
    table = pd.read_csv(context.run.search / "results.csv")
    assert table["chosen"].tolist() == [False, True, True, False]
    assert table["validation_loss"].tolist() == list(LOSSES.values())


@pytest.mark.parametrize("also", [1.9, float("nan")])
def test_a_training_that_diverged_is_chosen_last(make_context: MakeContext, also: float) -> None:
    context = make_context()
    tried(context, {**LOSSES, ("vgg16", 1e-4): float("nan"), ("vgg16", 1e-3): also})
    assert read_json(context.run.search / "chosen.json")["vgg16"] == {"learning_rate": 1e-3}


def test_what_stopped_trainings_left_is_cleared_away(make_context: MakeContext) -> None:
    context = make_context()
    left = context.run.search / "candidates/vgg16-learning_rate-0.5"
    left.mkdir(parents=True)
    (left / ".state-abc.pt").touch()
    tried(context, LOSSES)
    assert not left.exists()
    assert len(list((context.run.search / "candidates").glob("*.json"))) == 4


def test_candidates_are_named_by_what_they_are(make_context: MakeContext) -> None:
    context = make_context()
    model = context.settings.models[0]
    names = {
        candidate_file(context.run, model, choice).name
        for choice in (
            {"learning_rate": 0.001},
            {"learning_rate": 0.0001},
            {"learning_rate": 0.001, "dropout": 0.0},
            {"dropout": 0.001},
        )
    }
    assert len(names) == 4
    assert "vgg16-learning_rate-0.001.json" in names
