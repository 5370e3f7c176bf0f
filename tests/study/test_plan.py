import dataclasses
from pathlib import Path

import pytest

from feelingit.study import plan_coverings
from feelingit.study.plan import plan
from feelingit.study.step import key_of
from feelingit.training.runtime import Runtime

from .conftest import MakeContext

NO_SEARCH = ("[search]\nepochs = 1\nlearning_rate = [1e-3, 1e-4]\n", "")


def test_steps_come_in_an_order_in_which_each_finds_what_it_needs(
    make_context: MakeContext,
) -> None:
    names = [step.name for step in plan(make_context())]
    kinds = list(dict.fromkeys(name.split()[0] for name in names))
    assert kinds == [
        *("read", "clean", "find", "try", "choose", "train", "predict", "evaluate"),
        *("map", "sum", "compare", "judge", "gather"),
    ]
    # Of four networks each; then two controls and one judgement of each of the judged two.
    assert len(names) == len(set(names)) == 3 + 4 + 1 + 2 * 4 + 1 + 2 * 4 + 1 + 4 + 2 + 2


def test_no_two_steps_write_one_file(make_context: MakeContext) -> None:
    outputs = [path for step in plan(make_context()) for path in step.outputs]
    assert len(outputs) == len(set(outputs))


def test_a_study_without_a_search_tries_nothing(make_context: MakeContext) -> None:
    names = [step.name for step in plan(make_context(NO_SEARCH))]
    assert not [name for name in names if name.startswith(("try", "choose"))]


def test_a_finished_run_of_an_earlier_version_is_still_finished(make_context: MakeContext) -> None:
    # As they were before coverings came: whoever changes them makes every run start anew.
    keys = {step.name: step.key[:16] for step in plan(make_context())}
    assert keys["read"] == "a829ee1bfe1fa1a7"
    assert keys["clean and split"] == "8ec981e0dbd3a217"
    assert keys["try vgg16: learning_rate 0.001"] == "91f99de09fd2944d"
    assert keys["choose settings"] == "6218d20d0b9f661e"
    assert keys["train vgg16-baseline-s0"] == "329556732e6d1a06"
    assert keys["train compact-lower_face-s0"] == "e278270d8f87771f"
    assert keys["predict compact-lower_face-s0"] == "c70dcb24d62584bd"
    assert keys["evaluate"] == "b42fc85d03140e80"


COVERINGS = ('test = ["none", "lower_face"]', 'test = ["none", "lower_face", "sunglasses"]')
ON_COVERINGS = (
    'train_on = ["lower_face"]',
    'train_on = ["none", "sunglasses"]\nbare_share = 0.5',
)


def test_coverings_bring_their_own_steps_and_leave_trainings_without_them_alone(
    make_context: MakeContext,
) -> None:
    before = {step.name: step.key for step in plan(make_context())}
    after = {step.name: step.key for step in plan(make_context(COVERINGS))}
    assert set(after) - set(before) == {"measure coverings", "evaluate coverings"}
    same = {name.split()[0] for name in before if before[name] == after[name]}
    assert same == {"read", "clean", "find", "try", "choose", "train"}
    order = list(after)
    assert order.index("find landmarks") == order.index("clean and split") + 1
    assert order.index("evaluate") < order.index("measure coverings")
    assert order.index("measure coverings") < order.index("evaluate coverings")


@pytest.mark.parametrize(
    ("name", "value"), [("network_fingerprint", lambda: "another"), ("DRAWN", 99)]
)
def test_other_landmarks_or_drawings_redo_what_is_made_with_them(
    make_context: MakeContext, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    context = make_context(COVERINGS, ON_COVERINGS)
    before = {step.name: step.key for step in plan(context)}
    monkeypatch.setattr(plan_coverings, name, value)
    after = {step.name: step.key for step in plan(context)}
    same = {name for name in before if before[name] == after[name]}
    assert {"train vgg16-baseline-s0", "clean and split", "choose settings"} <= same
    redone = {"train vgg16-lower_face-s0", "predict vgg16-baseline-s0", "measure coverings"}
    assert same.isdisjoint(redone)
    assert ("find landmarks" in same) == (name == "DRAWN")


def test_what_is_tested_beside_a_covering_is_tested_anew_and_nothing_trained(
    make_context: MakeContext,
) -> None:
    more = (COVERINGS[0], COVERINGS[1] + '\ncontrols = ["box"]')
    before = {step.name: step.key for step in plan(make_context(COVERINGS))}
    after = {step.name: step.key for step in plan(make_context(more))}
    redone = {name.split()[0] for name in before if before[name] != after[name]}
    assert redone == TESTS | {"measure"}


def changed(make_context: MakeContext, *edits: tuple[str, str]) -> set[str]:
    """Name the kinds of steps whose keys change with a study."""
    before = {step.name: step.key for step in plan(make_context())}
    after = {step.name: step.key for step in plan(make_context(*edits))}
    return {name.split()[0] for name in after if after[name] != before.get(name)}


SUMS = {"sum", "judge", "gather"}
MAPS = {"map", "compare"} | SUMS
TESTS = {"predict", "evaluate"} | MAPS
TRAININGS = {"try", "choose", "train"} | TESTS


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        (("drawn = 140", "drawn = 141"), {"read", "clean", "find"} | TRAININGS),
        (("image_size = 32", "image_size = 33"), {"read", "clean", "find"} | TRAININGS),
        (("[training]", "[split]\nseed = 1\n[training]"), {"clean", "find"} | TRAININGS),
        (("[training]", '[clean]\nduplicates = "keep"\n[training]'), {"clean", "find"} | TRAININGS),
        (("batch_size = 32", "batch_size = 16"), TRAININGS),
        (("epochs = 1", "epochs = 2"), TRAININGS),
        (('test = ["none", "lower_face"]', 'test = ["none", "lower_face", "eyes"]'), TESTS),
        (("resamples = 100", "resamples = 101"), {"evaluate"} | SUMS),
        (("permutations = 100", "permutations = 101"), {"compare"} | SUMS),
        (("shuffled = 30", "shuffled = 40"), {"train", "judge", "gather"}),
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
