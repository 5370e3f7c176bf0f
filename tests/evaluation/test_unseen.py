from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from feelingit.evaluation.answers import answers
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.comparison import mcnemar
from feelingit.evaluation.intervals import Bootstrap
from feelingit.evaluation.rates import rates
from feelingit.evaluation.unseen import COLUMNS, unseen_table

from .covered_rows import BARE_ARM, TWO, said_under

BANDS = TrainedModel("compact", "bands", control=True, trained_on="none+forehead", seed=0)
SOME = TrainedModel("compact", "coverings", control=True, trained_on="none+scarf+cap", seed=0)
LOST = ("fear",) * 4
HALF = ("happy", "fear", "sad", "fear")
TESTED = ("none", "forehead", "scarf", "cap", "sunglasses", "ffp2_mask", "ffp2_mask@box", "left_20")
SAID = {
    BARE_ARM: dict.fromkeys(TESTED, LOST) | {"none": TWO},
    BANDS: dict.fromkeys(TESTED, LOST) | {"none": TWO, "forehead": HALF, "sunglasses": HALF},
    SOME: dict.fromkeys(TESTED, TWO) | {"none": HALF, "sunglasses": HALF, "forehead": LOST},
}


def table_of(said: dict[TrainedModel, dict[str, tuple[str, ...]]] = SAID) -> pd.DataFrame:
    predictions = pd.concat([said_under(s, trained=trained) for trained, s in said.items()])
    found = [
        (each, rates(each.right, each.faces.subsets, each.faces.group, Bootstrap(200)))
        for each in answers(predictions)
    ]
    return unseen_table(found)


def column(table: pd.DataFrame, arm: str, name: str) -> dict[str, float]:
    return table[table["arm"] == arm].set_index("what")[name].to_dict()


def test_every_arm_is_set_beside_the_bare_one_on_what_it_saw_and_did_not() -> None:
    table = table_of()
    assert list(table.columns) == COLUMNS
    assert set(table["other"]) == {"bare"}
    assert column(table, "coverings", "difference") == {
        "bare": -0.5,
        "seen": 1.0,
        "seen mask": 1.0,
        "seen headwear": 1.0,
        "unseen": 0.75,
        "unseen mask": 1.0,
        "unseen eyewear": 0.5,
        "unseen band": 0.0,
    }
    assert column(table, "coverings", "conditions")["seen"] == 2


def test_an_arm_that_saw_nothing_everyday_has_seen_what_it_saw_instead() -> None:
    found = column(table_of(), "bands", "difference")
    assert (found["seen"], found["unseen"]) == (0.5, 0.125)
    assert "unseen band" not in found


def test_other_arms_are_compared_on_what_an_arm_has_not_seen_too() -> None:
    table = table_of()
    bands = column(table, "bands", "difference")
    assert bands["unseen by coverings"] == 0.25
    assert bands["unseen by coverings: eyewear"] == 0.5
    assert bands["unseen by coverings: mask"] == bands["seen by coverings"] == 0
    by = column(table, "bands", "by")
    assert by["unseen by coverings"] == "coverings"
    assert by["unseen"] == "bands"
    assert not any("by bands" in what for what in table["what"])


def test_intervals_are_paired_and_enclose_the_difference() -> None:
    table = table_of()
    assert (table["low"] <= table["difference"]).all()
    assert (table["difference"] <= table["high"]).all()
    same = table[(table["arm"] == "bands") & (table["what"] == "bare")]
    assert same[["low", "high"]].to_numpy().tolist() == [[0, 0]]


def test_one_condition_is_tested_as_mcnemar_does() -> None:
    eyewear = column(table_of(), "coverings", "p")["unseen eyewear"]
    assert eyewear == pytest.approx(mcnemar(2, 0))


def test_p_values_are_corrected_for_their_number() -> None:
    table = table_of()
    assert table["p_holm"].min() == pytest.approx(min(1, table["p"].min() * len(table)))
    ordered = table.sort_values("p")["p_holm"]
    assert all(a <= b for a, b in pairwise(ordered))


def test_without_a_bare_arm_nothing_is_compared() -> None:
    assert table_of({SOME: SAID[SOME]}).empty
    other_seed = TrainedModel("compact", "coverings", True, SOME.trained_on, seed=1)
    assert table_of({BARE_ARM: SAID[BARE_ARM], other_seed: SAID[SOME]}).empty


def test_p_is_small_where_training_helps_beyond_chance() -> None:
    faces = 40
    emotions = ["happy"] * faces
    wrong, right = ("sad",) * faces, ("happy",) * faces
    said = {"none": right, "scarf": wrong, "cup": wrong}
    helped = said | {"cup": right}
    arm = TrainedModel("compact", "some", control=True, trained_on="none+scarf", seed=0)
    predictions = pd.concat(
        [
            said_under(said, emotions=emotions),
            said_under(helped, emotions=emotions, trained=arm),
        ]
    )
    found = [
        (each, rates(each.right, each.faces.subsets, each.faces.group, Bootstrap(100)))
        for each in answers(predictions)
    ]
    p = column(unseen_table(found), "some", "p")
    assert p["unseen"] == pytest.approx(2 * 0.5**faces)
    assert p["seen"] == 1
    assert np.isfinite(list(p.values())).all()
