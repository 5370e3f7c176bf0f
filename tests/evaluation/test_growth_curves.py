from feelingit.evaluation.answers import answers
from feelingit.evaluation.growth_curves import COLUMNS, curves, growth_table
from feelingit.evaluation.intervals import Bootstrap
from feelingit.evaluation.rates import rates

from .covered_rows import TWO, said_under

SAID = {
    "below_80": ("fear", "fear", "fear", "sad"),
    "none": TWO,
    "below_40": ("happy", "fear", "sad", "sad"),
    "left_40": ("happy", "happy", "fear", "sad"),
    "cup": ("fear", "fear", "fear", "fear"),
}


def test_a_curve_falls_from_the_bare_face_on_in_order_of_share() -> None:
    (found,) = answers(said_under(SAID))
    by_emotion = rates(found.right, found.faces.subsets, found.faces.group, Bootstrap(100))
    table = growth_table(found, by_emotion)
    assert list(table.columns) == COLUMNS
    below = table[(table["direction"] == "below") & (table["emotion"] == "all")]
    assert below["share"].tolist() == [0, 0.4, 0.8]
    assert below["accuracy"].tolist() == [1, 0.75, 0.25]
    assert (below["low"] <= below["accuracy"]).all()
    happy = table[(table["direction"] == "below") & (table["emotion"] == "happy")]
    assert happy["accuracy"].tolist() == [1, 0.5, 0]
    assert happy["faces"].tolist() == [2, 2, 2]


def test_directions_are_told_apart_and_other_coverings_left_out() -> None:
    assert curves(tuple(SAID)) == {
        "below": [(0.0, "none"), (0.4, "below_40"), (0.8, "below_80")],
        "left": [(0.0, "none"), (0.4, "left_40")],
    }


def test_a_run_in_which_nothing_grows_has_no_curve() -> None:
    (found,) = answers(said_under({"none": TWO, "cup": TWO}))
    by_emotion = rates(found.right, found.faces.subsets, found.faces.group, Bootstrap(100))
    assert growth_table(found, by_emotion).empty
