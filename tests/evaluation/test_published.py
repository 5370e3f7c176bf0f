from feelingit.emotions import EMOTIONS
from feelingit.evaluation.published import published_study
from feelingit.occlusion import CONDITIONS


def test_every_row_is_of_a_model_a_control_and_a_hidden_part() -> None:
    table = published_study()
    assert len(table) == len(table[["model", "control", "hides", "metric"]].drop_duplicates()) == 20
    assert set(table["hides"]) <= {condition.hides for condition in CONDITIONS.values()}
    assert not table[["overall", *EMOTIONS]].isna().any().any()


def test_figures_stand_in_the_row_where_the_study_has_them() -> None:
    table = published_study().set_index(["model", "control", "hides", "metric"])
    assert table.loc[("vgg16", True, "nothing", "accuracy"), "overall"] == 58.25
    assert table.loc[("vgg16", False, "nothing", "accuracy"), "overall"] == 56.41
    assert table.loc[("vgg16", True, "forehead", "accuracy"), "neutral"] == 76.88
    assert table.loc[("resnet50", True, "lower_face", "f1"), "overall"] == 14.44
