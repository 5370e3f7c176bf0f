import re
from pathlib import Path

import pytest

from feelingit.errors import StudyFileError
from feelingit.occlusion import CONDITIONS
from feelingit.study.shipped import find_study, shipped_studies, summary
from feelingit.study.study_file import read_study

NAMES = ("coverings", "feeling_it", "feeling_it_cpu", "quickstart", "robust")
AT_THE_TOP = Path(__file__).parents[2] / "studies"


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_study_is_sound_and_says_the_same_to_all(name: str) -> None:
    study = read_study(find_study(name))
    said = (study.title, study.claim, study.cost, study.expect)
    assert summary(find_study(name)) == said
    assert all(said)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_study_opens_with_claim_command_cost_and_expected_result(name: str) -> None:
    text = find_study(name).read_text(encoding="utf-8")
    opening = text[: re.search(r"^[^#]", text, re.MULTILINE).start()]
    for word in ("Claims", "Run", "Costs", "Expect"):
        assert re.search(rf"^# {word} +\S", opening, re.MULTILINE), word
    assert f"feelingit study {name}" in opening


def test_all_that_are_shipped_are_listed_and_lie_at_the_top_of_the_repository() -> None:
    assert tuple(shipped_studies()) == NAMES
    assert sorted(path.stem for path in AT_THE_TOP.glob("*.toml")) == list(NAMES)


def test_the_published_protocol_is_as_published() -> None:
    study = read_study(find_study("feeling_it"))
    assert study.data.image_size == 128
    assert [(model.architecture, model.width) for model in study.models] == [
        *(("vgg16", 1.0), ("resnet50", 1.0))
    ]
    assert [(arm.trained_on, arm.control) for arm in study.trainings] == [
        *(("none", False), ("none", True)),
        *(("forehead_cut", True), ("eyes_cut", True), ("lower_face_cut", True)),
    ]


def test_the_study_for_two_cores_differs_in_size_alone() -> None:
    large, small = (read_study(find_study(name)) for name in ("feeling_it", "feeling_it_cpu"))
    for part in ("clean", "split", "occlusion", "training", "trainings", "seeds", "evaluation"):
        assert getattr(small, part) == getattr(large, part), part


def test_the_study_of_coverings_tests_all_of_them_and_trains_on_half_of_each_kind() -> None:
    study = read_study(find_study("coverings"))
    tested = study.occlusion.conditions
    assert [name for name in tested if name in CONDITIONS] == [
        name for name, one in CONDITIONS.items() if one.group != "cut"
    ]
    following = [one for one in CONDITIONS.values() if one.follows_face]
    assert {one.control for one in following} - {None} <= set(tested)
    bare, bands, coverings = study.trainings
    assert bare.train_on == ("none",)
    assert bands.train_on == ("none", "forehead", "eyes", "lower_face")
    for group in ("mask", "eyewear", "headwear", "hand", "camera"):
        names = [one.name for one in following if one.group == group]
        seen = [name for name in names if name in coverings.train_on]
        assert 0.3 <= len(seen) / len(names) <= 0.6, group
    assert coverings.bare_share == 0.3


def test_a_path_is_a_study_too(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").touch()
    assert find_study(str(tmp_path / "mine.toml")) == tmp_path / "mine.toml"


@pytest.mark.parametrize("name", ["feeling-it", "Quickstart", "robst"])
def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(name: str) -> None:
    with pytest.raises(StudyFileError, match=r"did you mean '(feeling_it|quickstart|robust)'\?"):
        find_study(name)


def test_a_file_that_is_not_there_is_said_not_to_be_there() -> None:
    with pytest.raises(StudyFileError, match=r"the study file nowhere/x\.toml does not exist"):
        find_study("nowhere/x.toml")
