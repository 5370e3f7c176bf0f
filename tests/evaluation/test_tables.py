import numpy as np
import pandas as pd
import pytest

from feelingit.emotions import EMOTIONS
from feelingit.evaluation.arms import TrainedModel
from feelingit.evaluation.tables import (
    CALIBRATION_COLUMNS,
    COMPARISON_COLUMNS,
    CONFUSION_COLUMNS,
    SCORE_COLUMNS,
    Evaluation,
    evaluate,
)

from .conftest import rows_of

SPLITS = ["test"] * 70 + ["leaked"] * 10


def run(*arms: tuple[str, str], tested: tuple[str, ...] = ("none", "forehead")) -> pd.DataFrame:
    generator = np.random.default_rng(5)
    true = np.resize(EMOTIONS, 80)
    blocks = []
    for arm, trained_on in arms:
        trained = TrainedModel("vgg16", arm, control=True, trained_on=trained_on, seed=0)
        for tested_on in tested:
            said = np.where(generator.random(80) < 0.5, true, generator.choice(EMOTIONS, 80))
            said_of = list(zip(true, said, strict=True))
            blocks.append(rows_of(said_of, trained=trained, tested_on=tested_on, splits=SPLITS))
    return pd.concat(blocks, ignore_index=True)


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate(run(("baseline", "none"), ("forehead", "forehead")), resamples=100)


def test_tables_have_the_columns_of_the_run_folder(evaluation: Evaluation) -> None:
    assert list(evaluation.scores.columns) == SCORE_COLUMNS
    assert list(evaluation.confusion.columns) == CONFUSION_COLUMNS
    assert list(evaluation.calibration.columns) == CALIBRATION_COLUMNS
    assert list(evaluation.comparisons.columns) == COMPARISON_COLUMNS


def test_every_model_and_condition_is_scored_once(evaluation: Evaluation) -> None:
    cells = evaluation.scores[["model_id", "tested_on"]].drop_duplicates()
    assert len(cells) == len(evaluation.scores) == 4
    assert (evaluation.scores["n"] == 70).all()
    assert (evaluation.scores["n_with_leaks"] == 80).all()
    assert not evaluation.scores.isna().any().any()


def test_confusion_and_calibration_count_the_test_faces_alone(evaluation: Evaluation) -> None:
    for table in (evaluation.confusion, evaluation.calibration):
        assert set(table.groupby(["model_id", "tested_on"])["count"].sum()) == {70}


def test_the_tables_agree_with_each_other(evaluation: Evaluation) -> None:
    cell = ["model_id", "tested_on"]
    confusion = evaluation.confusion
    hits = confusion[confusion["emotion"] == confusion["predicted"]].groupby(cell)["count"].sum()
    accuracy = evaluation.scores.set_index(cell)["accuracy"]
    pd.testing.assert_series_equal(hits.sort_index() / 70, accuracy.sort_index(), check_names=False)
    for _, row in evaluation.comparisons.iterrows():
        assert row["accuracy_a"] == accuracy[row["a"], row["a_tested_on"]]
        assert row["difference"] == pytest.approx(row["accuracy_a"] - row["accuracy_b"])


def test_p_values_are_corrected_over_the_whole_file(evaluation: Evaluation) -> None:
    comparisons = evaluation.comparisons
    least = comparisons["p"].idxmin()
    expected = min(1, comparisons["p"].min() * len(comparisons))
    assert comparisons["p_holm"][least] == pytest.approx(expected)


def test_one_model_alone_has_scores_and_no_comparisons() -> None:
    alone = evaluate(run(("only", "eyes"), tested=("none",)), resamples=100)
    assert len(alone.scores) == 1
    assert alone.comparisons.empty
    assert list(alone.comparisons.columns) == COMPARISON_COLUMNS


def test_the_same_predictions_give_the_same_tables() -> None:
    predictions = run(("baseline", "none"), ("forehead", "forehead"))
    for a, b in zip(
        evaluate(predictions, resamples=100), evaluate(predictions, resamples=100), strict=True
    ):
        pd.testing.assert_frame_equal(a, b)
