"""Claims about coverings, on runs whose accuracy is made up."""

import itertools

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.evaluation.arms import TrainedModel
from feelingit.study.claims import ABOUT_COVERINGS, ABOUT_LOOKING, CLAIMS, judge_claims
from feelingit.study.claims.people import people_parts, permutation_p, rank_correlation
from tests.study.test_claims import N, predictions

SHAPES = ("forehead_shape", "eyes_shape", "nose_mouth_shape")
SEEN = ("surgical_mask", "sunglasses")
UNSEEN = ("ffp2_mask", "spectacles", "scarf")
TESTED = (
    *("none", "eyes", "lower_face", *SHAPES),
    *(name for one in (*SEEN, *UNSEEN) for name in (one, f"{one}@box")),
    *("low_light", "below_20", "below_60", "above_20", "above_60", "scattered_20"),
)
ARMS = (
    (True, "none"),
    (True, "none+eyes+lower_face"),
    (True, "none+surgical_mask+sunglasses"),
)
COVERED = ARMS[2][1]


def as_expected(trained: TrainedModel, tested_on: str) -> float:
    costs = {"nose_mouth_shape": 0.5, "eyes_shape": 0.2, "below_20": 0.3, "below_60": 0.5}
    cost = costs.get(tested_on, 0.1)
    if tested_on in SEEN + UNSEEN:
        helped = {COVERED: 0.35, ARMS[1][1]: 0.15}.get(trained.trained_on, 0)
        cost = 0.5 - helped
    return 0.9 - (0 if tested_on == "none" else cost)


def run(accuracy=as_expected, *, arms=ARMS, tested=TESTED, **options) -> pd.DataFrame:  # noqa: ANN001, ANN003
    return predictions(accuracy, arms=arms, models=["compact"], tested=tested, **options)


def judged(table: pd.DataFrame) -> pd.DataFrame:
    return judge_claims(table, resamples=200).set_index("claim")


@pytest.fixture(scope="module")
def agreeing() -> pd.DataFrame:
    return judged(run())


@pytest.fixture(scope="module")
def opposite() -> pd.DataFrame:
    return judged(run(lambda trained, tested_on: 1 - as_expected(trained, tested_on)))


def test_they_are_judged_where_a_condition_follows_the_face_and_nowhere_else(
    agreeing: pd.DataFrame,
) -> None:
    ids = [claim.id for claim in ABOUT_COVERINGS]
    always = [claim.id for claim in (*CLAIMS, *ABOUT_LOOKING)]
    assert agreeing.index.tolist() == always + ids
    assert agreeing.loc[ids, "sentence"].str.endswith(".").all()
    plain = judged(run(tested=("none", "eyes", "lower_face", "box_half")))
    assert plain.index.tolist() == always


@pytest.mark.parametrize(
    "claim",
    [
        "nose_and_mouth_shape_matters_most",
        "below_matters_more",
        "coverings_beyond_area",
        "training_helps_unseen",
        "coverings_train_better_than_bands",
    ],
)
def test_a_run_with_the_effect_supports_and_one_of_the_opposite_contradicts(
    agreeing: pd.DataFrame, opposite: pd.DataFrame, claim: str
) -> None:
    assert agreeing.loc[claim, "verdict"] == "supported"
    assert agreeing.loc[claim, "p"] <= agreeing.loc[claim, "p_holm"] < 0.05
    assert opposite.loc[claim, "verdict"] == "contradicted"


def test_unseen_are_the_coverings_that_were_in_no_training(agreeing: pd.DataFrame) -> None:
    row = agreeing.loc["training_helps_unseen"]
    # Three hide something and one dims the light; controls and growth are none of them.
    assert f"({N} faces, mean over 4 conditions)" in row["sentence"]
    assert "compact, aTruenone+surgical_mask+sunglasses +" in row["sentence"]
    seen_alone = judged(
        run(
            lambda trained, tested_on: as_expected(trained, tested_on) if tested_on in SEEN else 0.5
        )
    )
    assert seen_alone.loc["training_helps_unseen", "verdict"] == "undecided"
    assert seen_alone.loc["coverings_beyond_area", "verdict"] != "supported"


def test_the_price_on_bare_faces_is_judged_by_its_interval(agreeing: pd.DataFrame) -> None:
    equal = judged(run(lambda _, tested_on: 1.0 if tested_on == "none" else 0.5))
    row = equal.loc["training_costs_nothing"]
    assert (row["estimate"], row["verdict"]) == (0, "supported")
    assert np.isnan(row["p"])

    dear = run(lambda trained, _: 0.6 if trained.trained_on == COVERED else 0.9)
    assert judged(dear).loc["training_costs_nothing", "verdict"] == "contradicted"
    # The same accuracy, on other faces: that a loss is not shown does not show that there is none.
    assert agreeing.loc["training_costs_nothing", "verdict"] == "undecided"


def test_seeds_are_pooled(agreeing: pd.DataFrame) -> None:
    two = judged(run(seeds=2))
    for claim in ("training_helps_unseen", "below_matters_more"):
        assert two.loc[claim, "verdict"] == "supported"
        assert two.loc[claim, "estimate"] == pytest.approx(agreeing.loc[claim, "estimate"], abs=0.1)


@pytest.mark.parametrize(
    ("tested", "arms", "claim", "said"),
    [
        (("none", "eyes_shape", "forehead_shape"), ARMS, "nose_and_mouth_shape_matters_most",
         "was not tested on nose_mouth_shape"),
        (("none", "below_20"), ARMS, "below_matters_more", "tests no conditions"),
        (("none", "sunglasses"), ARMS, "coverings_beyond_area", "tests no conditions"),
        (("none", *SEEN), ARMS, "training_helps_unseen", "tests no conditions"),
        (TESTED, ARMS[:2], "training_helps_unseen", "no model trained on bare faces and coverings"),
        (TESTED, ARMS[1:], "training_costs_nothing", "beside one of bare faces"),
        (TESTED, ARMS[::2], "coverings_train_better_than_bands", "and the study's masks"),
        (("none", "eyes_shape"), ARMS, "emotions_survive_as_for_people",
         "tests neither of nose_mouth_shape and lower_face"),
    ],
)  # fmt: skip
def test_what_a_run_lacks_is_said(
    tested: tuple[str, ...], arms: tuple[tuple[bool, str], ...], claim: str, said: str
) -> None:
    row = judged(run(arms=arms, tested=tested)).loc[claim]
    assert row["verdict"] == "not tested"
    assert said in row["sentence"]


def like_people(turn: int = 0) -> pd.DataFrame:
    """Make a run that is right about as many faces of each emotion as people, or as of others."""
    table = run(lambda *_: 1.0, arms=ARMS[:1])
    shares = np.roll(people_parts().reshape(2, 7), turn, axis=1)
    for share, name in zip(shares, ("nose_mouth_shape", "eyes_shape"), strict=True):
        for emotion, right in zip(EMOTIONS, share, strict=True):
            rows = table.index[(table["tested_on"] == name) & (table["emotion"] == emotion)]
            wrong = rows[round(right * len(rows)) :]
            table.loc[wrong, "predicted"] = "sad" if emotion != "sad" else "happy"
    return table


def test_the_order_of_emotions_is_compared_with_people_s() -> None:
    row = judged(like_people()).loc["emotions_survive_as_for_people"]
    assert row["estimate"] > 0.97
    assert row["low"] <= row["estimate"]
    assert row["verdict"] == "supported"
    assert "compact with the eyes visible 1.00, with the mouth 1.00; " in row["sentence"]
    other = judged(like_people(3)).loc["emotions_survive_as_for_people"]
    assert other["estimate"] < 0.5
    assert other["verdict"] != "supported"


def test_people_are_as_they_were_counted() -> None:
    eyes, mouth = people_parts().reshape(2, 7)
    assert dict(zip(EMOTIONS, eyes, strict=True))["disgust"] == pytest.approx(0.242)
    assert dict(zip(EMOTIONS, mouth, strict=True))["disgust"] == pytest.approx(0.952)


def test_the_permutation_test_is_exact() -> None:
    theirs = people_parts()
    # Ours is theirs: of the 5040 orders of the emotions this one agrees best, and no other does.
    every = [
        rank_correlation(theirs.reshape(2, 7)[:, list(order)].reshape(-1), theirs)
        for order in itertools.permutations(range(7))
    ]
    best = np.sum(np.array(every) >= 1 - 1e-9)
    assert permutation_p(theirs, theirs) == pytest.approx(2 * best / 5040)
    assert permutation_p(np.ones(14) + np.arange(14) // 7, theirs) == 1.0
