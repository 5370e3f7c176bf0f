import dataclasses
from pathlib import Path

import pytest

from feelingit.study.plan import key_of, plan
from feelingit.training.runtime import Runtime

from .conftest import MakeContext

NO_SEARCH = ("[search]\nepochs = 1\nlearning_rate = [1e-3, 1e-4]\n", "")


def test_steps_come_in_an_order_in_which_each_finds_what_it_needs(
    make_context: MakeContext,
) -> None:
    names = [step.name for step in plan(make_context())]
    kinds = list(dict.fromkeys(name.split()[0] for name in names))
    assert kinds == [
        *("read", "clean", "try", "choose", "train", "predict", "explain"),
        *("evaluate", "gather", "judge"),
    ]
    assert len(names) == len(set(names)) == 2 + 4 + 1 + 3 * 4 + 3


def test_no_two_steps_write_one_file(make_context: MakeContext) -> None:
    outputs = [path for step in plan(make_context()) for path in step.outputs]
    assert len(outputs) == len(set(outputs))


def test_a_study_without_a_search_tries_nothing(make_context: MakeContext) -> None:
    names = [step.name for step in plan(make_context(NO_SEARCH))]
    assert not [name for name in names if name.startswith(("try", "choose"))]


def changed(make_context: MakeContext, *edits: tuple[str, str]) -> set[str]:
    """Name the kinds of steps whose keys change with a study."""
    before = {step.name: step.key for step in plan(make_context())}
    after = {step.name: step.key for step in plan(make_context(*edits))}
    return {name.split()[0] for name in after if after[name] != before.get(name)}


MAPS = {"explain", "gather", "judge"}
TESTS = {"predict", "evaluate"} | MAPS
TRAININGS = {"try", "choose", "train"} | TESTS


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        (("drawn = 140", "drawn = 141"), {"read", "clean"} | TRAININGS),
        (("image_size = 32", "image_size = 33"), {"read", "clean"} | TRAININGS),
        (("[training]", "[split]\nseed = 1\n[training]"), {"clean"} | TRAININGS),
        (("[training]", '[clean]\nduplicates = "keep"\n[training]'), {"clean"} | TRAININGS),
        (("batch_size = 32", "batch_size = 16"), TRAININGS),
        (("epochs = 1", "epochs = 2"), TRAININGS),
        (('test = ["none", "lower_face"]', 'test = ["none", "lower_face", "eyes"]'), TESTS),
        (("resamples = 100", "resamples = 101"), {"evaluate"} | MAPS),
        (("faces_per_emotion = 2", "faces_per_emotion = 3"), MAPS),
        (('title = "Tiny"', 'title = "Small"'), set()),
    ],
)
def test_a_setting_changes_the_keys_of_what_depends_on_it_and_no_other(
    make_context: MakeContext, edit: tuple[str, str], kinds: set[str]
) -> None:
    assert changed(make_context, edit) == kinds


def test_the_device_and_the_place_are_no_part_of_a_key(
    make_context: MakeContext, tmp_path: Path
) -> None:
    here = make_context()
    there = dataclasses.replace(here, run=type(here.run)(tmp_path / "there"), runtime=Runtime())
    assert [step.key for step in plan(here)] == [step.key for step in plan(there)]


def test_keys_tell_values_apart() -> None:
    assert key_of("train", 1) == key_of("train", 1)
    assert len({key_of("a", 1), key_of("a", "1"), key_of("a", [1]), key_of("b", 1)}) == 4
