from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.errors import InputError
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.prediction_table import COLUMNS, MODEL_COLUMNS, PROBABILITY_COLUMNS
from feelingit.study.claims import ABOUT_LOOKING, CLAIMS, judge_claims
from feelingit.study.claims.judge import COLUMNS as CLAIM_COLUMNS
from feelingit.study.claims.outcomes import Finding, all_hold, some_hold, verdict

N = 350
TRUE = np.resize(EMOTIONS, N)
TESTED = ("none", "forehead", "eyes", "lower_face", "lower_face_cut", "box_half")
ARMS = ((False, "none"), (True, "none"), (True, "forehead"), (True, "eyes"), (True, "lower_face"))
BARE_ARM = ((True, "none"),)
Accuracy = Callable[[TrainedModel, str], float]


def predictions(
    accuracy: Accuracy,
    *,
    arms: Sequence[tuple[bool, str]] = ARMS,
    models: Sequence[str] = ("vgg16", "resnet50"),
    seeds: int = 1,
    wrong: str = "happy",
    tested: Sequence[str] = TESTED,
) -> pd.DataFrame:
    """Build a run whose models name that share of each emotion rightly."""
    generator = np.random.default_rng(2)
    return pd.concat(
        [
            _rows(trained, tested_on, generator.random(N) < accuracy(trained, tested_on), wrong)
            for seed in range(seeds)
            for model in models
            for control, trained_on in arms
            for trained in [
                TrainedModel(model, f"a{control}{trained_on}", control, trained_on, seed)
            ]
            for tested_on in tested
        ],
        ignore_index=True,
    )


def _rows(
    trained: TrainedModel,
    tested_on: str,
    right: "np.ndarray[tuple[int], np.dtype[np.bool_]]",
    wrong: str,
) -> pd.DataFrame:
    said = np.where(right, TRUE, np.where(wrong == TRUE, "sad", wrong))
    rows = pd.DataFrame({"face_id": np.arange(N).astype(str), "emotion": TRUE, "predicted": said})
    rows[PROBABILITY_COLUMNS] = (said[:, None] == np.array(EMOTIONS)).astype(np.float32)
    rows[["group", "split", "tested_on"]] = [[i, "test", tested_on] for i in range(N)]
    for column in MODEL_COLUMNS:
        rows[column] = getattr(trained, column)
    return rows[COLUMNS]


def as_the_study_says(trained: TrainedModel, tested_on: str) -> float:
    vgg = trained.model == "vgg16"
    base = 0.85 if vgg else 0.7
    base += (0.05 if vgg else -0.1) * (1 if trained.control else -1)
    base -= 0.3 * tested_on.startswith("lower_face")
    return base - 0.2 * (tested_on not in ("none", trained.trained_on, "box_half"))


def judged(table: pd.DataFrame, **maps: pd.DataFrame) -> pd.DataFrame:
    return judge_claims(table, **maps, resamples=200).set_index("claim")


@pytest.fixture(scope="module")
def agreeing() -> pd.DataFrame:
    return judged(predictions(as_the_study_says))


def test_every_claim_has_a_row_with_the_run_folders_columns(agreeing: pd.DataFrame) -> None:
    assert ["claim", *agreeing.columns] == CLAIM_COLUMNS
    assert agreeing.index.tolist() == [claim.id for claim in (*CLAIMS, *ABOUT_LOOKING)]
    assert agreeing["sentence"].str.endswith(".").all()


@pytest.mark.parametrize(
    "claim",
    [
        "vgg_beats_resnet",
        "lower_face_matters_most",
        "lower_face_beyond_area",
        "control_does_not_help_resnet",
        "beats_guessing",
        "models_adapt",
    ],
)
def test_a_run_like_the_study_supports_its_claims(agreeing: pd.DataFrame, claim: str) -> None:
    assert agreeing.loc[claim, "verdict"] == "supported"
    assert agreeing.loc[claim, "p"] <= agreeing.loc[claim, "p_holm"] < 0.05


def test_a_run_of_the_opposite_contradicts() -> None:
    def opposite(trained: TrainedModel, tested_on: str) -> float:
        return 1.0 - as_the_study_says(trained, tested_on)

    table = judged(predictions(opposite))
    for claim in ("vgg_beats_resnet", "lower_face_matters_most", "control_does_not_help_resnet"):
        assert table.loc[claim, "verdict"] == "contradicted"


def test_a_run_without_differences_decides_nothing() -> None:
    table = judged(predictions(lambda _trained, _tested: 0.5))
    for claim in ("vgg_beats_resnet", "control_helps_vgg", "models_adapt", "some_emotion_gains"):
        assert table.loc[claim, "verdict"] == "undecided"


def test_one_model_without_the_effect_keeps_all_from_being_supported() -> None:
    def vgg_alone(trained: TrainedModel, tested_on: str) -> float:
        return 0.5 if trained.model == "resnet50" else as_the_study_says(trained, tested_on)

    table = judged(predictions(vgg_alone))
    assert table.loc["lower_face_matters_most", "verdict"] == "undecided"
    assert table.loc["beats_guessing", "verdict"] == "supported"


def test_a_model_that_always_says_one_emotion_does_not_beat_guessing() -> None:
    table = judged(predictions(lambda _trained, _tested: 0.0, wrong="angry"))
    assert table.loc["beats_guessing", "verdict"] != "supported"


def test_an_emotion_that_gains_under_a_mask_is_named() -> None:
    rows = predictions(as_the_study_says, models=["vgg16"])
    gains = (rows["trained_on"] == "forehead") & (rows["tested_on"] == "forehead")
    gains &= (rows["emotion"] == "neutral") & (rows["model"] == "vgg16")
    baseline = (rows["arm"] == "aTruenone") & (rows["emotion"] == "neutral")
    rows.loc[baseline, "predicted"] = "sad"
    rows.loc[gains, "predicted"] = "neutral"
    row = judged(rows).loc["some_emotion_gains"]
    assert row["verdict"] == "supported"
    assert row["estimate"] == 1.0
    assert "VGG-16, neutral, forehead mask +100.0 points" in row["sentence"]


def test_disgust_called_angry_is_judged_against_other_faces() -> None:
    rows = predictions(as_the_study_says, arms=BARE_ARM)
    everyone = judged(rows.assign(predicted="angry")).loc["disgust_is_called_angry"]
    assert (everyone["estimate"], everyone["verdict"]) == (0, "undecided")
    rows.loc[rows["emotion"] == "disgust", "predicted"] = "angry"
    assert judged(rows).loc["disgust_is_called_angry", "verdict"] == "supported"


def test_what_a_run_lacks_is_not_tested_and_said() -> None:
    table = judged(predictions(as_the_study_says, arms=BARE_ARM, models=["compact"]))
    assert table.loc["vgg_beats_resnet", "sentence"] == "Not tested: the run has no VGG-16."
    assert table.loc["models_adapt", "verdict"] == "not tested"
    missing = table.loc["lower_face_matters_most", "sentence"]
    assert missing == "Not tested: the run has no compact trained under the forehead mask."
    assert table.loc["lower_face_beyond_area", "verdict"] == "supported"
    assert table.loc["vgg_beats_resnet", ["estimate", "p", "p_holm"]].isna().all()


def test_a_part_cut_away_counts_as_hidden() -> None:
    arms = [*ARMS[:4], (True, "lower_face_cut")]
    table = judged(predictions(as_the_study_says, arms=arms))
    assert table.loc["lower_face_matters_most", "verdict"] == "supported"
    assert table.loc["models_adapt", "verdict"] == "supported"


def test_a_mixture_of_masks_stands_for_each_of_them() -> None:
    def mixed(trained: TrainedModel, tested_on: str) -> float:
        return as_the_study_says(trained, tested_on) + 0.2 * (tested_on in trained.masks)

    arms = [(True, "none"), (True, "none+forehead+eyes+lower_face")]
    table = judged(predictions(mixed, arms=arms))
    assert table.loc["lower_face_matters_most", "verdict"] == "supported"


def test_seeds_are_pooled_and_counted() -> None:
    row = judged(predictions(as_the_study_says, arms=BARE_ARM, seeds=2)).loc["vgg_beats_resnet"]
    assert "(350 faces, mean of 2 seeds)" in row["sentence"]
    assert row["verdict"] == "supported"


def test_leaked_faces_do_not_count(agreeing: pd.DataFrame) -> None:
    rows = predictions(as_the_study_says)
    leaked = rows.assign(face_id="leak" + rows["face_id"], split="leaked", predicted="sad")
    pd.testing.assert_frame_equal(judged(pd.concat([rows, leaked])), agreeing)
    with pytest.raises(InputError, match="no test faces"):
        judge_claims(leaked)


def test_all_hold_is_as_sure_as_its_least_sure_part() -> None:
    sure, unsure = Finding("a", 0.2, 0.1, 0.3, 0.001), Finding("b", 0.1, 0.0, 0.2, 0.04)
    assert all_hold([sure, unsure]) == unsure
    against = Finding("c", -0.2, -0.3, -0.1, 0.01)
    assert all_hold([sure, against, unsure]).p == pytest.approx(0.03)
    assert verdict(all_hold([sure, against, unsure]), 0.03) == "contradicted"


def test_some_hold_is_corrected_for_the_choice() -> None:
    rises, falls = Finding("a", 0.2, 0.1, 0.3, 0.02), Finding("b", -0.2, -0.3, -0.1, 0.03)
    assert some_hold([rises, falls]).p == pytest.approx(0.04)
    assert some_hold([falls, falls]).p == pytest.approx(0.03)


def test_without_a_p_value_the_interval_decides() -> None:
    above, across = Finding("a", 1.2, 1.1, 1.3, null=1), Finding("b", 1.1, 0.9, 1.3, null=1)
    assert verdict(above, np.nan) == "supported"
    assert verdict(across, np.nan) == "undecided"
    assert verdict(all_hold([above, across]), np.nan) == "undecided"
    assert verdict(Finding("c", 1.2, 1.1, 1.3, null=1, below=True), np.nan) == "contradicted"
