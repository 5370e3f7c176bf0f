"""What is computed from a run for tables, captions and prose."""

from dataclasses import replace

import numpy as np
import pytest

from feelingit.palette import EMOTION_COLOURS
from feelingit.report.figure_list import figure_items
from feelingit.report.figures.accuracy import losses
from feelingit.report.figures.balance import totals
from feelingit.report.figures.confusion import commonest, values
from feelingit.report.limits import limits
from feelingit.report.load import load
from feelingit.report.palette import MODEL_COLOURS, model_colour
from feelingit.report.published import has_published, published_row
from feelingit.report.results import Results
from feelingit.report.summary import beyond_box, facts, findings
from feelingit.report.table_list import table_items
from feelingit.report.tables.comparisons import comparisons
from feelingit.report.tables.overall import leak, overall
from feelingit.report.tables.study_form import study_form
from feelingit.run_folder import RunFolder


def test_study_form_has_the_studys_rows_and_columns(results: Results) -> None:
    table = study_form(results, results.models[0])
    assert table.frame.shape == (10, 2 + 8)
    assert list(table.frame["Trained and tested on"].unique()) == [
        "No mask, no control", "No mask, with control", "Forehead mask", "Eye mask",
        "Nose and mouth mask",
    ]  # fmt: skip


def test_study_form_holds_the_runs_own_scores(results: Results) -> None:
    model, arm = results.models[1], results.arms[2]
    row = results.rows(model, arm, "forehead").iloc[0]
    frame = study_form(results, model).frame
    assert frame.loc[4, "Overall"] == f"{100 * row['accuracy']:.1f}"
    assert frame.loc[5, "Overall"] == f"{100 * row['weighted_f1']:.1f}"
    assert frame.loc[5, "Sad"] == f"{100 * row['f1_sad']:.1f}"


def test_published_figures_stand_beside_their_rows(results: Results) -> None:
    beneath = study_form(results, results.models[1]).beneath
    assert beneath is not None
    assert list(beneath["Overall"]) == [
        "47.35", "44.67", "41.05", "40.03", "33.40", "31.52", "42.74", "39.55", "20.22", "14.44",
    ]  # fmt: skip


def test_model_without_published_counterpart_has_none_beside_it(least: RunFolder) -> None:
    results = load(least)
    assert not has_published(results, results.models[0])
    assert study_form(results, results.models[0]).beneath is None


def test_arm_that_cuts_away_finds_the_published_figure_of_its_part(seeds: Results) -> None:
    arms = {arm.name: arm for arm in seeds.arms}
    row = published_row(seeds, seeds.models[0], arms["lower_face_cut"], "accuracy")
    assert row is not None
    assert row["overall"] == 43.34
    assert published_row(seeds, seeds.models[0], arms["mixed"], "accuracy") is None


def test_arm_trained_on_bare_faces_too_is_shown_without_a_mask(seeds: Results) -> None:
    assert {arm.name: arm.own for arm in seeds.arms} == {
        "baseline": "none", "mixed": "none", "lower_face_cut": "lower_face_cut",
    }  # fmt: skip


def test_several_seeds_give_mean_and_deviation(seeds: Results) -> None:
    model, arm = seeds.models[0], seeds.baseline
    accuracy = 100 * seeds.rows(model, arm, "none")["accuracy"]
    expected = f"{accuracy.mean():.1f} ± {accuracy.std(ddof=1):.1f}"
    assert study_form(seeds, model).frame.loc[0, "Overall"] == expected
    assert overall(seeds).frame.loc[0, "Accuracy"] == expected


def test_losses_are_measured_from_the_baseline(results: Results) -> None:
    model = results.models[0]
    bare = results.score(model, results.baseline, "none")
    eyes = next(arm for arm in results.arms if arm.name == "eyes")
    cost = losses(results, model)
    assert cost["eyes"] == pytest.approx(bare - results.score(model, eyes, "eyes"))
    assert set(cost) == {"forehead", "eyes", "lower_face"}


def test_a_mask_is_compared_with_the_box_of_its_area(results: Results) -> None:
    model, arm = results.models[0], results.baseline
    expected = results.score(model, arm, "box_half") - results.score(model, arm, "lower_face")
    assert beyond_box(results, model)["lower_face"] == pytest.approx(expected)


def test_leaks_are_counted_and_priced(results: Results) -> None:
    number, worth = leak(results)
    assert number == (results.table["split"] == "leaked").sum()
    row = results.rows(results.models[0], results.baseline, "none").iloc[0]
    assert worth["VGG-16"] == pytest.approx(row["accuracy_with_leaks"] - row["accuracy"])


def test_confusion_rows_sum_to_one_hundred(results: Results) -> None:
    matrix = values(results, results.models[0], results.baseline)
    assert np.allclose(matrix.sum(axis=1), 100)


def test_commonest_mistake_is_never_a_right_answer() -> None:
    matrix = np.eye(7) * 90
    matrix[2, 6] = 10
    assert commonest(matrix) == ("fear", "surprise", 10.0)


def test_balance_counts_every_face_in_use(results: Results) -> None:
    used = results.table[results.table["split"] != "leaked"]
    assert sum(totals(results, "after").values()) == len(used)


def test_facts_name_faces_models_and_verdicts(results: Results) -> None:
    found = dict(facts(results))
    assert found["models trained"] == "10"
    assert found["claims"] == "2 supported · 1 contradicted · 1 undecided · 1 not tested"


def test_summary_has_a_figure_in_every_finding(results: Results) -> None:
    sentences = [finding.sentence for finding in findings(results)]
    assert len(sentences) == 7
    assert all(any(letter.isdigit() for letter in sentence) for sentence in sentences)


def test_summary_of_the_least_run_says_nothing_of_what_it_lacks(least: RunFolder) -> None:
    text = " ".join(finding.sentence for finding in findings(load(least)))
    assert "mask" not in text
    assert "nan" not in text


def test_a_mask_that_helps_is_said_to_gain(results: Results) -> None:
    scores = results.scores.copy()
    scores.loc[scores["tested_on"] == "eyes", "accuracy"] = 0.99
    text = next(f.sentence for f in findings(replace(results, scores=scores)) if f.gist == "Masks.")
    assert "and gains" in text
    assert "eyes" in text


def test_no_mask_is_said_to_cost_more_than_its_box_where_none_does(results: Results) -> None:
    scores = results.scores.copy()
    scores.loc[scores["tested_on"].str.startswith("box"), "accuracy"] = 0.1
    found = findings(replace(results, scores=scores))
    text = next(f.sentence for f in found if f.gist == "Place or amount.")
    assert "no mask costs VGG-16 more than a random box" in text


def test_limits_are_those_of_the_run(results: Results, seeds: Results) -> None:
    assert any(text.startswith("One seed") for text in limits(results))
    assert not any(text.startswith("One seed") for text in limits(seeds))
    assert any("drawn by a program" in text for text in limits(results))


def test_photographs_are_not_called_drawn(results: Results) -> None:
    photographs = replace(results, source={"kind": "folder"})
    assert not any("drawn" in text for text in limits(photographs))
    items = figure_items(photographs, show_faces=True)
    own = [item for item in items if item.name != "map_truth"]  # whose networks saw drawn faces
    assert not any("drawn" in item.caption for item in own)


def test_parts_that_a_run_lacks_are_left_out(least: RunFolder) -> None:
    results = load(least)
    figures = {item.name for item in figure_items(results, show_faces=True)}
    assert not figures & {"matrix", "regions", "maps", "confusion_compact"}
    tables = {item.table.name for item in table_items(results)}
    assert not tables & {"search", "comparisons", "agreement"}


def test_model_that_lacks_an_arm_keeps_the_others(results: Results) -> None:
    gone = "resnet50-eyes-s0"
    partial = replace(
        results,
        trainings=[t for t in results.trainings if t.model_id != gone],
        scores=results.scores[results.scores["model_id"] != gone],
    )
    assert len(study_form(partial, partial.models[1]).frame) == 8
    assert len(overall(partial).frame) == 9
    assert all("nan" not in item.caption for item in figure_items(partial, show_faces=True))


def test_comparisons_say_what_was_tested_only_where_it_is_not_the_arms_own(
    results: Results,
) -> None:
    table = comparisons(results)
    assert table is not None
    assert "VGG-16, eye mask" in set(table.frame["B"])
    assert "VGG-16, no mask, with control, tested on eyes" in set(table.frame["A"])


def test_no_caption_or_cell_is_not_a_number(results: Results, seeds: Results) -> None:
    for item in (*table_items(results), *table_items(seeds)):
        cells = " ".join(item.table.frame.astype(str).to_numpy().ravel())
        assert "nan" not in cells.lower().split()
        assert "nan" not in item.table.caption.lower().split()


def test_colours_tell_all_emotions_and_models_apart() -> None:
    names = ["vgg16", "resnet50", "compact", "own", "other"]
    colours = [*EMOTION_COLOURS.values(), *(model_colour(name, names) for name in names)]
    assert len(set(colours)) == 7 + len(names)


def test_a_models_colour_does_not_depend_on_the_others() -> None:
    assert model_colour("vgg16", ["resnet50", "vgg16"]) == MODEL_COLOURS["vgg16"]


def test_results_without_scores_of_an_emotion_show_a_dash(results: Results) -> None:
    scores = results.scores.assign(accuracy_disgust=np.nan)
    frame = study_form(replace(results, scores=scores), results.models[0]).frame
    assert frame.loc[0, "Disgust"] == "\N{EN DASH}"
