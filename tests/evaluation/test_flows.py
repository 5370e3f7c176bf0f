from feelingit.evaluation.answers import answers
from feelingit.evaluation.flows import COLUMNS, flows_table

from .covered_rows import said_under

SAID = {
    "none": ("happy", "happy", "sad", "fear"),
    "scarf": ("neutral", "neutral", "sad", "sad"),
    "scarf@box": ("sad", "sad", "sad", "sad"),
    "above_20": ("sad", "sad", "sad", "sad"),
}


def test_answers_are_followed_from_the_bare_face_to_the_covered_one() -> None:
    (found,) = answers(said_under(SAID))
    table = flows_table(found)
    assert list(table.columns) == COLUMNS
    assert set(table["tested_on"]) == {"scarf"}
    flows = table.set_index(["emotion", "bare", "covered"])["faces"].to_dict()
    assert flows == {
        ("happy", "happy", "neutral"): 2,
        ("sad", "sad", "sad"): 1,
        ("sad", "fear", "sad"): 1,
    }


def test_without_bare_faces_or_coverings_there_are_no_flows() -> None:
    for names in (("scarf",), ("none",)):
        (found,) = answers(said_under({name: SAID[name] for name in names}))
        table = flows_table(found)
        assert table.empty
        assert list(table.columns) == COLUMNS
