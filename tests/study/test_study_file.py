from pathlib import Path

import pytest

from feelingit.errors import StudyFileError
from feelingit.study.settings import StudySettings
from feelingit.study.study_file import read_study

LEAST = """\
title = "Least"
claim = "It is enough."
[[models]]
architecture = "compact"
[[trainings]]
name = "baseline"
"""


def read(folder: Path, text: str) -> StudySettings:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return read_study(path)


def problems(folder: Path, text: str) -> list[str]:
    """Give the sentences about a study file, without the file's name before each."""
    with pytest.raises(StudyFileError) as caught:
        read(folder, text)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{folder / 'mine.toml'}, line ") for line in lines)
    return [line.partition(", ")[2] for line in lines]


def test_the_least_study_has_the_published_protocol_s_defaults(tmp_path: Path) -> None:
    study = read(tmp_path, LEAST)
    training = study.training
    assert (training.optimiser, training.learning_rate, training.batch_size) == ("adam", 1e-4, 32)
    assert (training.epochs, training.patience) == (30, 3)
    assert study.split.validation_share == 0.2
    assert study.models[0].dropout == 0.3
    assert study.seeds == (0,)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeff" + LEAST).title == "Least"


def test_an_unknown_key_is_answered_with_the_nearest(tmp_path: Path) -> None:
    assert problems(tmp_path, LEAST + "[training]\nepoch = 3\n") == [
        "line 8: unknown key 'epoch' in [training]; did you mean 'epochs'?"
    ]


def test_an_unknown_key_unlike_any_is_answered_with_all(tmp_path: Path) -> None:
    (said,) = problems(tmp_path, LEAST + "[data]\nzebra = 3\n")
    assert said.endswith("expected one of drawn, image_size, corrections, votes")


def test_an_unknown_table_is_answered_with_the_nearest(tmp_path: Path) -> None:
    assert problems(tmp_path, LEAST + "[evalution]\nresamples = 300\n") == [
        "line 7: unknown key 'evalution'; did you mean 'evaluation'?"
    ]


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path, 'claim = "c"\n[[trainings]]\ncontrol = true\n') == [
        "line 1: the key 'title' is missing",
        "line 1: there is no [[models]]; expected at least one",
        "line 2: the key 'name' is missing in [[trainings]]",
    ]


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        ("training", "epochs = 2.5", "[training] epochs is 2.5; expected a whole number"),
        ("training", 'epochs = "3"', "[training] epochs is '3'; expected a whole number"),
        ("training", "epochs = true", "[training] epochs is true; expected a whole number"),
        ("training", "epochs = 0", "[training] epochs is 0; expected at least 1"),
        ("training", "learning_rate = 0", "[training] learning_rate is 0; expected more than 0"),
        ("training", "learning_rate = 11", "[training] learning_rate is 11; expected at most 10"),
        ("training", "warmup = nan", "[training] warmup is nan; expected a finite number"),
        ("training", "warmup = inf", "[training] warmup is inf; expected a finite number"),
        ("training", "augmentation = 1",
         "[training] augmentation is 1; expected a table of settings"),
        ("training.augmentation", "flip = 2",
         "[training.augmentation] flip is 2; expected at most 1"),
        ("split", "validation_share = 1", "[split] validation_share is 1; expected less than 1"),
        ("split", 'test = "test"', "[split] test is 'test'; expected a list in square brackets"),
        ("split", "test = []", "[split] test is []; expected at least 1 of them"),
        ("data", "corrections = 3", "[data] corrections is 3; expected a path in quotes"),
        ("saliency", "examples = 99", "[saliency] examples is 99; expected at most 20"),
        ("search", "batch_size = [1]", "[search] batch_size, item 1 is 1; expected at least 2"),
        ("search", "dropout = [1.5]", "[search] dropout, item 1 is 1.5; expected less than 1"),
        ("search", "optimiser = [1]",
         "[search] optimiser, item 1 is 1; expected 'adam', 'adamw' or 'sgd'"),
        ("search", "batch_norm = [1]", "[search] batch_norm, item 1 is 1; expected true or false"),
        ("clean", 'conflicts = "dorp"',
         "[clean] conflicts is 'dorp'; expected 'majority' or 'drop'; did you mean 'drop'?"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_what_was_expected(
    tmp_path: Path, table: str, line: str, said: str
) -> None:
    assert problems(tmp_path, f"{LEAST}[{table}]\n\n{line}\n") == [f"line 9: {said}"]


@pytest.mark.parametrize("name", ["Base Line", "a-b", ""])
def test_a_name_that_cannot_be_a_file_s_is_refused_in_words(tmp_path: Path, name: str) -> None:
    (said,) = problems(tmp_path, LEAST.replace('"baseline"', f'"{name}"'))
    assert said.startswith(f"line 6: [[trainings]] name is {name!r}; expected small letters a-z")


def test_a_wrong_item_of_a_list_stands_on_its_line_and_is_told_of_once(tmp_path: Path) -> None:
    text = LEAST + '[occlusion]\ntest = [\n  "none",\n  "forhead",\n]\n'
    (said,) = problems(tmp_path, text)
    assert said.startswith("line 10: [occlusion] test, item 2: there is no condition 'forhead'; ")
    assert "did you mean forehead" in said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[occlusion]\n\ntest = ["none", "sunglases"]\n',
         "[occlusion] test, item 2: there is no condition 'sunglases'; did you mean sunglasses"),
        ('[occlusion]\n\ntest = ["sunglasses@bx"]\n', "sunglasses has the controls sunglasses@"),
        ('[occlusion]\n\ntest = ["below_140"]\n', "expected a whole percent of the face from 1 to"),
        ('[occlusion]\n\ncontrols = ["bxo"]\n',
         "[occlusion] controls, item 1: there is no control 'bxo'; did you mean box?"),
        ('[occlusion]\n\ncontrols = ["box", "box"]\n', "[occlusion] controls lists box twice"),
        ('[occlusion.growth]\n\ndirections = ["under"]\n',
         "[occlusion.growth] directions, item 1: there is no direction 'under'; there are below, "),
        ("[occlusion.growth]\n\nshares = [20, 100]\n",
         "[occlusion.growth] shares, item 2 is 100; expected at most 99"),
        ("[occlusion.growth]\n\nshares = [20, 20]\n", "[occlusion.growth] shares lists 20 twice"),
        ('[[trainings]]\nname = "b"\nbare_share = 0.5\n',
         "b has a bare_share, but is not trained on bare faces and others: list none and other"),
        ('[[trainings]]\nname = "b"\nbare_share = 1.5\ntrain_on = ["none", "eyes"]\n',
         "[[trainings]] bare_share is 1.5; expected at most 1"),
        ('[occlusion]\ngrowth = "below"\n#\n', "[occlusion] growth is 'below'; expected a table"),
        ("[occlusion.growth]\n\nshare = [20]\n",
         "unknown key 'share' in [occlusion.growth]; did you mean 'shares'?"),
    ],
)  # fmt: skip
def test_what_is_wrong_about_coverings_is_told_with_its_place(
    tmp_path: Path, more: str, said: str
) -> None:
    (sentence,) = problems(tmp_path, LEAST + more)
    assert said in sentence
    assert sentence.startswith(("line 9: ", "line 8: [occlusion] growth"))


def test_controls_and_growth_add_to_what_is_tested(tmp_path: Path) -> None:
    tested = 'test = ["none", "eyes", "low_light", "eyes_shape", "sunglasses", "below_30"]\n'
    growth = '[occlusion.growth]\nshares = [60, 30]\ndirections = ["below", "scattered"]\n'
    text = f'{LEAST}[occlusion]\n{tested}controls = ["box", "blur"]\n{growth}'
    assert read(tmp_path, text).occlusion.conditions == (
        *("none", "eyes", "low_light", "eyes_shape", "sunglasses", "below_30"),
        *("eyes_shape@box", "sunglasses@box", "eyes_shape@blur", "sunglasses@blur"),
        *("below_60", "scattered_30", "scattered_60"),
    )


def test_growth_that_says_no_more_grows_from_every_side(tmp_path: Path) -> None:
    tested = read(tmp_path, LEAST + "[occlusion.growth]\n").occlusion.conditions
    assert len(tested) == 6 + 5 * 4
    assert tested[6:8] == ("below_20", "below_40")


def test_an_arm_may_train_on_what_a_list_adds(tmp_path: Path) -> None:
    arm = '[[trainings]]\nname = "b"\ntrain_on = ["none", "below_20"]\n'
    study = read(tmp_path, f"{LEAST}{arm}[occlusion.growth]\n")
    assert study.trainings[1].trained_on == "none+below_20"


def test_settings_that_came_later_are_written_only_where_they_are_used(tmp_path: Path) -> None:
    plain = read(tmp_path, LEAST)
    assert plain.trainings[0].model_dump() == {
        "name": "baseline",
        "train_on": ("none",),
        "control": True,
    }
    assert plain.occlusion.model_dump().keys() == {"test"}
    text = LEAST + 'train_on = ["none", "eyes"]\nbare_share = 0.25\n[occlusion.growth]\n'
    used = read(tmp_path, text)
    assert used.trainings[0].model_dump()["bare_share"] == 0.25
    assert used.occlusion.model_dump().keys() == {"test", "growth"}
    assert StudySettings.model_validate(used.model_dump(mode="json")) == used


def test_a_list_whose_only_item_is_wrong_is_not_called_too_short(tmp_path: Path) -> None:
    assert problems(tmp_path, 'seeds = ["a"]\n' + LEAST) == [
        "line 1: seeds, item 1 is 'a'; expected a whole number"
    ]


def test_a_table_where_there_may_be_several_is_refused(tmp_path: Path) -> None:
    (said,) = problems(tmp_path, LEAST.replace("[[models]]", "[models]"))
    assert said == "line 3: models is a table; expected [[models]] in double brackets"


def test_all_problems_are_told_in_the_order_of_their_lines(tmp_path: Path) -> None:
    text = LEAST.replace("compact", "vgg61") + "[training]\nepochs = 0\n[data]\ndrawn = -1\n"
    assert [said.split(":")[0] for said in problems(tmp_path, text)] == [
        *("line 4", "line 8", "line 10")
    ]


@pytest.mark.parametrize(
    ("more", "line", "said"),
    [
        ('[[models]]\narchitecture = "compact"\n', 7, "two of the [[models]] are called 'compact'"),
        ('[[trainings]]\n\nname = "baseline"\n', 9,
         "two of the [[trainings]] are called 'baseline'; give one of them another name"),
        ('[[trainings]]\nname = "b"\ntrain_on = ["eyes_cut"]\n', 9,
         "b is trained on eyes_cut, but not tested on it: add it to [occlusion] test"),
        ('[[trainings]]\nname = "b"\ntrain_on = ["none", "eyes_cut"]\n', 9,
         "eyes_cut gives pictures of another size"),
        ('[[trainings]]\nname = "b"\ntrain_on = ["eyes", "eyes"]\n', 9, "lists eyes twice"),
        ('[[models]]\narchitecture="compact"\nname="compact_a"\n[[trainings]]\nname="a_baseline"',
         6, "two networks would be called 'compact_a_baseline'"),
        ("[search]\nepochs = 3\n", 7, "[search] lists no alternatives"),
        ("[search]\n\ndropout = [0.1, 0.1]\n", 9, "[search] dropout lists an alternative twice"),
        ('[occlusion]\ntest = ["none", "none"]\n', 8, "[occlusion] test lists none twice"),
        ('[data]\ndrawn = 99\nvotes = "v.csv"\n', 9, "drawn faces have no votes"),
    ],
)  # fmt: skip
def test_settings_that_do_not_go_together_are_told_with_the_line_to_mend(
    tmp_path: Path, more: str, line: int, said: str
) -> None:
    (sentence,) = problems(tmp_path, LEAST + more)
    assert sentence.startswith(f"line {line}: ")
    assert said in sentence


def test_seeds_that_repeat_are_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, "seeds = [1, 2, 1]\n" + LEAST) == ["line 1: seeds lists 1 twice"]


def test_what_is_not_toml_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(StudyFileError, match=r"mine\.toml is not valid TOML: .*line 7"):
        read(tmp_path, LEAST + "[[data]\n")


def test_what_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"title = '\xff\xfe'")
    with pytest.raises(StudyFileError, match="is not a text file in UTF-8"):
        read_study(tmp_path / "mine.toml")


def test_a_folder_is_no_study_file(tmp_path: Path) -> None:
    with pytest.raises(StudyFileError, match=r"cannot read the study file .*: Is a directory"):
        read_study(tmp_path)
