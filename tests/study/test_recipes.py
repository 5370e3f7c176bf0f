import pytest

from feelingit.run_folder import write_json
from feelingit.study.recipes import candidates, chosen, recipe
from feelingit.study.settings import SearchSettings, StudyModel

from .conftest import MakeContext

NARROW = StudyModel(architecture="vgg16", width=0.5, learning_rate=2e-3)


def test_every_combination_of_alternatives_is_a_candidate() -> None:
    search = SearchSettings(learning_rate=(1e-3, 1e-4), dropout=(0.0, 0.3, 0.5))
    found = candidates(search)
    assert len(found) == 6
    assert {"learning_rate": 1e-4, "dropout": 0.5} in found
    assert all(set(choice) == {"learning_rate", "dropout"} for choice in found)


def test_off_is_an_alternative_too() -> None:
    assert candidates(SearchSettings(batch_norm=(False,))) == [{"batch_norm": False}]


def test_a_model_s_own_learning_rate_goes_before_the_study_s(make_context: MakeContext) -> None:
    settings = make_context().settings
    model, training = recipe(settings, NARROW, {})
    assert training.learning_rate == 2e-3
    assert training.batch_size == settings.training.batch_size
    assert not hasattr(model, "learning_rate")
    assert (model.architecture, model.width) == ("vgg16", 0.5)


def test_what_a_search_chose_goes_before_both(make_context: MakeContext) -> None:
    choice = {"learning_rate": 5e-3, "dropout": 0.1, "batch_norm": False, "optimiser": "sgd"}
    model, training = recipe(make_context().settings, NARROW, choice)
    assert (training.learning_rate, training.optimiser) == (5e-3, "sgd")
    assert (model.dropout, model.batch_norm) == (0.1, False)


def test_without_a_search_nothing_is_chosen(make_context: MakeContext) -> None:
    context = make_context(("[search]\nepochs = 1\nlearning_rate = [1e-3, 1e-4]\n", ""))
    assert chosen(context.run, context.settings, NARROW) == {}


@pytest.mark.parametrize("rate", [1e-3, 1e-4])
def test_each_model_has_its_own_choice(make_context: MakeContext, rate: float) -> None:
    context = make_context()
    write_json(
        context.run.search / "chosen.json",
        {"vgg16": {"learning_rate": rate}, "compact": {"learning_rate": 9e-3}},
    )
    assert chosen(context.run, context.settings, NARROW) == {"learning_rate": rate}
